package dev.vermilion.engine.scripting.lua;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Numbers of Lua, which are doubles, to text and back. */
final class LuaNumber {

    /** Digits that {@code tostring} gives: %.14g. */
    private static final int DIGITS = 14;

    private static final double LARGEST_PLAIN = 1e14;
    private static final int CACHED = 1024;
    private static final Double[] SMALL = new Double[CACHED];

    static {
        for (int i = 0; i < CACHED; i++) {
            SMALL[i] = (double) i;
        }
    }

    private LuaNumber() {}

    /** The number as an object; small whole ones are not made anew. */
    static Double box(double value) {
        int whole = (int) value;
        if (whole == value && whole > 0 && whole < CACHED) {
            return SMALL[whole];
        }
        return value;
    }

    /** The number as {@code tostring} prints it. */
    static LuaString format(double value) {
        return LuaString.of(toString(value));
    }

    /** The number as {@code tostring} prints it. */
    static String toString(double value) {
        long whole = (long) value;
        if (whole == value && Math.abs(value) < LARGEST_PLAIN) {
            return whole == 0 && 1 / value < 0 ? "-0" : Long.toString(whole);
        }
        return general(value, DIGITS, false);
    }

    /** The number as %g of C prints it, with so many significant digits. */
    static String general(double value, int digits, boolean keepZeros) {
        if (Double.isNaN(value)) {
            return Double.doubleToRawLongBits(value) < 0 ? "-nan" : "nan";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        int precision = Math.max(digits, 1);
        if (value == 0) {
            String zero = 1 / value < 0 ? "-0" : "0";
            return keepZeros && precision > 1 ? zero + "." + "0".repeat(precision - 1) : zero;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(precision, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String text;
        if (exponent < -4 || exponent >= precision) {
            text = scientific(value, precision - 1, keepZeros);
        } else {
            text = rounded.setScale(precision - 1 - exponent, RoundingMode.HALF_EVEN)
                    .toPlainString();
            text = keepZeros ? text : withoutZeros(text);
        }
        return text;
    }

    /** The number as %e of C prints it. */
    static String scientific(double value, int digits, boolean keepZeros) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return general(value, digits, false);
        }
        BigDecimal rounded = value == 0
                ? BigDecimal.ZERO
                : new BigDecimal(value).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        BigDecimal mantissa = rounded.movePointLeft(exponent).setScale(digits, RoundingMode.HALF_EVEN);
        String text = mantissa.toPlainString();
        if (!keepZeros) {
            text = withoutZeros(text);
        }
        if (value == 0 && 1 / value < 0) {
            text = "-" + text;
        }
        int size = Math.abs(exponent);
        return text + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    /** The number as %f of C prints it. */
    static String fixed(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return general(value, digits, false);
        }
        String text =
                new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
        return (value < 0 || (value == 0 && 1 / value < 0)) && !text.startsWith("-") ? "-" + text : text;
    }

    private static String withoutZeros(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** The number that a string is, with blanks around it; null if it is none. Understands what strtod does. */
    static @Nullable Double parse(LuaString string) {
        byte[] bytes = string.bytes();
        int start = 0;
        int end = bytes.length;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        Double whole = smallInteger(bytes, start, end);
        if (whole != null) {
            return whole;
        }
        return parse(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
    }

    private static @Nullable Double smallInteger(byte[] bytes, int start, int end) {
        if (start == end || end - start > 15) {
            return null;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            value = value * 10 + digit;
        }
        return box((double) value);
    }

    private static @Nullable Double parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        double sign = text.startsWith("-") ? -1 : 1;
        String lower = digits.toLowerCase(java.util.Locale.ROOT);
        if (lower.equals("inf") || lower.equals("infinity")) {
            return sign * Double.POSITIVE_INFINITY;
        } else if (lower.equals("nan")) {
            return Double.NaN;
        } else if (lower.startsWith("0x")) {
            Double value = hexadecimal(lower.substring(2));
            return value == null ? null : (Double) (sign * value);
        }
        if (digits.isEmpty() || !digits.matches("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            return null;
        }
        return sign * Double.parseDouble(digits);
    }

    private static @Nullable Double hexadecimal(String digits) {
        if (!digits.matches("([0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)(p[+-]?\\d+)?")) {
            return null;
        }
        return Double.parseDouble("0x" + (digits.indexOf('p') < 0 ? digits + "p0" : digits));
    }

    /** The number that a string is in a base from 2 to 36, as strtoul reads it; null if it is none. */
    static @Nullable Double parse(LuaString string, int base) {
        String text = new String(string.bytes(), StandardCharsets.ISO_8859_1).strip();
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        if (base == 16 && (digits.startsWith("0x") || digits.startsWith("0X"))) {
            digits = digits.substring(2);
        }
        if (digits.isEmpty()) {
            return null;
        }
        double value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), base);
            if (digit < 0) {
                return null;
            }
            value = value * base + digit;
        }
        double most = 0x1p64;
        value = value >= most ? most : value;
        return negative && value > 0 ? most - value : value;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
