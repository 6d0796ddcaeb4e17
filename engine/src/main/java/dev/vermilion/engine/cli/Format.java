package dev.vermilion.engine.cli;

import dev.vermilion.engine.cli.Reply.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The forms in which replies are printed, each as redis-cli has it. */
enum Format {
    STANDARD,
    RAW,
    CSV,
    JSON,
    QUOTED_JSON;

    /**
     * A reply in this form, with its end of line.
     *
     * @param within what parts the elements of a reply in the raw form
     * @param behind what ends a reply in the raw form
     */
    byte[] print(Reply reply, String within, String behind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (this) {
            case STANDARD -> standard(reply, "", out);
            case RAW -> {
                raw(reply, within, out);
                put(out, behind);
            }
            case CSV -> {
                csv(reply, out);
                out.write('\n');
            }
            case JSON, QUOTED_JSON -> {
                json(reply, out);
                out.write('\n');
            }
        }
        return out.toByteArray();
    }

    /** For commands whose reply is a text to read: as it is, whatever the form. */
    static byte[] verbatim(Reply reply, String within) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        raw(reply, within, out);
        return out.toByteArray();
    }

    private static void standard(Reply reply, String prefix, ByteArrayOutputStream out) {
        switch (reply.kind()) {
            case ERROR -> put(out, "(error) ", reply.bytes(), "\n");
            case STATUS, VERBATIM -> put(out, "", reply.bytes(), "\n");
            case INTEGER -> put(out, "(integer) ", reply.bytes(), "\n");
            case DOUBLE -> put(out, "(double) ", reply.bytes(), "\n");
            case STRING -> put(out, quoted(reply.bytes()) + "\n");
            case NIL -> put(out, "(nil)\n");
            case BOOL -> put(out, reply.text().equals("t") ? "(true)\n" : "(false)\n");
            case ARRAY, MAP, SET, PUSH -> numbered(reply, prefix, out);
        }
    }

    private static void numbered(Reply reply, String prefix, ByteArrayOutputStream out) {
        if (reply.elements().isEmpty()) {
            String kind =
                    reply.kind() == Kind.MAP ? "hash" : reply.kind().name().toLowerCase(Locale.ROOT);
            put(out, "(empty " + kind + ")\n");
            return;
        }
        boolean map = reply.kind() == Kind.MAP;
        int step = map ? 2 : 1;
        int width = Integer.toString(reply.elements().size() / step).length();
        String inner = prefix + " ".repeat(width + 2);
        char mark = map ? '#' : reply.kind() == Kind.SET ? '~' : ')';
        for (int i = 0; i < reply.elements().size(); i += step) {
            put(out, (i == 0 ? "" : prefix) + String.format("%" + width + "d%c ", i / step + 1, mark));
            if (!map) {
                standard(reply.elements().get(i), inner, out);
                continue;
            }
            ByteArrayOutputStream key = new ByteArrayOutputStream();
            standard(reply.elements().get(i), inner, key);
            out.write(key.toByteArray(), 0, key.size() - 1);
            Reply value = reply.elements().get(i + 1);
            put(out, " => ");
            if (takesLines(value)) {
                put(out, "\n" + inner);
            }
            standard(value, inner, out);
        }
    }

    /** True of a value that does not fit on the line of its key. */
    private static boolean takesLines(Reply reply) {
        int count = reply.elements().size();
        return switch (reply.kind()) {
            case MAP -> count > 2 || count == 2 && takesLines(reply.at(1));
            case ARRAY, SET, PUSH -> count > 1 || count == 1 && takesLines(reply.at(0));
            default -> false;
        };
    }

    private static void raw(Reply reply, String within, ByteArrayOutputStream out) {
        switch (reply.kind()) {
            case NIL -> {}
            case ERROR -> put(out, "", reply.bytes(), "\n");
            case BOOL -> put(out, reply.text().equals("t") ? "(true)" : "(false)");
            case ARRAY, SET, PUSH, MAP -> {
                for (int i = 0; i < reply.elements().size(); i++) {
                    boolean value = reply.kind() == Kind.MAP && i % 2 == 1;
                    put(out, i == 0 ? "" : value ? " " : within);
                    raw(reply.elements().get(i), within, out);
                }
            }
            default -> out.writeBytes(reply.bytes());
        }
    }

    private static void csv(Reply reply, ByteArrayOutputStream out) {
        switch (reply.kind()) {
            case ERROR -> put(out, "ERROR," + quoted(reply.bytes()));
            case STATUS, STRING, VERBATIM -> put(out, quoted(reply.bytes()));
            case INTEGER, DOUBLE -> out.writeBytes(reply.bytes());
            case NIL -> put(out, "NULL");
            case BOOL -> put(out, reply.text().equals("t") ? "true" : "false");
            case ARRAY, SET, PUSH, MAP -> {
                for (int i = 0; i < reply.elements().size(); i++) {
                    put(out, i == 0 ? "" : ",");
                    csv(reply.elements().get(i), out);
                }
            }
        }
    }

    private void json(Reply reply, ByteArrayOutputStream out) {
        switch (reply.kind()) {
            case ERROR -> {
                put(out, "error:");
                text(reply.bytes(), out);
            }
            case STATUS, STRING, VERBATIM -> text(reply.bytes(), out);
            case INTEGER, DOUBLE -> out.writeBytes(reply.bytes());
            case NIL -> put(out, "null");
            case BOOL -> put(out, reply.text().equals("t") ? "true" : "false");
            case ARRAY, SET, PUSH -> {
                out.write('[');
                for (int i = 0; i < reply.elements().size(); i++) {
                    put(out, i == 0 ? "" : ",");
                    json(reply.elements().get(i), out);
                }
                out.write(']');
            }
            case MAP -> members(reply, out);
        }
    }

    private void members(Reply reply, ByteArrayOutputStream out) {
        out.write('{');
        for (int i = 0; i + 1 < reply.elements().size(); i += 2) {
            put(out, i == 0 ? "" : ",");
            ByteArrayOutputStream key = new ByteArrayOutputStream();
            json(reply.elements().get(i), key);
            boolean named =
                    key.toByteArray()[0] == '"' || reply.elements().get(i).isError();
            put(out, named ? "" : "\"", key.toByteArray(), named ? ":" : "\":");
            json(reply.elements().get(i + 1), out);
        }
        out.write('}');
    }

    private void text(byte[] bytes, ByteArrayOutputStream out) {
        if (this == QUOTED_JSON) {
            put(out, quoted(bytes).replace("\\", "\\\\"));
            return;
        }
        out.write('"');
        for (byte each : bytes) {
            switch (each) {
                case '\\', '"' -> {
                    out.write('\\');
                    out.write(each);
                }
                case '\n' -> put(out, "\\n");
                case '\f' -> put(out, "\\f");
                case '\r' -> put(out, "\\r");
                case '\t' -> put(out, "\\t");
                case '\b' -> put(out, "\\b");
                default -> {
                    if (each >= 0 && each < ' ') {
                        put(out, String.format("\\u%04x", each));
                    } else {
                        out.write(each);
                    }
                }
            }
        }
        out.write('"');
    }

    /** In double quotes, with escapes for all that is no printable ASCII. */
    static String quoted(byte[] bytes) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte each : bytes) {
            switch (each) {
                case '\\', '"' -> quoted.append('\\').append((char) each);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case 7 -> quoted.append("\\a");
                case '\b' -> quoted.append("\\b");
                default -> {
                    if (each >= ' ' && each <= '~') {
                        quoted.append((char) each);
                    } else {
                        quoted.append(String.format("\\x%02x", each & 0xff));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static void put(ByteArrayOutputStream out, String before, byte[] bytes, String behind) {
        put(out, before);
        out.writeBytes(bytes);
        put(out, behind);
    }

    private static void put(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
