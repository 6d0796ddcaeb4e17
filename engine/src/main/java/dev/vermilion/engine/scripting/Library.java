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

    /** A library with its tables, beside its text. */
    private static final long OWN_BYTES = 400;
    /** A function with what is known of it. */
    private static final long FUNCTION_BYTES = 300;
    /** What a byte of text becomes when it is compiled, about: a node of the syntax has some 40 bytes, and a name ten. */
    private static final long COMPILED_PER_BYTE = 2;

    /** Estimate of the heap that it takes as data, in bytes. */
    long bytes() {
        return OWN_BYTES + code.bytes().length + FUNCTION_BYTES * functions.size();
    }

    /** Estimate of the heap that its code takes when it is compiled, in bytes. */
    long compiledBytes() {
        return COMPILED_PER_BYTE * code.bytes().length;
    }

    Library(String name, LuaString code) {
        this(name, code, new TreeMap<>());
    }
}
