package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.Lua;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a value of Lua as JSON. */
final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final CjsonLibrary.Settings settings;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    JsonWriter(CjsonLibrary.Settings settings) {
        this.settings = settings;
    }

    LuaString write(@Nullable Object value) {
        append(value, 0);
        return LuaString.of(out.toByteArray());
    }

    private void append(@Nullable Object value, int depth) {
        if (value == null || value == CjsonLibrary.NULL) {
            text("null");
        } else if (value instanceof LuaString string) {
            string(string);
        } else if (value instanceof Double number) {
            number(number);
        } else if (value instanceof Boolean truth) {
            text(truth.toString());
        } else if (value instanceof LuaTable table) {
            table(table, depth + 1);
        } else {
            throw cannot(value, "type not supported");
        }
    }

    private static RuntimeException cannot(@Nullable Object value, String why) {
        return CjsonLibrary.error("Cannot serialise " + Lua.type(value) + ": " + why);
    }

    private void table(LuaTable table, int depth) {
        if (depth > settings.encodeDepth) {
            throw CjsonLibrary.error("Cannot serialise, excessive nesting (" + depth + ")");
        }
        int length = arrayLength(table);
        if (length > 0) {
            out.write('[');
            for (int i = 1; i <= length; i++) {
                if (i > 1) {
                    out.write(',');
                }
                append(table.get(i), depth);
            }
            out.write(']');
        } else {
            object(table, depth);
        }
    }

    /** The length of the array that a table is; 0 if it has keys that are not 1, 2, … or none. */
    private int arrayLength(LuaTable table) {
        int[] counts = {0, 0}; // the largest key, the number of keys
        boolean[] isArray = {true};
        table.forEach((key, value) -> {
            if (key instanceof Double number && number >= 1 && Math.floor(number) == number) {
                counts[0] = Math.max(counts[0], (int) (double) number);
                counts[1]++;
            } else {
                isArray[0] = false;
            }
        });
        if (!isArray[0]) {
            return 0;
        }
        boolean sparse = settings.sparseRatio > 0
                && counts[0] > (long) counts[1] * settings.sparseRatio
                && counts[0] > settings.sparseSafe;
        if (sparse && !settings.convertSparse) {
            throw cannot(table, "excessively sparse array");
        }
        return sparse ? 0 : counts[0];
    }

    private void object(LuaTable table, int depth) {
        out.write('{');
        boolean[] first = {true};
        table.forEach((key, value) -> {
            if (!first[0]) {
                out.write(',');
            }
            first[0] = false;
            if (key instanceof LuaString name) {
                string(name);
            } else if (key instanceof Double number) {
                out.write('"');
                number(number);
                out.write('"');
            } else {
                throw cannot(key, "table key must be a number or string");
            }
            out.write(':');
            append(value, depth);
        });
        out.write('}');
    }

    private void number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            if (settings.encodeInvalidAsNull) {
                text("null");
                return;
            } else if (!settings.encodeInvalid) {
                throw cannot(number, "must not be NaN or Inf");
            }
        }
        text(Lua.text(number, settings.precision));
    }

    private void string(LuaString string) {
        out.write('"');
        for (byte each : string.bytes()) {
            switch (each) {
                case '"' -> text("\\\"");
                case '\\' -> text("\\\\");
                case '/' -> text("\\/");
                case '\b' -> text("\\b");
                case '\f' -> text("\\f");
                case '\n' -> text("\\n");
                case '\r' -> text("\\r");
                case '\t' -> text("\\t");
                default -> {
                    if ((each >= 0 && each < ' ') || each == 127) {
                        text("\\u00");
                        out.write(HEX.charAt(each >> 4));
                        out.write(HEX.charAt(each & 15));
                    } else {
                        out.write(each);
                    }
                }
            }
        }
        out.write('"');
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
