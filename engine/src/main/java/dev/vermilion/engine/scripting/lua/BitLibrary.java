package dev.vermilion.engine.scripting.lua;

import java.util.Locale;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The library {@code bit}: operations on 32 bits, as in LuaJIT. */
final class BitLibrary {

    private static final double SHIFT = 6755399441055744.0; // 2^52 + 2^51: brings the integer into the low bits

    private BitLibrary() {}

    static void install(LuaTable globals) {
        LuaTable bit = new LuaTable();
        globals.put("bit", bit);
        BaseLibrary.put(bit, "tobit", arguments -> box(bits(arguments, 0)));
        BaseLibrary.put(bit, "bnot", arguments -> box(~bits(arguments, 0)));
        BaseLibrary.put(bit, "bswap", arguments -> box(Integer.reverseBytes(bits(arguments, 0))));
        fold(bit, "band", (a, b) -> a & b);
        fold(bit, "bor", (a, b) -> a | b);
        fold(bit, "bxor", (a, b) -> a ^ b);
        shift(bit, "lshift", (a, b) -> a << b);
        shift(bit, "rshift", (a, b) -> a >>> b);
        shift(bit, "arshift", (a, b) -> a >> b);
        shift(bit, "rol", Integer::rotateLeft);
        shift(bit, "ror", Integer::rotateRight);
        BaseLibrary.put(bit, "tohex", BitLibrary::toHex);
    }

    private static int bits(@Nullable Object[] arguments, int index) {
        return (int) Double.doubleToRawLongBits(Arguments.number(arguments, index) + SHIFT);
    }

    private static Object box(int bits) {
        return LuaNumber.box(bits);
    }

    private static void fold(LuaTable bit, String name, IntBinaryOperator operator) {
        BaseLibrary.put(bit, name, arguments -> {
            int result = bits(arguments, 0);
            for (int i = 1; i < arguments.length; i++) {
                result = operator.applyAsInt(result, bits(arguments, i));
            }
            return box(result);
        });
    }

    private static void shift(LuaTable bit, String name, IntBinaryOperator operator) {
        BaseLibrary.put(bit, name, arguments -> box(operator.applyAsInt(bits(arguments, 0), bits(arguments, 1) & 31)));
    }

    private static Object toHex(@Nullable Object[] arguments) {
        int bits = bits(arguments, 0);
        int digits = Arguments.any(arguments, 1) == null ? 8 : bits(arguments, 1);
        String hex = String.format(Locale.ROOT, "%08x", bits);
        int shown = (int) Math.min(8, Math.abs((long) digits));
        String text = hex.substring(8 - shown);
        return LuaString.of(digits < 0 ? text.toUpperCase(Locale.ROOT) : text);
    }
}
