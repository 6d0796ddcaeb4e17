package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.Builtin;
import dev.vermilion.engine.scripting.lua.LuaError;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;

/** Closes tables to scripts: they can neither change them nor read what is not there. */
final class Sandbox {

    private static final LuaTable CLOSED = new LuaTable();

    static {
        CLOSED.put("__index", new Builtin(arguments -> {
            throw new LuaError(
                    LuaString.of("Script attempted to access nonexistent global variable '" + arguments[1] + "'"), 1);
        }));
        CLOSED.makeReadOnly();
    }

    private Sandbox() {}

    /** Closes a table of global variables, and makes the libraries in it unchangeable. */
    static void close(LuaTable globals) {
        globals.forEach((name, value) -> {
            if (value instanceof LuaTable table) {
                table.makeReadOnly();
            }
        });
        globals.metatable(CLOSED);
        globals.makeReadOnly();
    }
}
