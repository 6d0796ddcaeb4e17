package dev.vermilion.engine.generic;

import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;

/** Floating point numbers as C's {@code strtod} reads them, which is what SORT promises. */
final class CDouble {

    private CDouble() {}

    /**
     * The number in {@code word}: nothing is 0, space in front is skipped, and a zero byte ends it. NaN if it is no
     * number, or one that a double cannot hold.
     */
    static double parse(Slice word) {
        int end = 0;
        while (end < word.length() && word.byteAt(end) != 0) {
            end++;
        }
        if (end == 0) {
            return 0;
        }
        int start = 0;
        while (start < end && isSpace(word.byteAt(start))) {
            start++;
        }
        Slice digits = new Slice();
        digits.set(word.array(), word.offset() + start, end - start);
        double value = Numbers.parseDouble(digits);
        return isBeyondRange(value, digits) ? Double.NaN : value;
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || (letter >= '\t' && letter <= '\r');
    }

    /** True if the digits say another number than the infinity or the zero that they were read as. */
    private static boolean isBeyondRange(double value, Slice digits) {
        if (Double.isInfinite(value)) {
            byte last = digits.byteAt(digits.length() - 1);
            return last >= '0' && last <= '9'; // not inf or infinity
        }
        return value != 0 ? Math.abs(value) < Double.MIN_NORMAL : hasDigitsBeforeExponent(digits);
    }

    private static boolean hasDigitsBeforeExponent(Slice digits) {
        for (int i = 0; i < digits.length() && (digits.byteAt(i) | 0x20) != 'e'; i++) {
            if (digits.byteAt(i) >= '1' && digits.byteAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }
}
