package dev.vermilion.engine.scripting;

import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Replies of commands as values of Lua, and values of Lua as replies. */
final class LuaReplies {

    private static final LuaString OK = LuaString.of("ok");
    private static final LuaString ERR = LuaString.of("err");
    private static final LuaString MAP = LuaString.of("map");
    private static final LuaString SET = LuaString.of("set");
    private static final LuaString DOUBLE = LuaString.of("double");
    private static final LuaString BIG_NUMBER = LuaString.of("big_number");
    private static final LuaString VERBATIM = LuaString.of("verbatim_string");
    private static final LuaString STRING = LuaString.of("string");
    private static final LuaString FORMAT = LuaString.of("format");
    private static final LuaString IGNORE = LuaString.of("ignore_error_stats_update");
    private static final int DEEPEST = 500;

    private final byte[] bytes;
    private int at;

    private LuaReplies(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The value that a reply at the start of {@code bytes} is. */
    static @Nullable Object read(byte[] bytes) {
        return new LuaReplies(bytes).value();
    }

    /** A table that stands for an error. */
    static LuaTable error(String text) {
        LuaTable error = new LuaTable(0, 2);
        error.put(ERR, LuaString.of(text));
        return error;
    }

    /** A table that stands for an error which has been counted. */
    static LuaTable countedError(LuaString text) {
        LuaTable error = new LuaTable(0, 2);
        error.put(ERR, text);
        error.put(IGNORE, true);
        return error;
    }

    /** True if a value stands for an error that has been counted: a command answered with it. */
    static boolean isCounted(@Nullable Object value) {
        return value instanceof LuaTable table && table.get(IGNORE) != null;
    }

    /** The text of a table that stands for an error; null if it does not. */
    static @Nullable LuaString errorText(@Nullable Object value) {
        return value instanceof LuaTable table && table.get(ERR) instanceof LuaString text ? text : null;
    }

    /** A table that stands for a simple string. */
    static LuaTable status(LuaString text) {
        LuaTable status = new LuaTable(0, 1);
        status.put(OK, text);
        return status;
    }

    private @Nullable Object value() {
        byte type = bytes[at++];
        int start = at;
        while (bytes[at] != '\r') {
            at++;
        }
        int end = at;
        at += 2;
        return switch (type) {
            case '+' -> status(LuaString.of(bytes, start, end));
            case '-' -> countedError(LuaString.of(bytes, start, end));
            case ':' -> (double) number(start, end);
            case '$' -> bulk(number(start, end));
            case '*', '>' -> array(number(start, end));
            case '%' -> map(number(start, end));
            case '~' -> set(number(start, end));
            case '|' -> {
                map(number(start, end)); // attributes are not shown to scripts
                yield value();
            }
            case '#' -> bytes[start] == 't';
            case ',' -> wrapped(DOUBLE, Double.parseDouble(javaDouble(text(start, end))));
            case '(' -> wrapped(BIG_NUMBER, LuaString.of(bytes, start, end));
            case '=' -> verbatim((int) number(start, end));
            default -> null; // the null of RESP3
        };
    }

    private static String javaDouble(String text) {
        return text.replace("inf", "Infinity").replace("nan", "NaN");
    }

    private String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private long number(int start, int end) {
        Slice digits = new Slice();
        digits.set(bytes, start, end - start);
        return Numbers.parseLong(digits);
    }

    private Object bulk(long length) {
        if (length < 0) {
            return false;
        }
        LuaString string = LuaString.of(bytes, at, at + (int) length);
        at += (int) length + 2;
        return string;
    }

    private Object array(long count) {
        if (count < 0) {
            return false;
        }
        LuaTable table = new LuaTable((int) count, 0);
        for (int i = 1; i <= count; i++) {
            table.put(i, value());
        }
        return table;
    }

    private Object map(long count) {
        LuaTable inner = new LuaTable(0, (int) count);
        for (int i = 0; i < count; i++) {
            Object key = value();
            Object value = value();
            if (key != null) {
                inner.put(key, value);
            }
        }
        return wrapped(MAP, inner);
    }

    private Object set(long count) {
        LuaTable inner = new LuaTable(0, (int) count);
        for (int i = 0; i < count; i++) {
            Object member = value();
            if (member != null) {
                inner.put(member, true);
            }
        }
        return wrapped(SET, inner);
    }

    private Object verbatim(int length) {
        LuaTable inner = new LuaTable(0, 2);
        inner.put(FORMAT, LuaString.of(bytes, at, at + 3));
        inner.put(STRING, LuaString.of(bytes, at + 4, at + length));
        at += length + 2;
        return wrapped(VERBATIM, inner);
    }

    private static LuaTable wrapped(LuaString name, Object value) {
        LuaTable table = new LuaTable(0, 1);
        table.put(name, value);
        return table;
    }

    /**
     * Writes a value of Lua as a reply.
     *
     * @param resp3 true if the script asked for RESP3: booleans are then booleans
     */
    static void write(@Nullable Object value, ReplyWriter reply, boolean resp3) {
        write(value, reply, resp3, 0);
    }

    private static void write(@Nullable Object value, ReplyWriter reply, boolean resp3, int depth) {
        if (value instanceof LuaString string) {
            reply.bulk(string.bytes());
        } else if (value instanceof Double number) {
            reply.integer((long) (double) number);
        } else if (value instanceof Boolean truth) {
            writeBoolean(truth, reply, resp3);
        } else if (value instanceof LuaTable table) {
            if (depth > DEEPEST) {
                throw Errors.of("ERR reached lua stack limit");
            }
            writeTable(table, reply, resp3, depth);
        } else {
            reply.nullBulk();
        }
    }

    private static void writeBoolean(boolean truth, ReplyWriter reply, boolean resp3) {
        if (resp3) {
            reply.bool(truth);
        } else if (truth) {
            reply.integer(1);
        } else {
            reply.nullBulk();
        }
    }

    private static void writeTable(LuaTable table, ReplyWriter reply, boolean resp3, int depth) {
        if (table.get(ERR) instanceof LuaString error) {
            reply.error(error.toString());
        } else if (table.get(OK) instanceof LuaString status) {
            reply.simple(status.toString().replaceAll("[\r\n]", " "));
        } else if (table.get(DOUBLE) instanceof Double number) {
            reply.real(number);
        } else if (table.get(MAP) instanceof LuaTable map) {
            writeMap(map, reply, resp3, depth);
        } else if (table.get(SET) instanceof LuaTable set) {
            writeSet(set, reply, resp3, depth);
        } else if (table.get(BIG_NUMBER) instanceof LuaString number) {
            reply.bigNumber(number.toString().replaceAll("[\r\n]", " "));
        } else if (table.get(VERBATIM) instanceof LuaTable verbatim
                && verbatim.get(STRING) instanceof LuaString text
                && verbatim.get(FORMAT) instanceof LuaString format) {
            reply.verbatim(format.toString(), text.toString());
        } else {
            writeArray(table, reply, resp3, depth);
        }
    }

    private static void writeArray(LuaTable table, ReplyWriter reply, boolean resp3, int depth) {
        int start = reply.size();
        int count = 0;
        for (Object each = table.get(1); each != null; each = table.get(count + 1)) {
            write(each, reply, resp3, depth + 1);
            count++;
        }
        reply.arrayAround(start, count);
    }

    private static void writeMap(LuaTable map, ReplyWriter reply, boolean resp3, int depth) {
        int start = reply.size();
        int[] count = {0};
        map.forEach((key, value) -> {
            write(key, reply, resp3, depth + 1);
            write(value, reply, resp3, depth + 1);
            count[0]++;
        });
        reply.mapAround(start, count[0]);
    }

    private static void writeSet(LuaTable set, ReplyWriter reply, boolean resp3, int depth) {
        int start = reply.size();
        int[] count = {0};
        set.forEach((key, value) -> {
            write(key, reply, resp3, depth + 1);
            count[0]++;
        });
        reply.setAround(start, count[0]);
    }
}
