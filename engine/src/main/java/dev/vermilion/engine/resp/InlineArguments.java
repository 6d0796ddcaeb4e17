package dev.vermilion.engine.resp;

import java.io.ByteArrayOutputStream;

/** Splits a line into arguments with the quoting rules of inline requests and of redis.conf. */
public final class InlineArguments {

    private InlineArguments() {}

    /**
     * Adds the arguments of the line in {@code line[from, to)} to {@code request}. Double quotes know {@code \n \r \t
     * \b \a \xHH \" \\}; single quotes know {@code \'} only.
     *
     * @return false if a quote is not closed, or is followed by something other than a space
     */
    public static boolean split(byte[] line, int from, int to, Request request) {
        int at = from;
        while (true) {
            while (at < to && isSpace(line[at])) {
                at++;
            }
            if (at == to) {
                return true;
            }
            ByteArrayOutputStream word = new ByteArrayOutputStream();
            at = word(line, at, to, word);
            if (at < 0) {
                return false;
            }
            request.add().set(word.toByteArray());
        }
    }

    /** Reads one word into {@code word}; returns the index behind it, -1 if its quotes do not balance. */
    private static int word(byte[] line, int from, int to, ByteArrayOutputStream word) {
        int at = from;
        while (at < to && !isSpace(line[at])) {
            if (line[at] == '"' || line[at] == '\'') {
                at = line[at] == '"' ? doubleQuoted(line, at + 1, to, word) : singleQuoted(line, at + 1, to, word);
                return at < 0 || (at < to && !isSpace(line[at])) ? -1 : at;
            }
            word.write(line[at++]);
        }
        return at;
    }

    private static int doubleQuoted(byte[] line, int from, int to, ByteArrayOutputStream word) {
        int at = from;
        while (at < to) {
            byte b = line[at];
            if (b == '"') {
                return at + 1;
            }
            if (b == '\\' && at + 3 < to && line[at + 1] == 'x' && hex(line[at + 2]) >= 0 && hex(line[at + 3]) >= 0) {
                word.write(hex(line[at + 2]) << 4 | hex(line[at + 3]));
                at += 4;
            } else if (b == '\\' && at + 1 < to) {
                word.write(unescape(line[at + 1]));
                at += 2;
            } else {
                word.write(b);
                at++;
            }
        }
        return -1;
    }

    private static int singleQuoted(byte[] line, int from, int to, ByteArrayOutputStream word) {
        int at = from;
        while (at < to) {
            if (line[at] == '\'') {
                return at + 1;
            }
            if (line[at] == '\\' && at + 1 < to && line[at + 1] == '\'') {
                at++;
            }
            word.write(line[at++]);
        }
        return -1;
    }

    private static int unescape(byte letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            default -> letter;
        };
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r') || b == 0;
    }
}
