package dev.vermilion.engine.rdb;

import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;

/** Writes the primitives of RDB into a growing array. */
public final class RdbWriter {

    private static final int LISTPACK_HEAD = 6;
    private static final int LISTPACK_END = 0xff;
    private static final int MANY = 0xffff;
    private static final int LONGEST_INTEGER = 11;

    private static final int SHORTEST_COMPRESSED = 20;
    private static final int LZF = 0xc3;
    private static final int MOST = Integer.MAX_VALUE - 8;
    private static final int[] NO_PLACES = {};

    private byte[] bytes = new byte[64];
    private int size;
    private int[] places = NO_PLACES;
    private byte[] compressed = {};

    /** Compresses strings from now on where that makes them shorter. */
    public void compress() {
        places = new int[1 << Lzf.HASH_BITS];
    }

    /** Forgets what was written; the room is kept. */
    public void clear() {
        size = 0;
    }

    /** What was written stands at its beginning, {@link #size} bytes of it. Valid until more is written. */
    public byte[] array() {
        return bytes;
    }

    /** Number of bytes written. */
    public int size() {
        return size;
    }

    /** The bytes written, in an array of their own. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (size + (long) more > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(size + (long) more, Math.min(bytes.length * 2L, MOST)));
        }
    }

    /** Writes a byte. */
    public void octet(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** Writes a number in {@code count} bytes, the lowest first. */
    public void littleEndian(long value, int count) {
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[size++] = (byte) (value >>> i * 8);
        }
    }

    /** Writes a number in {@code count} bytes, the highest first. */
    public void bigEndian(long value, int count) {
        ensure(count);
        for (int i = count - 1; i >= 0; i--) {
            bytes[size++] = (byte) (value >>> i * 8);
        }
    }

    /** Writes a length: not negative, or any 64 bits taken as unsigned. */
    public void length(long value) {
        if (value >= 0 && value < 1 << 6) {
            octet((int) value);
        } else if (value >= 0 && value < 1 << 14) {
            octet(0x40 | (int) (value >> 8));
            octet((int) value);
        } else if (value >= 0 && value <= 0xffffffffL) {
            octet(0x80);
            bigEndian(value, 4);
        } else {
            octet(0x81);
            bigEndian(value, 8);
        }
    }

    /** Writes a string; one that is an integer of at most 32 bits in a shorter form. */
    public void string(Slice value) {
        if (value.length() <= LONGEST_INTEGER && Numbers.isLong(value)) {
            long number = Numbers.parseLong(value);
            if (number == (int) number) {
                integer((int) number);
                return;
            }
        }
        text(value.array(), value.offset(), value.length());
    }

    private void text(byte[] value, int offset, int length) {
        if (places.length > 0 && length > SHORTEST_COMPRESSED && compress(value, offset, length)) {
            return;
        }
        length(length);
        raw(value, offset, length);
    }

    private boolean compress(byte[] value, int offset, int length) {
        if (compressed.length < length) {
            compressed = new byte[length];
        }
        int count = Lzf.compress(value, offset, length, compressed, length - 4, places);
        if (count == 0) {
            return false;
        }
        octet(LZF);
        length(count);
        length(length);
        raw(compressed, 0, count);
        if (length > MANY) {
            compressed = new byte[0]; // one long string is no reason to keep so much
        }
        return true;
    }

    private void integer(int number) {
        if (number == (byte) number) {
            octet(0xc0);
            littleEndian(number, 1);
        } else if (number == (short) number) {
            octet(0xc1);
            littleEndian(number, 2);
        } else {
            octet(0xc2);
            littleEndian(number, 4);
        }
    }

    /** Writes bytes as a string. */
    public void string(byte[] value) {
        text(value, 0, value.length);
    }

    /** Writes bytes as they are. */
    public void raw(byte[] value, int offset, int count) {
        ensure(count);
        System.arraycopy(value, offset, bytes, size, count);
        size += count;
    }

    /** Writes the entries of a pack as a listpack, which is a string. */
    public void listpack(Pack pack) {
        int total = LISTPACK_HEAD + pack.bytes() + 1;
        length(total);
        littleEndian(total, 4);
        littleEndian(Math.min(pack.count(), MANY), 2);
        ensure(pack.bytes());
        pack.copyTo(bytes, size);
        size += pack.bytes();
        octet(LISTPACK_END);
    }
}
