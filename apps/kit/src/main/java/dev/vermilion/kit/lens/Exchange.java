package dev.vermilion.kit.lens;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One flush, and what came back until the next: a round trip. Used by one thread. */
final class Exchange {

    private static final int MAX_KEPT = 256 * 1024;

    private final Recording recording;
    private final List<List<byte[]>> commands;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final long sentAt;
    private long answeredAt;
    private long bytesReceived;

    Exchange(Recording recording, List<List<byte[]>> commands) {
        this.recording = recording;
        this.commands = commands;
        this.sentAt = System.nanoTime();
        this.answeredAt = sentAt;
    }

    boolean belongsTo(Recording other) {
        return recording == other;
    }

    void received(byte[] bytes, int offset, int length) {
        answeredAt = System.nanoTime();
        bytesReceived += length;
        received.write(bytes, offset, Math.min(length, MAX_KEPT - received.size()));
    }

    List<List<byte[]>> commands() {
        return commands;
    }

    /** A reply for each command, null where it is missing or was too large to keep. */
    List<@Nullable Reply> replies() {
        ReplyReader reader = new ReplyReader(received.toByteArray());
        List<@Nullable Reply> replies = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            replies.add(reader.next());
        }
        return replies;
    }

    long micros() {
        return (answeredAt - sentAt) / 1_000;
    }

    long bytesReceived() {
        return bytesReceived;
    }
}
