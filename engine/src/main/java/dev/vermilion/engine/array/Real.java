package dev.vermilion.engine.array;

import dev.vermilion.engine.resp.LongDoubles;
import dev.vermilion.engine.resp.Slice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The number that an element is to AROP: one of C's {@code long double}, as Redis counts; see {@link LongDoubles}. An
 * element that is packed as a fraction has the precision of a double only, there as here.
 *
 * @param finite the number, unless it is not finite
 * @param special infinity, or NaN as the sum of both; 0 for a finite number
 */
record Real(@Nullable BigDecimal finite, double special) {

    private static final MathContext PRINTED = new MathContext(17, RoundingMode.HALF_EVEN);
    private static final int LEAST_PLAIN_EXPONENT = -4;
    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    /** The number of an element, or null if it is none. */
    static @Nullable Real of(Element element) {
        if (Word.isInteger(element.word())) {
            return of(Word.integer(element.word()));
        }
        if (Word.isFraction(element.word())) {
            return new Real(new BigDecimal(Word.fraction(element.word())), 0);
        }
        Slice text = element.text();
        if (LongDoubles.isInfinite(text)) {
            return new Real(null, text.byteAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        BigDecimal number = LongDoubles.parse(text);
        return number == null ? null : new Real(number, 0);
    }

    static Real of(long number) {
        return new Real(BigDecimal.valueOf(number), 0);
    }

    Real plus(Real other) {
        if (finite == null || other.finite == null) {
            return new Real(null, special + other.special);
        }
        BigDecimal sum = LongDoubles.add(finite, other.finite);
        return sum != null
                ? new Real(sum, 0)
                : new Real(null, finite.signum() < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }

    boolean isLessThan(Real other) {
        return finite != null && other.finite != null ? finite.compareTo(other.finite) < 0 : special < other.special;
    }

    /** The number without its fraction, or null if 64 bits do not hold it. */
    @Nullable
    Long truncated() {
        boolean fits = finite != null && finite.compareTo(LEAST_LONG) >= 0 && finite.compareTo(MOST_LONG) <= 0;
        return finite != null && fits ? finite.longValue() : null;
    }

    /** At most 17 digits; with an exponent if there would be more, or many zeros behind the point. */
    byte[] toBytes() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    private String text() {
        if (finite == null) {
            return Double.isNaN(special) ? "-nan" : special > 0 ? "inf" : "-inf";
        }
        BigDecimal rounded = finite.round(PRINTED);
        if (rounded.signum() == 0) {
            return "0";
        }
        rounded = rounded.stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= LEAST_PLAIN_EXPONENT && exponent < PRINTED.getPrecision()) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().abs().toString();
        return (rounded.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format(Locale.ROOT, "e%+03d", exponent);
    }
}
