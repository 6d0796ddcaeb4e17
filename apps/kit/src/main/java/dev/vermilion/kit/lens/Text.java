package dev.vermilion.kit.lens;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes, commands and replies as redis-cli writes them, save that text beyond ASCII stays readable. */
final class Text {

    private static final int MAX_CHARACTERS = 2_000;
    private static final int MAX_ITEMS = 100;
    private static final Pattern BARE = Pattern.compile("[\\p{Alnum}_:./@{}\\[\\]()<>=+*,%~^!?&|-]+");

    private Text() {}

    /** One argument as it would be typed: quoted where it must be. */
    static String argument(byte[] bytes) {
        String plain = readable(bytes);
        return BARE.matcher(plain).matches() && plain.length() == bytes.length ? plain : quoted(bytes);
    }

    /** The bytes in double quotes, with escapes. Long ones end in an ellipsis. */
    static String quoted(byte[] bytes) {
        return '"' + shortened(escaped(bytes)) + '"';
    }

    /** The bytes without quotes, with escapes where they are no text. Long ones end in an ellipsis. */
    static String readable(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean printable = text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
            return shortened(printable ? text : escaped(bytes));
        } catch (CharacterCodingException e) {
            return shortened(escaped(bytes));
        }
    }

    /** A reply with redis-cli's types, numbering and indentation, without a line end behind it. */
    static String reply(Reply reply) {
        return String.join("\n", lines(reply));
    }

    private static List<String> lines(Reply reply) {
        if (reply.isNull()) {
            return List.of("(nil)");
        }
        return switch (reply.type()) {
            case '+' -> List.of(readable(reply.text()));
            case '-', '!' -> List.of("(error) " + readable(reply.text()));
            case ':' -> List.of("(integer) " + readable(reply.text()));
            case ',' -> List.of("(double) " + readable(reply.text()));
            case '(' -> List.of("(big number) " + readable(reply.text()));
            case '#' -> List.of(reply.text()[0] == 't' ? "(true)" : "(false)");
            case '*', '~', '%', '>' -> itemLines(reply);
            default -> List.of(quoted(reply.text()));
        };
    }

    private static List<String> itemLines(Reply reply) {
        boolean map = reply.type() == '%';
        List<Reply> items = reply.items();
        if (items.isEmpty()) {
            return List.of(map ? "(empty hash)" : reply.type() == '~' ? "(empty set)" : "(empty array)");
        }
        int step = map ? 2 : 1;
        String mark = map ? "# " : reply.type() == '~' ? "~ " : ") ";
        int width = Integer.toString(items.size() / step).length();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i += step) {
            if (i / step == MAX_ITEMS) {
                lines.add("… " + (items.size() / step - MAX_ITEMS) + " more");
                break;
            }
            String prefix = ("%" + width + "d%s").formatted(i / step + 1, mark);
            if (map) {
                prefix += lines(items.get(i)).get(0) + " => ";
            }
            append(lines, prefix, lines(items.get(i + step - 1)), map ? width + 2 : prefix.length());
        }
        return lines;
    }

    private static void append(List<String> lines, String prefix, List<String> item, int indent) {
        if (item.size() > 1 && prefix.endsWith("=> ")) {
            lines.add(prefix.stripTrailing());
            item.forEach(line -> lines.add(" ".repeat(indent) + line));
            return;
        }
        lines.add(prefix + item.get(0));
        item.stream().skip(1).forEach(line -> lines.add(" ".repeat(indent) + line));
    }

    private static String escaped(byte[] bytes) {
        String text = decodeOrNull(bytes);
        StringBuilder escaped = new StringBuilder();
        if (text == null) {
            for (byte b : bytes) {
                escape(escaped, (char) (b & 0xff), true);
            }
        } else {
            text.chars().forEach(c -> escape(escaped, (char) c, false));
        }
        return escaped.toString();
    }

    private static void escape(StringBuilder target, char c, boolean binary) {
        switch (c) {
            case '"', '\\' -> target.append('\\').append(c);
            case '\n' -> target.append("\\n");
            case '\r' -> target.append("\\r");
            case '\t' -> target.append("\\t");
            default -> {
                if (c < ' ' || c == 0x7f || (binary && c > 0x7f)) {
                    target.append("\\x%02x".formatted((int) c));
                } else {
                    target.append(c);
                }
            }
        }
    }

    private static @Nullable String decodeOrNull(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
    }
}
