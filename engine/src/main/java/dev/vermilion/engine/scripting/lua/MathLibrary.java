package dev.vermilion.engine.scripting.lua;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The library {@code math}. */
final class MathLibrary {

    private static final double RADIANS = Math.PI / 180;
    private static final double LARGEST_RANDOM = 0x7fffffff;

    private final Drand48 random = new Drand48();

    private MathLibrary() {}

    static void install(LuaTable globals) {
        MathLibrary library = new MathLibrary();
        LuaTable math = new LuaTable();
        globals.put("math", math);
        math.put("pi", Math.PI);
        math.put("huge", Double.POSITIVE_INFINITY);
        functions(math);
        binary(math, "atan2", Math::atan2);
        binary(math, "fmod", (a, b) -> a % b);
        binary(math, "mod", (a, b) -> a % b);
        binary(math, "pow", Lua::power);
        binary(math, "ldexp", (a, b) -> a * Math.pow(2, (int) b));
        BaseLibrary.put(math, "frexp", MathLibrary::frexp);
        BaseLibrary.put(math, "modf", MathLibrary::modf);
        BaseLibrary.put(math, "max", arguments -> extreme(arguments, Math::max));
        BaseLibrary.put(math, "min", arguments -> extreme(arguments, Math::min));
        BaseLibrary.put(math, "random", library::random);
        BaseLibrary.put(math, "randomseed", library::seed);
    }

    private static void functions(LuaTable math) {
        unary(math, "abs", Math::abs);
        unary(math, "acos", Math::acos);
        unary(math, "asin", Math::asin);
        unary(math, "atan", Math::atan);
        unary(math, "ceil", Math::ceil);
        unary(math, "cos", Math::cos);
        unary(math, "cosh", Math::cosh);
        unary(math, "deg", x -> x / RADIANS);
        unary(math, "exp", Math::exp);
        unary(math, "floor", Math::floor);
        unary(math, "log", Math::log);
        unary(math, "log10", Math::log10);
        unary(math, "rad", x -> x * RADIANS);
        unary(math, "sin", Math::sin);
        unary(math, "sinh", Math::sinh);
        unary(math, "sqrt", Math::sqrt);
        unary(math, "tan", Math::tan);
        unary(math, "tanh", Math::tanh);
    }

    private static void unary(LuaTable math, String name, DoubleUnaryOperator function) {
        BaseLibrary.put(math, name, arguments -> LuaNumber.box(function.applyAsDouble(Arguments.number(arguments, 0))));
    }

    private static void binary(LuaTable math, String name, DoubleBinaryOperator function) {
        BaseLibrary.put(
                math,
                name,
                arguments -> LuaNumber.box(
                        function.applyAsDouble(Arguments.number(arguments, 0), Arguments.number(arguments, 1))));
    }

    private static Object extreme(@Nullable Object[] arguments, DoubleBinaryOperator better) {
        double best = Arguments.number(arguments, 0);
        for (int i = 1; i < arguments.length; i++) {
            best = better.applyAsDouble(best, Arguments.number(arguments, i));
        }
        return LuaNumber.box(best);
    }

    /** A number from 0.5 to 1 and a power of two that make up the argument. */
    private static Object frexp(@Nullable Object[] arguments) {
        double value = Arguments.number(arguments, 0);
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return new Object[] {value, 0.0};
        }
        int exponent = Math.getExponent(value) + 1;
        double mantissa = value / Math.pow(2, exponent);
        if (Math.abs(mantissa) < 0.5) { // a subnormal number
            exponent = Math.getExponent(value * 0x1p54) + 1 - 54;
            mantissa = value * 0x1p54 / Math.pow(2, exponent + 54);
        }
        return new Object[] {mantissa, (double) exponent};
    }

    private static Object modf(@Nullable Object[] arguments) {
        double value = Arguments.number(arguments, 0);
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        double rest = Double.isInfinite(value) ? 0.0 : value - whole;
        return new Object[] {LuaNumber.box(whole), LuaNumber.box(rest)};
    }

    private Object seed(@Nullable Object[] arguments) {
        random.seed(Arguments.integer(arguments, 0));
        return LuaFunction.NOTHING;
    }

    private Object random(@Nullable Object[] arguments) {
        double fraction = random.next() % (long) LARGEST_RANDOM / LARGEST_RANDOM;
        switch (arguments.length) {
            case 0 -> {
                return fraction;
            }
            case 1 -> {
                int most = Arguments.integer(arguments, 0);
                if (most < 1) {
                    throw Arguments.error(0, "interval is empty");
                }
                return LuaNumber.box(Math.floor(fraction * most) + 1);
            }
            case 2 -> {
                int least = Arguments.integer(arguments, 0);
                int most = Arguments.integer(arguments, 1);
                if (least > most) {
                    throw Arguments.error(1, "interval is empty");
                }
                return LuaNumber.box(Math.floor(fraction * (most - least + 1.0)) + least);
            }
            default -> throw new LuaError(LuaString.of("wrong number of arguments"), 1);
        }
    }

    /** The generator of drand48(3), which Redis uses so that scripts see the same numbers everywhere. */
    private static final class Drand48 {
        private static final long FACTOR = 0x5deece66dL;
        private static final long MASK = (1L << 48) - 1;
        private static final int LOW = 0x330e;

        private long state = 0x1234_abcd_0000L | LOW;

        void seed(int seed) {
            state = ((long) seed << 16 | LOW) & MASK;
        }

        /** 31 bits. */
        long next() {
            state = state * FACTOR + 0xb & MASK;
            return state >>> 17;
        }
    }
}
