package dev.vermilion.engine.dump;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Commands as a client sends them. */
final class RequestBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins a command of that many words. */
    RequestBytes command(int words) {
        return text("*" + words + "\r\n");
    }

    /** Adds a word of the command. */
    RequestBytes word(byte[] bytes) {
        text("$" + bytes.length + "\r\n");
        out.writeBytes(bytes);
        return text("\r\n");
    }

    private RequestBytes text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** All commands so far. */
    byte[] toBytes() {
        return out.toByteArray();
    }
}
