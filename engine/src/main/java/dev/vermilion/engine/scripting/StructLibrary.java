package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.Arguments;
import dev.vermilion.engine.scripting.lua.Builtin;
import dev.vermilion.engine.scripting.lua.LuaError;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The library {@code struct}: values as the bytes that C has for them on a 64-bit little endian machine, and back. */
final class StructLibrary {

    private static final int LARGEST_INTEGER = 32;
    private static final int LARGEST_ALIGNMENT = 8;

    private StructLibrary() {}

    static LuaTable table() {
        LuaTable table = new LuaTable();
        table.put("pack", new Builtin(StructLibrary::pack));
        table.put("unpack", new Builtin(StructLibrary::unpack));
        table.put("size", new Builtin(StructLibrary::size));
        return table;
    }

    /** Reads a format letter by letter, and keeps byte order and alignment. */
    private static final class Format {
        private final byte[] letters;
        private int at;
        private boolean little = true;
        private int alignment = 1;

        Format(LuaString format) {
            this.letters = format.bytes();
        }

        boolean hasMore() {
            return at < letters.length;
        }

        char next() {
            return (char) letters[at++];
        }

        private boolean atDigit() {
            return at < letters.length && letters[at] >= '0' && letters[at] <= '9';
        }

        int number(int otherwise) {
            if (!atDigit()) {
                return otherwise;
            }
            long value = 0;
            while (atDigit()) {
                value = value * 10 + letters[at++] - '0';
                if (value > Integer.MAX_VALUE) {
                    throw error("integral size overflow");
                }
            }
            return (int) value;
        }

        /** The size of what a letter stands for, in bytes; 0 for what has none of its own. */
        int size(char letter) {
            return switch (letter) {
                case 'B', 'b', 'x' -> 1;
                case 'H', 'h' -> 2;
                case 'f' -> 4;
                case 'L', 'l', 'T', 'd' -> 8;
                case 'I', 'i' -> {
                    int size = number(4);
                    if (size > LARGEST_INTEGER) {
                        throw error("integral size " + size + " is larger than limit of " + LARGEST_INTEGER);
                    }
                    yield size;
                }
                case 'c' -> number(1);
                default -> 0;
            };
        }

        /** Bytes between {@code position} and where a value of that size is to begin. */
        int padding(int position, int size, char letter) {
            if (size == 0 || letter == 'c') {
                return 0;
            }
            int to = Math.min(size, alignment);
            return to > 1 ? to - (position & to - 1) & to - 1 : 0;
        }

        /** Byte order and alignment; anything else is an error. */
        void controls(char letter) {
            switch (letter) {
                case ' ' -> {}
                case '>' -> little = false;
                case '<' -> little = true;
                case '!' -> {
                    int wanted = number(LARGEST_ALIGNMENT);
                    if (wanted == 0 || (wanted & wanted - 1) != 0) {
                        throw error("alignment " + wanted + " is not a power of 2");
                    }
                    alignment = wanted;
                }
                default -> throw Arguments.error(0, "invalid format option '" + letter + "'");
            }
        }
    }

    private static LuaError error(String text) {
        return new LuaError(LuaString.of(text), 1);
    }

    private static Object pack(@Nullable Object[] arguments) {
        Format format = new Format(Arguments.string(arguments, 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int argument = 1;
        while (format.hasMore()) {
            char letter = format.next();
            int size = format.size(letter);
            out.writeBytes(new byte[format.padding(out.size(), size, letter)]);
            switch (letter) {
                case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' ->
                    integer((long) Arguments.number(arguments, argument++), size, format.little, out);
                case 'x' -> out.write(0);
                case 'f' ->
                    integer(
                            Float.floatToRawIntBits((float) Arguments.number(arguments, argument++)),
                            4,
                            format.little,
                            out);
                case 'd' ->
                    integer(Double.doubleToRawLongBits(Arguments.number(arguments, argument++)), 8, format.little, out);
                case 'c', 's' -> {
                    LuaString text = Arguments.string(arguments, argument++);
                    int length = letter == 's' || size == 0 ? text.length() : size;
                    if (text.length() < length) {
                        throw Arguments.error(argument - 1, "string too short");
                    }
                    out.write(text.bytes(), 0, length);
                    if (letter == 's') {
                        out.write(0);
                    }
                }
                default -> format.controls(letter);
            }
        }
        return LuaString.of(out.toByteArray());
    }

    private static void integer(long value, int size, boolean little, ByteArrayOutputStream out) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            byte part = (byte) (i < 8 ? value >> i * 8 : value < 0 ? -1 : 0);
            bytes[little ? i : size - 1 - i] = part;
        }
        out.writeBytes(bytes);
    }

