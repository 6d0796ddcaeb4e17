package dev.vermilion.engine.resp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of bytes inside an array that somebody else owns: an argument of a request, or an element of a pack.
 *
 * <p>Slices are reused: one that comes from a request is valid until the command returns. What must live longer is
 * copied with {@link #toBytes()}. Not thread safe.
 */
public final class Slice implements Comparable<Slice> {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] EMPTY = new byte[0];

    private byte[] array;
    private int offset;
    private int length;

    /** An empty slice, to be pointed at something with {@link #set}. */
    public Slice() {
        this.array = EMPTY;
    }

    private Slice(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** The whole of {@code bytes}, not copied. */
    public static Slice of(byte[] bytes) {
        return new Slice(bytes, 0, bytes.length);
    }

    /** The UTF-8 bytes of {@code text}. */
    public static Slice of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Points this slice at {@code length} bytes of {@code array} from {@code offset}. */
    public void set(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Points this slice at the whole of {@code bytes}. */
    public void set(byte[] bytes) {
        set(bytes, 0, bytes.length);
    }

    /** The array that holds the bytes, from {@link #offset()}. Read only. */
    public byte[] array() {
        return array;
    }

    /** Index of the first byte in {@link #array()}. */
    public int offset() {
        return offset;
    }

    /** Number of bytes. */
    public int length() {
        return length;
    }

    /** True if there are no bytes. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at {@code index}, counted from the start of the slice. */
    public byte byteAt(int index) {
        return array[offset + index];
    }

    /** A copy of the bytes, for whoever keeps them. */
    public byte[] toBytes() {
        return length == 0 ? EMPTY : Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A slice of its own over a copy of the bytes. */
    public Slice copy() {
        return of(toBytes());
    }

    /** Copies all bytes into {@code target} from {@code targetOffset}. */
    public void copyTo(byte[] target, int targetOffset) {
        System.arraycopy(array, offset, target, targetOffset, length);
    }

    /** True if the bytes are exactly {@code other}. */
    public boolean contentEquals(byte[] other) {
        return length == other.length && Arrays.equals(array, offset, offset + length, other, 0, length);
    }

    /** True if the bytes are {@code word} but for the case of ASCII letters; {@code word} is in upper case. */
    public boolean is(String word) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (toUpper(array[offset + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A 64-bit hash that differs from process to process, so that nobody can craft keys that collide. */
    public long hash() {
        return hash(array, offset, length);
    }

    /** The hash of a whole array; equal to {@link #hash()} of a slice with the same bytes. */
    public static long hash(byte[] bytes) {
        return hash(bytes, 0, bytes.length);
    }

    /**
     * Eight bytes at a time through a 64x64 to 128 bit multiplication, as wyhash does it, with a secret per process.
     */
    private static long hash(byte[] bytes, int from, int length) {
        long state = HashSeed.FIRST ^ length;
        int at = from;
        int left = length;
        while (left > 16) {
            state = mix((long) LONGS.get(bytes, at) ^ HashSeed.SECOND, (long) LONGS.get(bytes, at + 8) ^ state);
            at += 16;
            left -= 16;
        }
        long low;
        long high;
        if (left >= 8) {
            low = (long) LONGS.get(bytes, at);
            high = (long) LONGS.get(bytes, at + left - 8);
        } else if (left >= 4) {
            low = (int) INTS.get(bytes, at) & 0xffffffffL;
            high = (int) INTS.get(bytes, at + left - 4) & 0xffffffffL;
        } else if (left > 0) {
            low = (bytes[at] & 0xffL) << 16 | (bytes[at + (left >> 1)] & 0xff) << 8 | (bytes[at + left - 1] & 0xff);
            high = 0;
        } else {
            low = 0;
            high = 0;
        }
        return mix(HashSeed.THIRD ^ length, mix(low ^ HashSeed.SECOND, high ^ state));
    }

    private static long mix(long a, long b) {
        long high = Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
        return (a * b) ^ high;
    }

    /** Compares as {@code memcmp} does, then by length. */
    @Override
    public int compareTo(Slice other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Slice that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return (int) hash();
    }

    /** The bytes read as UTF-8, for messages and names. */
    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** The bytes as text with the ASCII letters in lower case. */
    public String toLowerCase() {
        byte[] lower = toBytes();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] |= 0x20;
            }
        }
        return new String(lower, StandardCharsets.UTF_8);
    }

    private static int toUpper(int letter) {
        return letter >= 'a' && letter <= 'z' ? letter - ('a' - 'A') : letter;
    }
}
