package dev.vermilion.kit.lens;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one HTTP request did in Redis. Secrets are redacted already.
 *
 * @param path without the query
 * @param status 0 until the request is answered
 * @param micros from the start of the request to its answer; a part of it is the lens's own work
 * @param truncated true if more was sent than the lens keeps
 * @param available false if this kind of connection cannot be looked into
 * @param steps round trips in order
 * @param keys what was written, before and after
 */
public record LensRecord(
        String id,
        String method,
        String path,
        int status,
        long micros,
        int roundTrips,
        long bytesSent,
        long bytesReceived,
        boolean truncated,
        boolean available,
        List<Step> steps,
        List<KeyChange> keys) {

    LensRecord withStatus(int answer) {
        return new LensRecord(
                id,
                method,
                path,
                answer,
                micros,
                roundTrips,
                bytesSent,
                bytesReceived,
                truncated,
                available,
                steps,
                keys);
    }

    /**
     * Commands that belong together.
     *
     * @param kind {@code single}, {@code pipeline}, {@code transaction} or {@code script}
     * @param micros from sending the first byte to reading the last
     */
    public record Step(String kind, int roundTrips, long micros, List<Command> commands) {}

    /**
     * One command.
     *
     * @param name as in the manual: {@code ZADD}, {@code CONFIG GET}
     * @param arguments what follows the name, each as it would be typed into redis-cli
     * @param reply as redis-cli prints it
     * @param error true if the reply is an error
     * @param queued true between MULTI and EXEC
     */
    public record Command(
            String name, List<String> arguments, String reply, boolean error, boolean write, boolean queued) {}

    /** One key that was written. Null stands for a key that was not there. */
    public record KeyChange(
            String key, @Nullable KeyValue before, @Nullable KeyValue after) {}

    /**
     * A value in short.
     *
     * @param ttlMillis -1 for no expiry
     * @param size characters, fields, members or entries
     * @param entries the value, or a part of a large one; those that the request named come first
     */
    public record KeyValue(String type, long ttlMillis, long size, List<Entry> entries) {}

    /** A field and its value, a member and its score, an index and its element; the name is empty for a string. */
    public record Entry(String name, String value) {}
}
