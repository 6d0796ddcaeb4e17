package dev.vermilion.engine.server;

import java.util.Locale;

/** The text of INFO while it is written: sections with a heading, fields as {@code name:value}. */
final class InfoText {

    private final StringBuilder text = new StringBuilder();

    void heading(String title) {
        if (!text.isEmpty()) {
            text.append("\r\n");
        }
        text.append("# ").append(title).append("\r\n");
    }

    InfoText field(String name, String value) {
        text.append(name).append(':').append(value).append("\r\n");
        return this;
    }

    InfoText field(String name, long value) {
        return field(name, Long.toString(value));
    }

    /** A number with so many digits behind the point. */
    InfoText field(String name, double value, int digits) {
        return field(name, number(value, digits));
    }

    /** A number of bytes, and the same for people. */
    InfoText memory(String name, long bytes) {
        return field(name, bytes).field(name + "_human", human(bytes));
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** {@code 1.50M}; bytes below a kilobyte without a point. */
    static String human(long bytes) {
        if (bytes < 1024) {
            return bytes + "B";
        }
        double rest = bytes / 1024.0;
        int unit = 0;
        while (rest >= 1024 && unit < 4) {
            rest /= 1024;
            unit++;
        }
        return number(rest, 2) + "KMGTP".charAt(unit);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
