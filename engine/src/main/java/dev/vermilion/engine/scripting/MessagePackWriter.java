package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes values of Lua as MessagePack. */
final class MessagePackWriter {

    /** Deeper tables are written as nil, as lua-cmsgpack does. */
    private static final int DEEPEST = 16;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] toBytes() {
        return out.toByteArray();
    }

    void write(@Nullable Object value, int depth) {
        if (value instanceof LuaString string) {
            string(string.bytes());
        } else if (value instanceof Double number) {
            number(number);
        } else if (value instanceof Boolean truth) {
            out.write(truth ? 0xc3 : 0xc2);
        } else if (value instanceof LuaTable table && depth < DEEPEST) {
            table(table, depth);
        } else {
            out.write(0xc0);
        }
    }

    private void number(double number) {
        long whole = (long) number;
        if (whole == number) {
            integer(whole);
        } else if ((float) number == number) {
            header(0xca, Integer.toUnsignedLong(Float.floatToRawIntBits((float) number)), 4);
        } else {
            header(0xcb, Double.doubleToRawLongBits(number), 8);
        }
    }

    private void integer(long value) {
        if (value >= 0) {
            if (value < 128) {
                out.write((int) value);
            } else if (value <= 0xff) {
                header(0xcc, value, 1);
            } else if (value <= 0xffff) {
                header(0xcd, value, 2);
            } else if (value <= 0xffffffffL) {
                header(0xce, value, 4);
            } else {
                header(0xcf, value, 8);
            }
        } else if (value >= -32) {
            out.write((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            header(0xd0, value, 1);
        } else if (value >= Short.MIN_VALUE) {
            header(0xd1, value, 2);
        } else if (value >= Integer.MIN_VALUE) {
            header(0xd2, value, 4);
        } else {
            header(0xd3, value, 8);
        }
    }

    private void string(byte[] bytes) {
        if (bytes.length < 32) {
            out.write(0xa0 | bytes.length);
        } else if (bytes.length <= 0xff) {
            header(0xd9, bytes.length, 1);
        } else if (bytes.length <= 0xffff) {
            header(0xda, bytes.length, 2);
        } else {
            header(0xdb, bytes.length, 4);
        }
        out.writeBytes(bytes);
    }

    private void header(int type, long value, int bytes) {
        out.write(type);
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }

    private void table(LuaTable table, int depth) {
        int length = arrayLength(table);
        if (length >= 0) {
            size(length, 0x90, 0xdc);
            for (int i = 1; i <= length; i++) {
                write(table.get(i), depth + 1);
            }
            return;
        }
        int[] count = {0};
        table.forEach((key, value) -> count[0]++);
        size(count[0], 0x80, 0xde);
        table.forEach((key, value) -> {
            write(key, depth + 1);
            write(value, depth + 1);
        });
    }

    private void size(int count, int small, int large) {
        if (count < 16) {
            out.write(small | count);
        } else if (count <= 0xffff) {
            header(large, count, 2);
        } else {
            header(large + 1, count, 4);
        }
    }

    /** The length of the array that a table is; -1 if it is none. A table without entries is an array. */
    private static int arrayLength(LuaTable table) {
        int[] counts = {0, 0};
        boolean[] isArray = {true};
        table.forEach((key, value) -> {
            if (key instanceof Double number && number > 0 && Math.floor(number) == number) {
                counts[0]++;
                counts[1] = (int) Math.max(counts[1], number);
            } else {
                isArray[0] = false;
            }
        });
        return isArray[0] && counts[0] == counts[1] ? counts[0] : -1;
    }
}
