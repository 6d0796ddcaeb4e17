package dev.vermilion.engine.resp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of INCRBYFLOAT and HINCRBYFLOAT, which Redis does in C's {@code long double}: 80 bits on x86, of which
 * 64 are significant. Numbers are decimals here that are rounded to such bits after each step, so that the printed
 * results are the same to the last digit.
 */
public final class LongDoubles {

    /** Significant bits. */
    private static final int PRECISION = 64;
    /** Exponent of the last bit of the smallest number. */
    private static final int LEAST_EXPONENT = -16_445;
    /** Decimal exponent that no finite number has, in either direction. */
    private static final int LARGEST_EXPONENT = 4_970;
    /** Longer words are no numbers to Redis. */
    private static final int LONGEST = 5 * 1024 - 1;
    /** Digits behind the point that are printed. */
    private static final int PRINTED_SCALE = 17;

    private static final BigDecimal OVERFLOW = new BigDecimal(BigInteger.ONE.shiftLeft(16_384));
    private static final Pattern DECIMAL = Pattern.compile("([+-]?(?:\\d++\\.?\\d*+|\\.\\d++))(?:[eE][+-]?0*(\\d+))?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]*+)\\.?([0-9a-fA-F]*+)(?:[pP]([+-]?\\d{1,6}))?");

    private LongDoubles() {}

    /** The number in a slice, rounded; null if there is none, or none that is finite and in range. */
    public static @Nullable BigDecimal parse(Slice slice) {
        if (Numbers.isLong(slice)) {
            return BigDecimal.valueOf(Numbers.parseLong(slice));
        }
        if (slice.length() > LONGEST) {
            return null;
        }
        String text = new String(slice.toBytes(), StandardCharsets.ISO_8859_1);
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            boolean farOut = decimal.group(2) != null && decimal.group(2).length() > 6;
            return inRange(new BigDecimal(farOut ? decimal.group(1) : text), farOut);
        }
        Matcher hexadecimal = HEXADECIMAL.matcher(text);
        return hexadecimal.matches() ? hexadecimal(hexadecimal) : null;
    }

    /** True for {@code inf} and {@code infinity}, in any case and with any sign. */
    public static boolean isInfinite(Slice slice) {
        if (slice.length() < 3 || slice.length() > 9) {
            return false;
        }
        return switch (slice.toString().toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity" -> true;
            default -> false;
        };
    }

    /** The sum, rounded; null if it is out of range. */
    public static @Nullable BigDecimal add(BigDecimal a, BigDecimal b) {
        BigDecimal sum = rounded(a.add(b));
        return sum.abs().compareTo(OVERFLOW) >= 0 ? null : sum;
    }

    /** At most 17 digits behind the point and no exponent. */
    public static byte[] format(BigDecimal value) {
        BigDecimal printed = value.setScale(PRINTED_SCALE, RoundingMode.HALF_EVEN);
        String text = printed.signum() == 0 ? "0" : printed.stripTrailingZeros().toPlainString();
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static @Nullable BigDecimal inRange(BigDecimal value, boolean farOut) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long exponent = (long) value.precision() - value.scale();
        if (farOut || Math.abs(exponent) > LARGEST_EXPONENT) {
            return null;
        }
        BigDecimal rounded = rounded(value);
        return rounded.signum() == 0 || rounded.abs().compareTo(OVERFLOW) >= 0 ? null : rounded;
    }

    private static @Nullable BigDecimal hexadecimal(Matcher parts) {
        String digits = parts.group(2) + parts.group(3);
        if (digits.isEmpty()) {
            return null;
        }
        BigInteger number = new BigInteger(parts.group(1) + digits, 16);
        int exponent = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
        exponent -= 4 * parts.group(3).length();
        if (number.signum() != 0 && Math.abs(exponent + number.bitLength()) > -LEAST_EXPONENT) {
            return null;
        }
        return inRange(scaled(number, exponent), false);
    }

    /** The nearest number of 64 significant bits, the even one of two that are equally near. */
    private static BigDecimal rounded(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        if (value.scale() == 0 && unscaled.bitLength() <= PRECISION) {
            return value;
        }
        int scale = value.scale();
        BigInteger numerator = scale >= 0 ? unscaled.abs() : unscaled.abs().multiply(BigInteger.TEN.pow(-scale));
        BigInteger denominator = scale >= 0 ? BigInteger.TEN.pow(scale) : BigInteger.ONE;
        int exponent = numerator.bitLength() - denominator.bitLength() - PRECISION;
        BigInteger bits = quotient(numerator, denominator, exponent);
        if (bits.bitLength() > PRECISION) {
            exponent++;
        }
        exponent = Math.max(exponent, LEAST_EXPONENT);
        bits = nearest(numerator, denominator, exponent);
        return scaled(value.signum() < 0 ? bits.negate() : bits, exponent);
    }

    private static BigInteger quotient(BigInteger numerator, BigInteger denominator, int exponent) {
        return exponent >= 0
                ? numerator.divide(denominator.shiftLeft(exponent))
                : numerator.shiftLeft(-exponent).divide(denominator);
    }

    private static BigInteger nearest(BigInteger numerator, BigInteger denominator, int exponent) {
        BigInteger divisor = exponent >= 0 ? denominator.shiftLeft(exponent) : denominator;
        BigInteger dividend = exponent >= 0 ? numerator : numerator.shiftLeft(-exponent);
        BigInteger[] result = dividend.divideAndRemainder(divisor);
        int half = result[1].shiftLeft(1).compareTo(divisor);
        boolean up = half > 0 || (half == 0 && result[0].testBit(0));
        return up ? result[0].add(BigInteger.ONE) : result[0];
    }

    /** {@code number} times two to the power of {@code exponent}, exactly. */
    private static BigDecimal scaled(BigInteger number, int exponent) {
        if (exponent >= 0) {
            return new BigDecimal(number.shiftLeft(exponent));
        }
        int zeros = Math.min(number.signum() == 0 ? -exponent : number.getLowestSetBit(), -exponent);
        int left = -exponent - zeros;
        return new BigDecimal(
                number.shiftRight(zeros).multiply(BigInteger.valueOf(5).pow(left)), left);
    }
}
