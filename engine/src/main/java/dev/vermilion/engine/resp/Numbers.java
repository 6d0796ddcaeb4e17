package dev.vermilion.engine.resp;

import java.nio.charset.StandardCharsets;

/**
 * Numbers as Redis reads and prints them. All parsing is strict: no spaces, no plus sign, no leading zeros.
 */
public final class Numbers {

    private Numbers() {}

    /** Characters of the longest integer, -9223372036854775808. */
    private static final int LONGEST = 20;

    /** True if the bytes are a 64-bit integer in the one form that prints back as itself. */
    public static boolean isLong(byte[] bytes, int offset, int length) {
        if (length == 0 || length > LONGEST) {
            return false;
        }
        int at = offset;
        int end = offset + length;
        boolean negative = bytes[at] == '-';
        if (negative && ++at == end) {
            return false;
        }
        int first = bytes[at] - '0';
        if (first == 0) {
            return !negative && length == 1;
        }
        if (first < 0 || first > 9) {
            return false;
        }
        long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        long value = 0; // kept negative: the negative range is the larger one
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || value < limit / 10 || value * 10 < limit + digit) {
                return false;
            }
            value = value * 10 - digit;
        }
        return true;
    }

    /** True if the slice is a 64-bit integer in its one printed form. */
    public static boolean isLong(Slice slice) {
        return isLong(slice.array(), slice.offset(), slice.length());
    }

    /** The integer in bytes for which {@link #isLong} holds. */
    public static long parseLong(byte[] bytes, int offset, int length) {
        boolean negative = bytes[offset] == '-';
        long value = 0;
        for (int at = negative ? offset + 1 : offset, end = offset + length; at < end; at++) {
            value = value * 10 - (bytes[at] - '0');
        }
        return negative ? value : -value;
    }

    /** The integer in a slice for which {@link #isLong} holds. */
    public static long parseLong(Slice slice) {
        return parseLong(slice.array(), slice.offset(), slice.length());
    }

    /** How many bytes {@link #writeLong} will write, 1 to 20. */
    public static int lengthOf(long value) {
        if (value < 0) {
            return value == Long.MIN_VALUE ? 20 : 1 + lengthOf(-value);
        }
        int digits = 1;
        for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    /** Writes the decimal form of {@code value} and returns the index behind it. */
    public static int writeLong(long value, byte[] target, int offset) {
        int end = offset + lengthOf(value);
        int at = end;
        if (value < 0) {
            target[offset] = '-';
        }
        long rest = value;
        do {
            long next = rest / 10;
            target[--at] = (byte) ('0' + Math.abs(rest - next * 10));
            rest = next;
        } while (rest != 0);
        return end;
    }

    /** The decimal form of {@code value} as bytes. */
    public static byte[] toBytes(long value) {
        byte[] bytes = new byte[lengthOf(value)];
        writeLong(value, bytes, 0);
        return bytes;
    }

    /**
     * The floating point number in a slice, or NaN if there is none. Knows what C's {@code strtod} does: exponents,
     * {@code inf}, {@code infinity}, hexadecimal; not {@code nan}.
     */
    public static double parseDouble(Slice slice) {
        if (isLong(slice) && slice.length() <= 15) {
            return parseLong(slice);
        }
        return Doubles.parse(slice);
    }

    /** The shortest decimal form that reads back as {@code value}, as Redis prints doubles. */
    public static byte[] toBytes(double value) {
        long integer = (long) value;
        if (integer == value && Math.abs(integer) < 1_000_000_000_000_000L && (integer != 0 || 1 / value > 0)) {
            return toBytes(integer);
        }
        return Doubles.format(value).getBytes(StandardCharsets.US_ASCII);
    }
}
