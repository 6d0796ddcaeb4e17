package dev.vermilion.engine.array;

import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;

/**
 * Elements in 64 bits: integers, decimal fractions and up to 7 bytes of text. The lowest two bits tell which; all other
 * elements are kept as bytes beside their word, which is {@link #TEXT} then. Every word unpacks to exactly the bytes that
 * it was packed from.
 */
final class Word {

    /** The word of a place without an element. */
    static final long EMPTY = 0;
    /** The word of an element that is kept beside it. */
    static final long TEXT = 4;
    /** Bytes that {@link #unpack} needs at most. */
    static final int LONGEST = 40;

    private static final int INTEGER = 1;
    private static final int FRACTION = 2;
    private static final int SHORT_TEXT = 3;
    private static final int KINDS = 3;
    private static final int MOST_BYTES = 7;
    private static final long MOST_INTEGER = (1L << 61) - 1;
    /** No decimal form of a packed fraction is longer. */
    private static final int LONGEST_FRACTION = 30;

    private Word() {}

    /** The word for {@code text}; {@link #TEXT} if it does not fit in one. */
    static long pack(Slice text) {
        if (Numbers.isLong(text)) {
            long value = Numbers.parseLong(text);
            if (value >= -MOST_INTEGER - 1 && value <= MOST_INTEGER) {
                return value << 2 | INTEGER;
            }
        } else if (looksLikeFraction(text)) {
            long bits = Double.doubleToRawLongBits(Numbers.parseDouble(text)) & ~KINDS;
            if (text.contentEquals(digits(Double.longBitsToDouble(bits)))) {
                return bits | FRACTION;
            }
        }
        return text.length() <= MOST_BYTES ? packBytes(text) : TEXT;
    }

    private static long packBytes(Slice text) {
        long word = (long) text.length() << 2 | SHORT_TEXT;
        for (int i = 0; i < text.length(); i++) {
            word |= (text.byteAt(i) & 0xffL) << 8 * (i + 1);
        }
        return word;
    }

    /** Writes the element to {@code target}, from its start; returns its length. Not for {@link #TEXT}. */
    static int unpack(long word, byte[] target) {
        switch ((int) word & KINDS) {
            case INTEGER -> {
                return Numbers.writeLong(integer(word), target, 0);
            }
            case FRACTION -> {
                byte[] digits = digits(fraction(word));
                System.arraycopy(digits, 0, target, 0, digits.length);
                return digits.length;
            }
            default -> {
                int length = (int) word >> 2 & MOST_BYTES;
                for (int i = 0; i < length; i++) {
                    target[i] = (byte) (word >> 8 * (i + 1));
                }
                return length;
            }
        }
    }

    static boolean isInteger(long word) {
        return (word & KINDS) == INTEGER;
    }

    static long integer(long word) {
        return word >> 2;
    }

    static boolean isFraction(long word) {
        return (word & KINDS) == FRACTION;
    }

    static double fraction(long word) {
        return Double.longBitsToDouble(word & ~KINDS);
    }

    /** The shortest decimal form, with a fraction of one zero if it has none. */
    private static byte[] digits(double value) {
        byte[] shortest = Numbers.toBytes(value);
        for (byte each : shortest) {
            if (each == '.' || each == 'e') {
                return shortest;
            }
        }
        byte[] digits = Arrays.copyOf(shortest, shortest.length + 2);
        digits[shortest.length] = '.';
        digits[shortest.length + 1] = '0';
        return digits;
    }

    private static boolean looksLikeFraction(Slice text) {
        int points = 0;
        int digits = 0;
        for (int i = 0; i < text.length() && i <= LONGEST_FRACTION; i++) {
            byte each = text.byteAt(i);
            if (each == '.') {
                points++;
            } else if (each >= '0' && each <= '9') {
                digits++;
            } else if (each != '-' || i > 0) {
                return false;
            }
        }
        return points == 1 && digits > 0 && text.length() <= LONGEST_FRACTION;
    }
}
