package dev.vermilion.engine.scripting.lua;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code string.format}: what printf of C does. */
final class StringFormat {

    private static final String FLAGS = "-+ #0";
    private static final int DEFAULT_PRECISION = 6;

    private final byte[] format;
    private final @Nullable Object[] arguments;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;
    private int argument;

    private StringFormat(@Nullable Object[] arguments) {
        this.format = Arguments.string(arguments, 0).bytes();
        this.arguments = arguments;
    }

    static Object format(@Nullable Object[] arguments) {
        return new StringFormat(arguments).run();
    }

    /** What stands between the percent sign and the letter. */
    private record Directive(String flags, int width, int precision) {
        boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }
    }

    private LuaString run() {
        while (at < format.length) {
            byte c = format[at++];
            if (c != '%') {
                out.write(c);
            } else if (at < format.length && format[at] == '%') {
                out.write(format[at++]);
            } else {
                one();
            }
            LuaState.checkLength(out.size());
        }
        return LuaString.of(out.toByteArray());
    }

    private void one() {
        Directive directive = directive();
        int letter = at < format.length ? format[at++] : 0;
        argument++;
        if (argument >= arguments.length) {
            throw Arguments.error(argument, "no value");
        }
        switch (letter) {
            case 'c' -> pad(new byte[] {(byte) Arguments.integer(arguments, argument)}, directive);
            case 'd', 'i' -> integer((long) Arguments.number(arguments, argument), directive);
            case 'u' -> unsigned(Long.toUnsignedString(unsignedBits()), directive);
            case 'o' -> unsigned((directive.has('#') ? "0" : "") + Long.toOctalString(unsignedBits()), directive);
            case 'x' -> unsigned((directive.has('#') ? "0x" : "") + Long.toHexString(unsignedBits()), directive);
            case 'X' ->
                unsigned(
                        (directive.has('#') ? "0X" : "")
                                + Long.toHexString(unsignedBits()).toUpperCase(Locale.ROOT),
                        directive);
            case 'e', 'E', 'f', 'g', 'G' -> real(letter, Arguments.number(arguments, argument), directive);
            case 'q' -> quote(Arguments.string(arguments, argument).bytes());
            case 's' -> string(directive);
            default ->
                throw new LuaError(
                        LuaString.of("invalid option '%" + (letter == 0 ? "" : (char) letter) + "' to 'format'"), 1);
        }
    }

    private long unsignedBits() {
        double number = Arguments.number(arguments, argument);
        return number >= 0x1p63 ? (long) (number - 0x1p63) + Long.MIN_VALUE : (long) number;
    }

    private Directive directive() {
        int start = at;
        while (at < format.length && FLAGS.indexOf(format[at]) >= 0) {
            at++;
        }
        if (at - start > FLAGS.length()) {
            throw new LuaError(LuaString.of("invalid format (repeated flags)"), 1);
        }
        String flags = new String(format, start, at - start, StandardCharsets.US_ASCII);
        int width = twoDigits();
        int precision = -1;
        if (at < format.length && format[at] == '.') {
            at++;
            precision = twoDigits();
        }
        if (at < format.length && format[at] >= '0' && format[at] <= '9') {
            throw new LuaError(LuaString.of("invalid format (width or precision too long)"), 1);
        }
        return new Directive(flags, width, precision);
    }

    private int twoDigits() {
        int value = 0;
        for (int i = 0; i < 2 && at < format.length && format[at] >= '0' && format[at] <= '9'; i++) {
            value = value * 10 + format[at++] - '0';
        }
        return value;
    }

    private void integer(long value, Directive directive) {
        String digits = value == Long.MIN_VALUE ? "9223372036854775808" : Long.toString(Math.abs(value));
        number(sign(value < 0, directive), precise(digits, directive), directive, directive.precision < 0);
    }

    private void unsigned(String digits, Directive directive) {
        number("", precise(digits, directive), directive, directive.precision < 0);
    }

    private static String precise(String digits, Directive directive) {
        return "0".repeat(Math.max(0, directive.precision - digits.length())) + digits;
    }

    private static String sign(boolean negative, Directive directive) {
        if (negative) {
            return "-";
        }
        return directive.has('+') ? "+" : directive.has(' ') ? " " : "";
    }

    private void real(int letter, double value, Directive directive) {
        int precision = directive.precision < 0 ? DEFAULT_PRECISION : directive.precision;
        double size = Math.abs(value);
        String text = switch (letter) {
            case 'f' -> LuaNumber.fixed(size, precision);
            case 'e', 'E' -> LuaNumber.scientific(size, precision, true);
            default -> LuaNumber.general(size, precision, directive.has('#'));
        };
        if (letter == 'E' || letter == 'G') {
            text = text.toUpperCase(Locale.ROOT);
        }
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        number(sign(negative, directive), text.startsWith("-") ? text.substring(1) : text, directive, finite);
    }

    private void number(String sign, String digits, Directive directive, boolean mayHaveZeros) {
        String zeros = "";
        if (directive.has('0') && !directive.has('-') && mayHaveZeros) {
            zeros = "0".repeat(Math.max(0, directive.width - sign.length() - digits.length()));
        }
        pad((sign + zeros + digits).getBytes(StandardCharsets.US_ASCII), directive);
    }

    private void string(Directive directive) {
        byte[] bytes = Arguments.string(arguments, argument).bytes();
        int length = directive.precision < 0 ? bytes.length : Math.min(bytes.length, directive.precision);
        pad(LuaString.of(bytes, 0, length).bytes(), directive);
    }

    private void pad(byte[] text, Directive directive) {
        int blanks = Math.max(0, directive.width - text.length);
        if (directive.has('-')) {
            out.writeBytes(text);
        }
        for (int i = 0; i < blanks; i++) {
            out.write(' ');
        }
        if (!directive.has('-')) {
            out.writeBytes(text);
        }
    }

    /** As a string of Lua that can be read back. */
    private void quote(byte[] text) {
        out.write('"');
        for (byte c : text) {
            switch (c) {
                case '"', '\\', '\n' -> {
                    out.write('\\');
                    out.write(c);
                }
                case '\r' -> out.writeBytes(new byte[] {'\\', 'r'});
                case 0 -> out.writeBytes(new byte[] {'\\', '0', '0', '0'});
                default -> out.write(c);
            }
        }
        out.write('"');
    }
}
