package dev.vermilion.engine.rdb;

import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the primitives of RDB, from an array or from a file. Whatever the bytes are, it reads no further than their end. */
public final class RdbReader {

    private static final int LISTPACK_HEAD = 6;
    private static final int LISTPACK_END = 0xff;

    private static final int ZIPMAP_LARGE = 254;
    private static final int ZIPMAP_END = 255;
    private static final int BUFFER = 1 << 16;

    private final @Nullable InputStream source;
    private byte[] bytes;
    private int end;
    private int at;
    private long unread;
    private long before;
    private long checksum;
    private int summedTo;
    private boolean sums;

    /** A reader of the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public RdbReader(byte[] bytes, int from, int to) {
        this.source = null;
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** A reader of {@code length} bytes of {@code source}, which it does not close. */
    public RdbReader(InputStream source, long length) {
        this.source = source;
        this.bytes = new byte[BUFFER];
        this.unread = length;
    }

    /** True if there is no more. */
    public boolean isAtEnd() {
        return at == end && unread == 0;
    }

    /** Number of bytes that were read so far. */
    public long position() {
        return before + at;
    }

    /** Begins to sum up what is read, for {@link #checksum}; not for a reader of an array. */
    public void sumUp() {
        sums = true;
        summedTo = at;
    }

    /** Stops summing up; returns the checksum of all that was read since {@link #sumUp}. */
    public long checksum() {
        sum();
        sums = false;
        return checksum;
    }

    private void sum() {
        if (sums) {
            checksum = Crc64.of(checksum, bytes, summedTo, at);
            summedTo = at;
        }
    }

    private void need(long count) {
        if (count > end - at || count < 0) {
            expect(count);
            if (count > Integer.MAX_VALUE - BUFFER) {
                throw new RdbException("a string too long");
            }
            fill((int) count);
        }
    }

    /** Fails unless {@code count} bytes can follow. */
    private void expect(long count) {
        if (count < 0 || count - unread > end - at) {
            throw RdbException.tooShort();
        }
    }

    private void fill(int count) {
        sum();
        byte[] into = count > bytes.length ? new byte[count + BUFFER] : bytes;
        System.arraycopy(bytes, at, into, 0, end - at);
        bytes = into;
        before += at;
        end -= at;
        at = 0;
        summedTo = 0;
        try {
            while (end < count) {
                int got = source == null
                        ? -1
                        : source.read(bytes, end, (int) Math.min(unread, bytes.length - (long) end));
                if (got <= 0) {
                    throw RdbException.tooShort();
                }
                end += got;
                unread -= got;
            }
        } catch (IOException e) {
            throw new RdbException(String.valueOf(e.getMessage()));
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
        return length(octet());
    }

    private long length(int first) {
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
        expect(count);
        if (count > Integer.MAX_VALUE) {
            throw new RdbException("too many elements");
        }
        return (int) count;
    }

    /** Reads a string. */
    public byte[] string() {
        int first = octet();
        if (first >> 6 != 3) {
            return bytes(length(first));
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

    /** Reads a zipmap, the form of small hashes before 2.6, which is a string: fields and values in turn. */
    public List<Slice> zipmap() {
        byte[] zipmap = string();
        RdbReader words = new RdbReader(zipmap, 0, zipmap.length);
        words.octet(); // number of pairs, if it is small
        List<Slice> found = new ArrayList<>();
        for (int length = words.octet(); length != ZIPMAP_END; length = words.octet()) {
            boolean isValue = found.size() % 2 == 1;
            long count = length == ZIPMAP_LARGE ? words.littleEndian(4) : length;
            int unused = isValue ? words.octet() : 0;
            found.add(Slice.of(words.bytes(count)));
            words.bytes(unused);
        }
        return found;
    }
}
