package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.Arguments;
import dev.vermilion.engine.scripting.lua.Builtin;
import dev.vermilion.engine.scripting.lua.LuaError;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The library {@code cmsgpack}: MessagePack as lua-cmsgpack reads and writes it. */
final class CmsgpackLibrary {

    private CmsgpackLibrary() {}

    static LuaTable table() {
        LuaTable table = new LuaTable();
        put(table, "pack", CmsgpackLibrary::pack);
        put(table, "unpack", arguments -> unpack(text(arguments), 0, 0, false));
        put(table, "unpack_one", arguments -> unpack(text(arguments), 1, Arguments.integer(arguments, 1, 0), true));
        put(table, "unpack_limit", CmsgpackLibrary::unpackLimit);
        table.put("_NAME", LuaString.of("cmsgpack"));
        table.put("_VERSION", LuaString.of("lua-cmsgpack 0.4.0"));
        table.put("_COPYRIGHT", LuaString.of("Copyright (C) 2012, Salvatore Sanfilippo"));
        table.put("_DESCRIPTION", LuaString.of("MessagePack C implementation for Lua"));
        return table;
    }

    private static void put(LuaTable table, String name, Builtin.Body body) {
        table.put(name, new Builtin(body));
    }

    private static LuaString text(@Nullable Object[] arguments) {
        return Arguments.string(arguments, 0);
    }

    private static Object pack(@Nullable Object[] arguments) {
        if (arguments.length == 0) {
            throw Arguments.error(-1, "MessagePack pack needs input.");
        }
        MessagePackWriter writer = new MessagePackWriter();
        for (Object each : arguments) {
            writer.write(each, 0);
        }
        return LuaString.of(writer.toBytes());
    }

    private static Object unpackLimit(@Nullable Object[] arguments) {
        return unpack(text(arguments), Arguments.integer(arguments, 1), Arguments.integer(arguments, 2, 0), true);
    }

    /**
     * Reads values.
     *
     * @param limit how many, 0 for all
     * @param withEnd true to return first where the next one would begin, -1 behind the last
     */
    private static Object unpack(LuaString text, int limit, int offset, boolean withEnd) {
        if (limit < 0 || offset < 0) {
            throw error("Invalid request to unpack with offset of " + offset + " and limit of " + text.length() + ".");
        } else if (offset > text.length()) {
            throw error("Start offset " + offset + " greater than input length " + text.length() + ".");
        }
        MessagePackReader reader = new MessagePackReader(text.bytes(), offset);
        List<@Nullable Object> values = new ArrayList<>();
        if (withEnd) {
            values.add(null);
        }
        int count = 0;
        while (reader.hasMore() && (limit == 0 || count < limit)) {
            values.add(reader.read(0));
            count++;
        }
        if (withEnd) {
            values.set(0, reader.hasMore() ? (double) reader.position() : -1.0);
        }
        return values.toArray();
    }

    static LuaError error(String text) {
        return new LuaError(LuaString.of(text), 1);
    }
}
