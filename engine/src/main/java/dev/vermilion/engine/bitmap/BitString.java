package dev.vermilion.engine.bitmap;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;
import org.jspecify.annotations.Nullable;

/** The way from a key to the bytes of its string and back. The first bit is the highest of the first byte. */
final class BitString {

    private BitString() {}

    /** The bytes of what a key holds, from index 0 of their array, to be read only; null if there is no key. */
    static @Nullable Slice bytes(@Nullable Object value) {
        StringValue.checked(value);
        return value == null ? null : StringValue.slice(value);
    }

    /** The bytes at {@code key}, to be changed in place, with at least {@code length} of them; made if need be. */
    static Slice writable(Call call, Slice key, long length) {
        return StringValue.slice(StringValue.writable(call, key, (int) length));
    }

    /** True if the string at {@code key} is shorter than {@code length}, or not there. */
    static boolean isShorter(Call call, Slice key, long length) {
        Object value = StringValue.checked(call.db().find(key));
        return value == null || StringValue.length(value) < length;
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

    static boolean bit(Slice bytes, long offset) {
        return (bytes.byteAt((int) (offset >> 3)) >> (7 - (offset & 7)) & 1) != 0;
    }
}
