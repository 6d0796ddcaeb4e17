package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.LuaFunction;
import dev.vermilion.engine.scripting.lua.LuaString;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A script that was understood.
 *
 * @param body its text
 * @param sha the SHA-1 of its text, in hexadecimal
 * @param function what it does
 * @param flags the flags of its first line; null if it has no such line, which leaves it all that scripts may do
 */
record Script(
        LuaString body,
        String sha,
        LuaFunction function,
        @Nullable Set<String> flags) {

    /** True if it says of itself that it does not write. */
    boolean saysItDoesNotWrite() {
        return flags != null && flags.contains(ScriptHeader.NO_WRITES);
    }

    /** True if it must not be run by a command that allows no writes. */
    boolean mayWrite() {
        return flags != null && !flags.contains(ScriptHeader.NO_WRITES);
    }
}
