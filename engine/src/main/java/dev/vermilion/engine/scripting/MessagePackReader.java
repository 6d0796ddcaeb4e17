package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import org.jspecify.annotations.Nullable;

/** Reads MessagePack as values of Lua. */
final class MessagePackReader {

    private static final int DEEPEST = 500;

    private final byte[] bytes;
    private int at;

    MessagePackReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    int position() {
        return at;
    }

    private void need(long count) {
        if (count > bytes.length - at) {
            throw CmsgpackLibrary.error("Missing bytes in input.");
        }
    }

    private long unsigned(int count) {
        need(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | bytes[at++] & 0xff;
        }
        return value;
    }

    @Nullable
    Object read(int depth) {
        if (depth > DEEPEST) {
            throw CmsgpackLibrary.error("Too many nested tables in input.");
        }
        int type = (int) unsigned(1);
        if (type < 0x80) {
            return (double) type;
        } else if (type < 0x90) {
            return map(type & 15, depth);
        } else if (type < 0xa0) {
            return array(type & 15, depth);
        } else if (type < 0xc0) {
            return string(type & 31);
        } else if (type >= 0xe0) {
            return (double) (byte) type;
        }
        return switch (type) {
            case 0xc0 -> null;
            case 0xc2 -> false;
            case 0xc3 -> true;
            case 0xca -> (double) Float.intBitsToFloat((int) unsigned(4));
            case 0xcb -> Double.longBitsToDouble(unsigned(8));
            case 0xcc -> (double) unsigned(1);
            case 0xcd -> (double) unsigned(2);
            case 0xce -> (double) unsigned(4);
            case 0xcf -> unsignedDouble(unsigned(8));
            case 0xd0 -> (double) (byte) unsigned(1);
            case 0xd1 -> (double) (short) unsigned(2);
            case 0xd2 -> (double) (int) unsigned(4);
            case 0xd3 -> (double) unsigned(8);
            case 0xc4, 0xd9 -> string(unsigned(1));
            case 0xc5, 0xda -> string(unsigned(2));
            case 0xc6, 0xdb -> string(unsigned(4));
            case 0xdc -> array(unsigned(2), depth);
            case 0xdd -> array(unsigned(4), depth);
            case 0xde -> map(unsigned(2), depth);
            case 0xdf -> map(unsigned(4), depth);
            default -> throw CmsgpackLibrary.error("Bad data format in input.");
        };
    }

    private static Double unsignedDouble(long value) {
        return value >= 0 ? (double) value : (value >>> 1) * 2.0;
    }

    private LuaString string(long length) {
        need(length);
        LuaString string = LuaString.of(bytes, at, at + (int) length);
        at += (int) length;
        return string;
    }

    private LuaTable array(long count, int depth) {
        LuaTable table = new LuaTable();
        for (int i = 1; i <= count; i++) {
            table.put(i, read(depth + 1));
        }
        return table;
    }

    private LuaTable map(long count, int depth) {
        LuaTable table = new LuaTable();
        for (int i = 0; i < count; i++) {
            Object key = read(depth + 1);
            Object value = read(depth + 1);
            if (key == null || (key instanceof Double number && Double.isNaN(number))) {
                throw CmsgpackLibrary.error("Bad data format in input.");
            }
            table.put(key, value);
        }
        return table;
    }
}
