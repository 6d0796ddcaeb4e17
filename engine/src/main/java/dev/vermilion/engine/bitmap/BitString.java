package dev.vermilion.engine.bitmap;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The way from a key to the bytes of its string and back. The first bit is the highest of the first byte. */
final class BitString {

    static final byte[] EMPTY = new byte[0];

    private BitString() {}

    /** The bytes of what a key holds, to be read only; null if there is no key. */
    static byte @Nullable [] bytes(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof Long number) {
            return Numbers.toBytes(number);
        }
        if (value instanceof Value) {
            throw Errors.wrongType();
        }
        throw new IllegalStateException("a string kept as " + value.getClass());
    }

    /** The bytes at {@code key}, to be changed in place, with at least {@code length} of them; made if need be. */
    static byte[] writable(Call call, Slice key, long length) {
        Object value = call.db().find(key);
        byte[] bytes = bytes(value);
        if (bytes == null) {
            bytes = EMPTY;
        }
        if (bytes == value && bytes.length >= length) {
            return bytes;
        }
        byte[] own = Arrays.copyOf(bytes, (int) Math.max(length, bytes.length));
        call.db().put(key, own);
        return own;
    }

    /** The word at {@code at} as the position of a bit in a string that is not too long. */
    static long offset(Call call, int at) {
        return offset(call, call.arg(at), 1);
    }

    /** A word as the position of a bit, counted in units of {@code unit} bits. */
    static long offset(Call call, Slice word, int unit) {
        if (Numbers.isLong(word)) {
            long offset = Numbers.parseLong(word);
            if (offset >= 0
                    && offset <= Long.MAX_VALUE / unit
                    && offset * unit >> 3 < call.settings().protoMaxBulkLen) {
                return offset * unit;
            }
        }
        throw Errors.of("ERR bit offset is not an integer or out of range");
    }

    static boolean bit(byte[] bytes, long offset) {
        return (bytes[(int) (offset >> 3)] >> (7 - (offset & 7)) & 1) != 0;
    }
}
