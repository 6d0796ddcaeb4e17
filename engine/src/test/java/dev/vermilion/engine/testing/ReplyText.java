package dev.vermilion.engine.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a reply as text: {@code 1}, {@code nil}, {@code [a [b c]]}, {@code {a 1}} for a map, {@code -ERR …}. */
public final class ReplyText {

    private ReplyText() {}

    /** Reads one reply, to its end. */
    public static String read(InputStream in) throws IOException {
        String line = line(in);
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '$' -> rest.equals("-1") ? "nil" : bulk(in, Integer.parseInt(rest));
            case '=' -> bulk(in, Integer.parseInt(rest)).substring("txt:".length());
            case '*' -> rest.equals("-1") ? "nil" : "[" + elements(in, Integer.parseInt(rest)) + "]";
            case '~', '>' -> "[" + elements(in, Integer.parseInt(rest)) + "]";
            case '%' -> "{" + elements(in, Integer.parseInt(rest) * 2) + "}";
            case '_' -> "nil";
            case '-' -> line;
            default -> rest;
        };
    }

    private static String bulk(InputStream in, int length) throws IOException {
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.readNBytes(2);
        return text;
    }

    private static String elements(InputStream in, int count) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(read(in));
        }
        return String.join(" ", elements);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each != '\r'; each = in.read()) {
            if (each < 0) {
                throw new EOFException();
            }
            line.append((char) each);
        }
        in.read();
        return line.toString();
    }
}
