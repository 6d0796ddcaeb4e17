package dev.vermilion.engine.resp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** The slow part of {@link Numbers}: floating point numbers that are no small integers. */
final class Doubles {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)([pP][+-]?\\d+)?");
    /** Longer words are no numbers that anybody means. */
    private static final int LONGEST = 5 * 1024;

    private Doubles() {}

    /** The number in a slice, or NaN. */
    static double parse(Slice slice) {
        if (slice.isEmpty() || slice.length() > LONGEST) {
            return Double.NaN;
        }
        String text = new String(slice.toBytes(), StandardCharsets.ISO_8859_1);
        if (DECIMAL.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> HEXADECIMAL.matcher(text).matches() ? hexadecimal(text) : Double.NaN;
        };
    }

    private static double hexadecimal(String text) {
        boolean exponent = text.indexOf('p') >= 0 || text.indexOf('P') >= 0;
        return Double.parseDouble(exponent ? text : text + "p0"); // Java asks for the exponent that C leaves out
    }

    /**
     * The shortest form that reads back as {@code value}: plain up to 21 digits and down to 1e-6, with an exponent
     * beyond.
     */
    static String format(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = new BigDecimal(shortestDigits(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (exponent >= -7 && exponent < 21) {
            return shortest.toPlainString();
        }
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    /** Before JDK 19 Double.toString could print a digit too many; fewer digits are tried where that may be. */
    private static String shortestDigits(double value) {
        String text = Double.toString(value);
        BigDecimal exact = new BigDecimal(text);
        for (int precision = exact.precision() - 1; precision >= 15; precision--) {
            String shorter =
                    new BigDecimal(value).round(new MathContext(precision)).toString();
            if (Double.parseDouble(shorter) != value) {
                break;
            }
            text = shorter;
        }
        return text;
    }
}
