package dev.vermilion.engine.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as redis.conf writes them: {@code 1k} is 1,000 bytes, {@code 1kb} is 1,024. */
public final class Memory {

    private static final Pattern FORM = Pattern.compile("(\\d{0,50})(b|k|kb|m|mb|g|gb)?");

    private Memory() {}

    /** The number of bytes, or -1 if {@code text} is no such number. What is too large is as large as can be. */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return -1;
        }
        String unit = matcher.group(2);
        long factor = switch (unit == null ? "" : unit) {
            case "k" -> 1000;
            case "kb" -> 1 << 10;
            case "m" -> 1000 * 1000;
            case "mb" -> 1 << 20;
            case "g" -> 1000 * 1000 * 1000;
            case "gb" -> 1 << 30;
            default -> 1;
        };
        try {
            String digits = matcher.group(1);
            return digits.isEmpty() ? 0 : Math.multiplyExact(Long.parseLong(digits), factor);
        } catch (ArithmeticException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** The shortest exact form: {@code 64mb}, {@code 100}. */
    static String format(long bytes) {
        String[] units = {"gb", "mb", "kb"};
        for (int i = 0; i < units.length; i++) {
            int bits = 30 - 10 * i;
            if (bytes != 0 && bytes % (1L << bits) == 0) {
                return (bytes >> bits) + units[i];
            }
        }
        return Long.toString(bytes);
    }

    /** A rounded form for people: {@code 943.13K}. */
    public static String human(long bytes) {
        String[] units = {"B", "K", "M", "G", "T", "P"};
        if (bytes < 1024) {
            return bytes + "B";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f%s", value, units[unit]);
    }
}
