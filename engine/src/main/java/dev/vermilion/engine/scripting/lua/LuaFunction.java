package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/**
 * A function of Lua. What it returns is one value as it is, or an array of any number of them; no value of Lua is an
 * array, so that the two cannot be confused.
 */
public abstract class LuaFunction {

    /** Nothing returned. */
    public static final @Nullable Object[] NOTHING = new Object[0];

    /** Nil returned, which is not the same as nothing. */
    static final @Nullable Object[] NIL = {null};

    /** Calls it. The array of arguments may be kept. */
    public abstract @Nullable Object call(@Nullable Object[] arguments);

    /** The first of what a call returned; null if that was nothing. */
    public static @Nullable Object first(@Nullable Object returned) {
        if (returned instanceof Object[] values) {
            return values.length == 0 ? null : values[0];
        }
        return returned;
    }

    /** All that a call returned. */
    public static @Nullable Object[] all(@Nullable Object returned) {
        return returned instanceof Object[] values ? values : new Object[] {returned};
    }
}