    private static Object unpack(@Nullable Object[] arguments) {
        Format format = new Format(Arguments.string(arguments, 0));
        LuaString data = Arguments.string(arguments, 1);
        int start = Arguments.integer(arguments, 2, 1);
        if (start < 1) {
            throw Arguments.error(2, "offset must be 1 or greater");
        }
        int at = start - 1;
        List<@Nullable Object> values = new ArrayList<>();
        while (format.hasMore()) {
            char letter = format.next();
            int size = format.size(letter);
            at += format.padding(at, size, letter);
            need(data, at, size);
            switch (letter) {
                case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' ->
                    values.add(integer(data, at, size, format.little, Character.isLowerCase(letter)));
                case 'x' -> {}
                case 'f' -> values.add((double) Float.intBitsToFloat((int) bits(data, at, 4, format.little)));
                case 'd' -> values.add(Double.longBitsToDouble(bits(data, at, 8, format.little)));
                case 'c' -> {
                    if (size == 0) {
                        size = counted(values);
                        need(data, at, size);
                    }
                    values.add(LuaString.of(data.bytes(), at, at + size));
                }
                case 's' -> {
                    int end = zero(data, at);
                    values.add(LuaString.of(data.bytes(), at, end));
                    size = end + 1 - at;
                }
                default -> format.controls(letter);
            }
            at += size;
        }
        values.add((double) at + 1);
        return values.toArray();
    }

    /** For {@code c0}: the length is the value before, which is taken away. */
    private static int counted(List<@Nullable Object> values) {
        if (values.isEmpty() || !(values.get(values.size() - 1) instanceof Double length)) {
            throw error("format 'c0' needs a previous size");
        }
        values.remove(values.size() - 1);
        return length < 0 ? Integer.MAX_VALUE : (int) (double) length;
    }

    private static void need(LuaString data, int at, int size) {
        if (at > data.length() || size > data.length() - at) {
            throw Arguments.error(1, "data string too short");
        }
    }

    private static int zero(LuaString data, int from) {
        for (int i = from; i < data.length(); i++) {
            if (data.bytes()[i] == 0) {
                return i;
            }
        }
        throw error("unfinished string in data");
    }

    private static long bits(LuaString data, int at, int size, boolean little) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            int index = little ? size - 1 - i : i;
            value = value << 8 | data.bytes()[at + index] & 0xff;
        }
        return value;
    }

    private static Double integer(LuaString data, int at, int size, boolean little, boolean signed) {
        long value = bits(data, at, size, little);
        if (size < 8) {
            int unused = 64 - size * 8;
            value = signed ? value << unused >> unused : value;
        } else if (!signed && value < 0) {
            return (value >>> 1) * 2.0 + (value & 1);
        }
        return (double) value;
    }

    private static Object size(@Nullable Object[] arguments) {
        Format format = new Format(Arguments.string(arguments, 0));
        int position = 0;
        while (format.hasMore()) {
            char letter = format.next();
            int size = format.size(letter);
            position += format.padding(position, size, letter);
            if (letter == 's') {
                throw Arguments.error(0, "option 's' has no fixed size");
            } else if (letter == 'c' && size == 0) {
                throw Arguments.error(0, "option 'c0' has no fixed size");
            }
            if ("bBhHlLTiIfdcx".indexOf(letter) < 0) {
                format.controls(letter);
            }
            position += size;
        }
        return (double) position;
    }
}
