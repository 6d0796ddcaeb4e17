package dev.vermilion.engine.rdb;

import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the primitives of RDB. Whatever the bytes are, it reads no further than their end. */
public final class RdbReader {

    private static final int LISTPACK_HEAD = 6;
    private static final int LISTPACK_END = 0xff;

    private final byte[] bytes;
    private final int end;
    private int at;

    /** A reader of the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public RdbReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** True if there is no more. */
    public boolean isAtEnd() {
        return at == end;
    }

    private void need(long count) {
        if (count < 0 || count > end - at) {
            throw new RdbException("the end comes too soon");
        }
    }

    /** Reads a byte, 0 to 255. */
    public int octet() {
        need(1);
        return bytes[at++] & 0xff;
    }

    /** Reads a number of {@code count} bytes, the lowest first, with its sign. */
    public long littleEndian(int count) {
        need(count);
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        at += count;
        int unused = 64 - count * 8;
        return value << unused >> unused;
    }

    /** Reads a number of {@code count} bytes, the highest first, without a sign. */
    public long bigEndian(int count) {
        need(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | bytes[at++] & 0xff;
        }
        return value;
    }

    /** Reads a length, which may be any 64 bits. */
    public long length() {
        int first = octet();
        return switch (first >> 6) {
            case 0 -> first;
            case 1 -> (first & 0x3f) << 8 | octet();
            case 2 -> longLength(first);
            default -> throw new RdbException("a length expected");
        };
    }

    private long longLength(int first) {
        return switch (first) {
            case 0x80 -> bigEndian(4);
            case 0x81 -> bigEndian(8);
            default -> throw new RdbException("unknown length " + first);
        };
    }

    /** Reads a number of things that are at least a byte each: no more than could follow. */
    public int count() {
        long count = length();
        need(count);
        return (int) count;
    }

    /** Reads a string. */
    public byte[] string() {
        int first = octet();
        if (first >> 6 != 3) {
            at--;
            return bytes(length());
        }
        return switch (first & 0x3f) {
            case 0 -> Numbers.toBytes(littleEndian(1));
            case 1 -> Numbers.toBytes(littleEndian(2));
            case 2 -> Numbers.toBytes(littleEndian(4));
            case 3 -> compressed();
            default -> throw new RdbException("unknown string " + first);
        };
    }

    /** Reads so many bytes as they are. */
    public byte[] bytes(long count) {
        need(count);
        at += (int) count;
        return Arrays.copyOfRange(bytes, at - (int) count, at);
    }

    private byte[] compressed() {
        int packed = count();
        long length = length();
        need(packed);
        if (length < 0 || length > (long) packed * 264 + 264) {
            throw new RdbException("damaged LZF string");
        }
        byte[] expanded = Lzf.expand(bytes, at, at + packed, (int) length);
        at += packed;
        return expanded;
    }

    /** Reads a double in eight bytes. */
    public double binaryDouble() {
        return Double.longBitsToDouble(littleEndian(8));
    }

    /** Reads a double as text, the form of old sorted sets. */
    public double textDouble() {
        int length = octet();
        switch (length) {
            case 253 -> {
                return Double.NaN;
            }
            case 254 -> {
                return Double.POSITIVE_INFINITY;
            }
            case 255 -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                need(length);
                String text = new String(bytes, at, length, StandardCharsets.US_ASCII);
                at += length;
                return Numbers.parseDouble(Slice.of(text));
            }
        }
    }

    /** Reads a listpack, which is a string. */
    public Pack listpack() {
        byte[] listpack = string();
        boolean framed = listpack.length > LISTPACK_HEAD
                && (listpack[listpack.length - 1] & 0xff) == LISTPACK_END
                && new RdbReader(listpack, 0, 4).littleEndian(4) == listpack.length;
        if (!framed) {
            throw new RdbException("damaged listpack");
        }
        try {
            return Pack.of(listpack, LISTPACK_HEAD, listpack.length - 1);
        } catch (IllegalArgumentException e) {
            throw new RdbException("damaged listpack");
        }
    }

    /** Reads a ziplist, the form before listpacks, which is a string. */
    public Pack ziplist() {
        return Ziplist.read(string());
    }
}
