package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** Reads the arguments of functions of libraries; what does not fit is the error of Lua's own libraries. */
public final class Arguments {

    private Arguments() {}

    /** The argument at {@code index}, from 0; null if there are not so many. */
    public static @Nullable Object any(@Nullable Object[] arguments, int index) {
        return index < arguments.length ? arguments[index] : null;
    }

    /** An error about the argument at {@code index}, from 0. */
    public static LuaError error(int index, String problem) {
        return new ArgumentError(index + 1, problem);
    }

    /** An error about an argument that has another type. */
    public static LuaError typeError(@Nullable Object[] arguments, int index, String expected) {
        String got = index < arguments.length ? Lua.type(arguments[index]) : "no value";
        return error(index, expected + " expected, got " + got);
    }

    /** The argument, which must be there. */
    public static @Nullable Object present(@Nullable Object[] arguments, int index) {
        if (index >= arguments.length) {
            throw error(index, "value expected");
        }
        return arguments[index];
    }

    /** The argument as a number; strings that are numbers are taken. */
    public static double number(@Nullable Object[] arguments, int index) {
        Double number = Lua.toNumber(any(arguments, index));
        if (number == null) {
            throw typeError(arguments, index, "number");
        }
        return number;
    }

    /** The argument as a number, {@code otherwise} if it is nil or not there. */
    public static double number(@Nullable Object[] arguments, int index, double otherwise) {
        return any(arguments, index) == null ? otherwise : number(arguments, index);
    }

    /** The argument as an integer: the number, cut as C cuts it. */
    public static int integer(@Nullable Object[] arguments, int index) {
        return (int) (long) number(arguments, index);
    }

    /** The argument as an integer, {@code otherwise} if it is nil or not there. */
    public static int integer(@Nullable Object[] arguments, int index, int otherwise) {
        return any(arguments, index) == null ? otherwise : integer(arguments, index);
    }

    /** The argument as a string; numbers are taken. */
    public static LuaString string(@Nullable Object[] arguments, int index) {
        Object value = any(arguments, index);
        if (value instanceof LuaString string) {
            return string;
        } else if (value instanceof Double number) {
            return LuaNumber.format(number);
        }
        throw typeError(arguments, index, "string");
    }

    /** The argument as a table. */
    public static LuaTable table(@Nullable Object[] arguments, int index) {
        if (any(arguments, index) instanceof LuaTable table) {
            return table;
        }
        throw typeError(arguments, index, "table");
    }

    /** The argument as a function. */
    public static LuaFunction function(@Nullable Object[] arguments, int index) {
        if (any(arguments, index) instanceof LuaFunction function) {
            return function;
        }
        throw typeError(arguments, index, "function");
    }
}
