package dev.vermilion.engine.cli;

import dev.vermilion.engine.cli.Reply.Kind;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads replies in RESP2 and RESP3. */
final class ReplyReader {

    private final InputStream in;

    /** Reads from {@code in}, byte by byte: it should be buffered. */
    ReplyReader(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for the next reply.
     *
     * @throws EOFException if the server has closed the connection
     */
    Reply next() throws IOException {
        byte[] line = line();
        byte[] rest = Arrays.copyOfRange(line, Math.min(1, line.length), line.length);
        char type = line.length == 0 ? ' ' : (char) line[0];
        return switch (type) {
            case '+' -> Reply.of(Kind.STATUS, rest);
            case '-' -> Reply.of(Kind.ERROR, rest);
            case ':', '(' -> Reply.of(Kind.INTEGER, rest);
            case ',' -> Reply.of(Kind.DOUBLE, rest);
            case '#' -> Reply.of(Kind.BOOL, rest);
            case '_' -> Reply.of(Kind.NIL, new byte[0]);
            case '$' -> bulk(Kind.STRING, number(rest));
            case '!' -> bulk(Kind.ERROR, number(rest));
            case '=' -> verbatim(bulk(Kind.VERBATIM, number(rest)));
            case '*' -> collection(Kind.ARRAY, number(rest));
            case '~' -> collection(Kind.SET, number(rest));
            case '>' -> collection(Kind.PUSH, number(rest));
            case '%' -> collection(Kind.MAP, 2 * number(rest));
            case '|' -> {
                collection(Kind.MAP, 2 * number(rest)); // attributes are not shown
                yield next();
            }
            default -> throw new IOException("Protocol error, got \"" + type + "\" as reply type byte");
        };
    }

    private static int number(byte[] digits) throws IOException {
        try {
            return Integer.parseInt(new String(digits, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new IOException("Protocol error, bad length", e);
        }
    }

    private Reply bulk(Kind kind, int length) throws IOException {
        if (length < 0) {
            return Reply.of(Kind.NIL, new byte[0]);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.read() < 0 || in.read() < 0) {
            throw new EOFException();
        }
        return Reply.of(kind, bytes);
    }

    /** Without the three letters and the colon in front. */
    private static Reply verbatim(Reply reply) {
        byte[] bytes = reply.bytes();
        return Reply.of(reply.kind(), Arrays.copyOfRange(bytes, Math.min(4, bytes.length), bytes.length));
    }

    private Reply collection(Kind kind, int count) throws IOException {
        if (count < 0) {
            return Reply.of(Kind.NIL, new byte[0]);
        }
        List<Reply> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(next());
        }
        return Reply.of(kind, elements);
    }

    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = in.read(); each != '\r'; each = in.read()) {
            if (each < 0) {
                throw new EOFException();
            }
            line.write(each);
        }
        if (in.read() != '\n') {
            throw new EOFException();
        }
        return line.toByteArray();
    }
}
