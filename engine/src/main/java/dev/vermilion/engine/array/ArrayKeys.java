package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** What the commands of this room share: the way to the array and back, and indexes as words and in replies. */
final class ArrayKeys {

    /** The one 64-bit number that is no index, as the length would not fit then. */
    static final long NO_INDEX = -1;

    /** Most elements of a reply that could be made of nothing but holes. */
    static final long MOST_HOLES = 1_000_000;

    private ArrayKeys() {}

    /** The array at the key for a command that reads, or null if there is none. */
    static @Nullable ArrayValue read(Call call) {
        return typed(call.db().lookup(call.arg(1)));
    }

    /** The array at the key for a command that writes, or null if there is none. */
    static @Nullable ArrayValue find(Call call) {
        return typed(call.db().find(call.arg(1)));
    }

    /** The array at the key for a command that writes, or a new one that is not at the key yet; see {@link #store}. */
    static ArrayValue findOrNew(Call call) {
        ArrayValue array = find(call);
        return array == null ? new ArrayValue(call.settings()) : array;
    }

    /** Puts an array to the key unless it is there, and says that {@code event} changed it. */
    static void store(Call call, ArrayValue array, String event) {
        if (call.db().find(call.arg(1)) != array) {
            call.db().put(call.arg(1), array);
        }
        call.changed(call.arg(1), EventClass.ARRAY, event);
    }

    private static @Nullable ArrayValue typed(@Nullable Object value) {
        if (value == null || value instanceof ArrayValue) {
            return (ArrayValue) value;
        }
        throw Errors.wrongType();
    }

    /** The word at {@code at} as an index. */
    static long index(Call call, int at) {
        long index = number(call.arg(at));
        if (index == NO_INDEX) {
            throw Errors.of("ERR invalid array index");
        }
        return index;
    }

    /** The word at {@code at} as where to insert: an index, or {@link #NO_INDEX} written out for the end of all. */
    static long cursor(Call call, int at) {
        return call.arg(at).is("18446744073709551615") ? NO_INDEX : index(call, at);
    }

    /** The decimal number without a sign, {@link #NO_INDEX} if there is none that is an index. */
    private static long number(Slice word) {
        long value = 0;
        for (int i = 0; i < word.length(); i++) {
            int digit = word.byteAt(i) - '0';
            boolean fits = Long.compareUnsigned(value, Long.divideUnsigned(NO_INDEX - digit, 10)) <= 0;
            if (digit < 0 || digit > 9 || !fits) {
                return NO_INDEX;
            }
            value = value * 10 + digit;
        }
        return word.isEmpty() ? NO_INDEX : value;
    }

    /** Writes an index or a length: an integer as far as those of RESP go, a bulk string beyond. */
    static void write(long unsigned, ReplyWriter reply) {
        if (unsigned >= 0) {
            reply.integer(unsigned);
        } else {
            reply.bulk(Long.toUnsignedString(unsigned));
        }
    }

    /** Reads the option LIMIT, whose value is at {@code at}. */
    static long limit(Call call, int at) {
        long limit = call.integer(at);
        if (limit <= 0) {
            throw Errors.of("ERR LIMIT must be positive");
        }
        return limit;
    }
}
