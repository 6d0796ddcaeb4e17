package dev.vermilion.kit.lens;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads replies, RESP2 and RESP3, from bytes that may end in the middle of one. */
final class ReplyReader {

    private static final byte[] NONE = new byte[0];

    private final byte[] bytes;
    private int at;

    ReplyReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next reply to a command, or null if the bytes end before it does. Messages that are no reply are left out. */
    @Nullable
    Reply next() {
        Reply reply = read();
        while (reply != null && reply.isPush()) {
            reply = read();
        }
        return reply;
    }

    private @Nullable Reply read() {
        int lineEnd = lineEnd();
        if (lineEnd < 0) {
            return null;
        }
        char type = (char) bytes[at];
        byte[] line = Arrays.copyOfRange(bytes, at + 1, lineEnd);
        at = lineEnd + 2;
        return switch (type) {
            case '$', '=', '!' -> bulk(type, length(line));
            case '*', '~', '>' -> items(type, length(line));
            case '%' -> items(type, length(line) * 2);
            case '|' -> items(type, length(line) * 2) == null ? null : read(); // attributes precede the reply proper
            case '_' -> new Reply(type, NONE, List.of(), true);
            default -> new Reply(type, line, List.of(), false);
        };
    }

    private @Nullable Reply bulk(char type, int length) {
        if (length < 0) {
            return new Reply(type, NONE, List.of(), true);
        }
        if (bytes.length - at < length + 2) {
            return null;
        }
        byte[] text = Arrays.copyOfRange(bytes, at, at + length);
        at += length + 2;
        return new Reply(type, text, List.of(), false);
    }

    private @Nullable Reply items(char type, int count) {
        if (count < 0) {
            return new Reply(type, NONE, List.of(), true);
        }
        List<Reply> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Reply item = read();
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return new Reply(type, NONE, items, false);
    }

    private int lineEnd() {
        for (int i = at; i < bytes.length - 1; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int length(byte[] line) {
        return Integer.parseInt(new String(line, StandardCharsets.US_ASCII));
    }
}
