package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session of HOTKEYS: what commands with keys cost since its start, and which keys cost most. What a command costs is
 * shared equally by its keys. A script costs its own keys; the commands in it are not counted again.
 */
final class HotKeys {

    /**
     * What HOTKEYS START asks for.
     *
     * @param cpu true to look at the time that commands take
     * @param net true to look at the bytes of requests and replies
     * @param count how many keys to find
     * @param seconds when to stop, 0 for never
     * @param sample one of so many commands is looked at
     */
    record Options(boolean cpu, boolean net, int count, long seconds, long sample) {}

    /**
     * The time that the process used.
     *
     * @param userMillis time of its own
     * @param systemMillis time in the kernel
     */
    record Usage(long userMillis, long systemMillis) {
        private Usage since(Usage start) {
            return new Usage(userMillis - start.userMillis, systemMillis - start.systemMillis);
        }
    }

    private final Options options;
    private final Keyspace keyspace;
    private final long startMillis;
    private final Usage atStart;
    private final TopKeys byTime;
    private final TopKeys byBytes;
    private @Nullable Usage used;
    private long durationMillis;
    private long nanos;
    private long bytes;

    /** Begins. */
    HotKeys(Options options, Keyspace keyspace) {
        this.options = options;
        this.keyspace = keyspace;
        this.startMillis = keyspace.now();
        this.byTime = new TopKeys(options.count);
        this.byBytes = new TopKeys(options.count);
        this.atStart = usage();
    }

    private Usage usage() {
        double[] seconds = InfoServer.processSeconds();
        return new Usage((long) (seconds[0] * 1000), (long) (seconds[1] * 1000));
    }

    /** True until {@link #stop} is called or its time is up. */
    boolean isActive() {
        long most = options.seconds * 1000;
        if (used == null && most > 0 && keyspace.now() - startMillis >= most) {
            stop();
            durationMillis = most;
        }
        return used == null;
    }

    /** Counts no more. */
    void stop() {
        durationMillis = keyspace.now() - startMillis;
        used = usage().since(atStart);
    }

    /** A command ran. */
    void count(Client client, Command command, Request words, long nanos, long replyBytes) {
        boolean inScript = client.id() < 0;
        if (inScript || !isActive()) {
            return;
        }
        List<KeySpec> specs = command.keySpecs();
        int[] keys = new int[1];
        for (KeySpec spec : specs) {
            spec.forEach(words, at -> keys[0]++);
        }
        if (keys[0] == 0) {
            return;
        }
        long sent = requestBytes(words) + replyBytes;
        this.nanos += nanos;
        bytes += sent;
        if (options.sample > 1 && keyspace.random().nextLong(options.sample) != 0) {
            return;
        }
        for (KeySpec spec : specs) {
            if (options.cpu) {
                spec.forEach(words, at -> byTime.add(words.argument(at), nanos / keys[0]));
            }
            if (options.net) {
                spec.forEach(words, at -> byBytes.add(words.argument(at), sent / keys[0]));
            }
        }
    }

    /** The length of a request in RESP. */
    private static long requestBytes(Request words) {
        long sum = words.bytes() + headBytes(words.count());
        for (int i = 0; i < words.count(); i++) {
            sum += headBytes(words.argument(i).length()) + 2;
        }
        return sum;
    }

    private static int headBytes(int length) {
        int digits = 1;
        for (int rest = length; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits + 3;
    }

    Options options() {
        return options;
    }

    /** When it began, in milliseconds since 1970. */
    long startMillis() {
        return startMillis;
    }

    /** How long it has gone on, or went on. */
    long durationMillis() {
        return isActive() ? keyspace.now() - startMillis : durationMillis;
    }

    /** What the process used meanwhile. */
    Usage used() {
        return used == null ? usage().since(atStart) : used;
    }

    /** The microseconds that commands with keys took. */
    long micros() {
        return nanos / 1000;
    }

    /** The bytes of commands with keys, and of their replies. */
    long bytes() {
        return bytes;
    }

    /** As many of {@link #bytes} as were counted for keys. */
    long sampledBytes() {
        return byBytes.total();
    }

    /** The keys that cost most time, in microseconds; empty if that was not asked for. */
    List<TopKeys.Sum> byMicros() {
        return byTime.largest(1000);
    }

    /** The keys that cost most bytes; empty if that was not asked for. */
    List<TopKeys.Sum> byBytes() {
        return byBytes.largest(1);
    }
}
