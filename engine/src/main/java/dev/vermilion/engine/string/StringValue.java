package dev.vermilion.engine.string;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Sized;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a string in the key table, and the way to their content. Strings are most of what a Redis holds, so most
 * of them have no object of their own:
 *
 * <ul>
 *   <li>a {@link Long} for what prints as a 64-bit integer;
 *   <li>a {@code byte[]} for the rest, never changed in place;
 *   <li>a {@code StringValue} for one that grows or is changed in place (APPEND, SETRANGE, SETBIT): bytes with room
 *       behind them.
 * </ul>
 */
public final class StringValue implements Sized {

    /** Redis keeps strings up to this length together with their header, and calls that form embstr. */
    private static final int LONGEST_EMBEDDED = 44;
    /** Room that a growing string gets: as much as it has, but no more than this. */
    private static final int MOST_ROOM = 1024 * 1024;

    private static final int OBJECT_BYTES = 24;

    private byte[] bytes;
    private int length;

    private StringValue(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
    }

    /** What the key table keeps for these bytes. They are copied. */
    public static Object of(Slice bytes) {
        return Numbers.isLong(bytes) ? (Object) Numbers.parseLong(bytes) : bytes.toBytes();
    }

    /**
     * The value of a key as a string: {@code value} itself.
     *
     * @throws dev.vermilion.engine.command.CommandException WRONGTYPE if it is something else
     */
    public static @Nullable Object checked(@Nullable Object value) {
        if (value instanceof Value) {
            throw Errors.wrongType();
        }
        return value;
    }

    /** Points {@code into} at the bytes of a string. Valid until the string is changed. */
    public static void read(Object value, Slice into) {
        if (value instanceof byte[] bytes) {
            into.set(bytes);
        } else if (value instanceof StringValue grown) {
            into.set(grown.bytes, 0, grown.length);
        } else {
            into.set(Numbers.toBytes((Long) value));
        }
    }

    /** The bytes of a string, valid until it is changed. */
    public static Slice slice(Object value) {
        Slice slice = new Slice();
        read(value, slice);
        return slice;
    }

    /** Length of a string, in bytes. */
    public static int length(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return value instanceof StringValue grown ? grown.length : Numbers.lengthOf((Long) value);
    }

    /** Writes a string as a bulk string. */
    public static void write(Object value, ReplyWriter reply) {
        if (value instanceof byte[] bytes) {
            reply.bulk(bytes);
        } else if (value instanceof StringValue grown) {
            reply.bulk(grown.bytes, 0, grown.length);
        } else {
            reply.bulk(((Long) value).longValue());
        }
    }

    /** The form of a string, as OBJECT ENCODING tells it. */
    public static String encoding(Object value) {
        if (value instanceof Long) {
            return "int";
        }
        return value instanceof byte[] bytes && bytes.length <= LONGEST_EMBEDDED ? "embstr" : "raw";
    }

    /** A string of its own with the same content. O(1) unless it may be changed in place. */
    public static Object copy(Object value) {
        if (!(value instanceof StringValue grown)) {
            return value;
        }
        byte[] bytes = Arrays.copyOf(grown.bytes, grown.length);
        return bytes.length > LONGEST_EMBEDDED ? bytes : new StringValue(bytes); // a raw one stays raw
    }

    @Override
    public long memoryBytes() {
        return OBJECT_BYTES + Footprint.array(bytes.length);
    }

    /**
     * The string at {@code key} in the form that can be changed in place, with at least {@code least} bytes: zeros are
     * added where it had less, and it is made if there is none. To be called after all checks but that of the type.
     */
    public static StringValue writable(Call call, Slice key, int least) {
        Object value = checked(call.db().find(key));
        StringValue grown;
        if (value instanceof StringValue already) {
            grown = already;
        } else {
            grown = new StringValue(value == null ? new byte[0] : slice(value).toBytes());
            call.db().put(key, grown);
        }
        grown.lengthen(least);
        return grown;
    }

    /** A string that can be changed in place, with these bytes, which it takes over; no key holds it yet. */
    public static StringValue growing(byte[] bytes) {
        return new StringValue(bytes);
    }

    /** Cuts it off behind {@code newLength} bytes, or adds zeros up to there. */
    public void resize(int newLength) {
        if (newLength < length) {
            Arrays.fill(bytes, newLength, length, (byte) 0); // what is behind the end must be zero
            length = newLength;
        } else {
            lengthen(newLength);
        }
    }

    /** Makes it these bytes, which it takes over. */
    public void replace(byte[] with) {
        bytes = with;
        length = with.length;
    }

    /** The bytes, to be read and written from index 0 to {@link #length()}; valid until it grows. */
    public byte[] bytes() {
        return bytes;
    }

    /** Number of bytes. */
    public int length() {
        return length;
    }

    /** Puts {@code part} at {@code offset}; the string must be long enough. */
    void overwrite(int offset, Slice part) {
        part.copyTo(bytes, offset);
    }

    private void lengthen(int least) {
        if (least > bytes.length) {
            int room = Math.min(least, MOST_ROOM);
            bytes = Arrays.copyOf(
                    bytes, length == 0 ? least : (int) Math.min((long) least + room, Integer.MAX_VALUE - 8));
        }
        length = Math.max(length, least);
    }
}
