package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** What can be said of values of Lua without a state: nil is null, and the others are of these classes. */
public final class Lua {

    private Lua() {}

    /** The name of the type of a value. */
    public static String type(@Nullable Object value) {
        if (value == null) {
            return "nil";
        } else if (value instanceof LuaString) {
            return "string";
        } else if (value instanceof Double) {
            return "number";
        } else if (value instanceof LuaTable) {
            return "table";
        } else if (value instanceof Boolean) {
            return "boolean";
        } else if (value instanceof LuaFunction) {
            return "function";
        }
        return value instanceof Coroutine ? "thread" : "userdata";
    }

    /** True for all values but nil and false. */
    public static boolean isTrue(@Nullable Object value) {
        return value != null && !(value instanceof Boolean truth && !truth);
    }

    /** The value as a number, if it is one or a string that is one; otherwise null. */
    public static @Nullable Double toNumber(@Nullable Object value) {
        if (value instanceof Double number) {
            return number;
        }
        return value instanceof LuaString string ? LuaNumber.parse(string) : null;
    }

    /** The value as a string, if it is one or a number; otherwise null. */
    public static @Nullable LuaString toLuaString(@Nullable Object value) {
        if (value instanceof LuaString string) {
            return string;
        }
        return value instanceof Double number ? LuaNumber.format(number) : null;
    }

    /** A number as %g of C prints it, with so many significant digits. */
    public static String text(double number, int digits) {
        return LuaNumber.general(number, digits, false);
    }

    /** A number with all its digits, for commands of Redis: whole numbers without an exponent, else %.17g. */
    public static LuaString exactText(double number) {
        long whole = (long) number;
        return LuaString.of(
                whole == number && Math.abs(number) < 1e17
                        ? Long.toString(whole)
                        : LuaNumber.general(number, 17, false));
    }

    /** True if two values are the same without asking metatables. */
    static boolean rawEquals(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Double a) {
            return other instanceof Double b && a.doubleValue() == b.doubleValue();
        }
        return one == null ? other == null : one.equals(other);
    }

    /** The remainder with the sign of the divisor. */
    static double modulo(double a, double b) {
        return a - Math.floor(a / b) * b;
    }

    /** a to the power of b, as pow of C gives it. */
    static double power(double a, double b) {
        return a == 1 || b == 0 ? 1 : Math.pow(a, b);
    }
}
