package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.Arguments;
import dev.vermilion.engine.scripting.lua.Builtin;
import dev.vermilion.engine.scripting.lua.LuaError;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import org.jspecify.annotations.Nullable;

/** The library {@code cjson}: JSON as lua-cjson 2.1 reads and writes it, with its settings. */
final class CjsonLibrary {

    /** JSON's null, which is not nil: an entry of a table may be it. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "userdata: (nil)";
        }
    };

    /** How to read and write. */
    static final class Settings {
        boolean convertSparse;
        int sparseRatio = 2;
        int sparseSafe = 10;
        int encodeDepth = 1000;
        int decodeDepth = 1000;
        int precision = 14;
        boolean keepBuffer = true;
        boolean encodeInvalid;
        boolean encodeInvalidAsNull;
        boolean decodeInvalid = true;
    }

    private final Settings settings = new Settings();

    private CjsonLibrary() {}

    /** A library of its own, with the settings that it has at first. */
    static LuaTable table() {
        CjsonLibrary library = new CjsonLibrary();
        LuaTable table = new LuaTable();
        put(table, "encode", arguments -> new JsonWriter(library.settings).write(one(arguments)));
        put(table, "decode", arguments -> new JsonReader(text(arguments), library.settings).read());
        put(table, "encode_sparse_array", library::sparseArray);
        put(table, "encode_max_depth", library::encodeDepth);
        put(table, "decode_max_depth", library::decodeDepth);
        put(table, "encode_number_precision", library::precision);
        put(table, "encode_keep_buffer", library::keepBuffer);
        put(table, "encode_invalid_numbers", library::encodeInvalid);
        put(table, "decode_invalid_numbers", library::decodeInvalid);
        put(table, "new", arguments -> table());
        table.put("null", NULL);
        table.put("_NAME", LuaString.of("cjson"));
        table.put("_VERSION", LuaString.of("2.1.0"));
        return table;
    }

    private static void put(LuaTable table, String name, Builtin.Body body) {
        table.put(name, new Builtin(body));
    }

    private static @Nullable Object one(@Nullable Object[] arguments) {
        if (arguments.length != 1) {
            throw Arguments.error(0, "expected 1 argument");
        }
        return arguments[0];
    }

    private static LuaString text(@Nullable Object[] arguments) {
        one(arguments);
        return Arguments.string(arguments, 0);
    }

    private Object sparseArray(@Nullable Object[] arguments) {
        settings.convertSparse = truth(arguments, 0, settings.convertSparse);
        settings.sparseRatio = number(arguments, 1, settings.sparseRatio, 0, Integer.MAX_VALUE);
        settings.sparseSafe = number(arguments, 2, settings.sparseSafe, 0, Integer.MAX_VALUE);
        return new Object[] {settings.convertSparse, (double) settings.sparseRatio, (double) settings.sparseSafe};
    }

    private Object encodeDepth(@Nullable Object[] arguments) {
        settings.encodeDepth = number(arguments, 0, settings.encodeDepth, 1, Integer.MAX_VALUE);
        return (double) settings.encodeDepth;
    }

    private Object decodeDepth(@Nullable Object[] arguments) {
        settings.decodeDepth = number(arguments, 0, settings.decodeDepth, 1, Integer.MAX_VALUE);
        return (double) settings.decodeDepth;
    }

    private Object precision(@Nullable Object[] arguments) {
        settings.precision = number(arguments, 0, settings.precision, 1, 14);
        return (double) settings.precision;
    }

    private Object keepBuffer(@Nullable Object[] arguments) {
        settings.keepBuffer = truth(arguments, 0, settings.keepBuffer);
        return settings.keepBuffer;
    }

    private Object encodeInvalid(@Nullable Object[] arguments) {
        Object given = Arguments.any(arguments, 0);
        if (given instanceof LuaString word) {
            if (!word.toString().equals("null")) {
                throw Arguments.error(0, "invalid option '" + word + "'");
            }
            settings.encodeInvalid = true;
            settings.encodeInvalidAsNull = true;
        } else if (given != null) {
            settings.encodeInvalid = truth(arguments, 0, settings.encodeInvalid);
            settings.encodeInvalidAsNull = false;
        }
        return settings.encodeInvalidAsNull ? LuaString.of("null") : (Object) settings.encodeInvalid;
    }

    private Object decodeInvalid(@Nullable Object[] arguments) {
        settings.decodeInvalid = truth(arguments, 0, settings.decodeInvalid);
        return settings.decodeInvalid;
    }

    private static boolean truth(@Nullable Object[] arguments, int index, boolean otherwise) {
        Object given = Arguments.any(arguments, index);
        if (given == null) {
            return otherwise;
        } else if (given instanceof Boolean truth) {
            return truth;
        }
        String word = Arguments.string(arguments, index).toString();
        if (!word.equals("on") && !word.equals("off")) {
            throw Arguments.error(index, "invalid option '" + word + "'");
        }
        return word.equals("on");
    }

    private static int number(@Nullable Object[] arguments, int index, int otherwise, int least, int most) {
        if (Arguments.any(arguments, index) == null) {
            return otherwise;
        }
        int value = Arguments.integer(arguments, index);
        if (value < least || value > most) {
            throw Arguments.error(index, "expected integer between " + least + " and " + most);
        }
        return value;
    }

    /** An error at the place that called the library. */
    static LuaError error(String text) {
        return new LuaError(LuaString.of(text), 1);
    }
}
