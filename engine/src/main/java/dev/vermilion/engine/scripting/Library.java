package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.LuaFunction;
import dev.vermilion.engine.scripting.lua.LuaString;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A library of functions.
 *
 * @param name what it is called
 * @param code its text, with its first line
 * @param functions its functions by name
 */
record Library(String name, LuaString code, Map<String, Function> functions) {

    /**
     * A function of a library.
     *
     * @param name what it is called, unique among all libraries
     * @param description empty if there is none
     */
    record Function(String name, LuaFunction body, String description, Set<String> flags) {

        boolean saysItDoesNotWrite() {
            return flags.contains(ScriptHeader.NO_WRITES);
        }
    }

    Library(String name, LuaString code) {
        this(name, code, new TreeMap<>());
    }
}
