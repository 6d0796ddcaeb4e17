package dev.vermilion.engine.string;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.LongDoubles;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** INCR and its kin. */
final class Increment {

    private Increment() {}

    static void incr(Call call) {
        add(call, 1);
    }

    static void decr(Call call) {
        add(call, -1);
    }

    static void incrby(Call call) {
        add(call, call.integer(2));
    }

    static void decrby(Call call) {
        long decrement = call.integer(2);
        if (decrement == Long.MIN_VALUE) {
            throw Errors.of("ERR decrement would overflow");
        }
        add(call, -decrement);
    }

    private static void add(Call call, long increment) {
        Slice key = call.arg(1);
        Object held = call.db().find(key);
        long value = integer(held);
        long sum = value + increment;
        if (((value ^ sum) & (increment ^ sum)) < 0) {
            throw Errors.of("ERR increment or decrement would overflow");
        }
        if (held == null) {
            call.db().put(key, sum);
        } else {
            call.db().replaceFound(sum);
        }
        call.changed(key, EventClass.STRING, "incrby");
        call.reply().integer(sum);
    }

    /** What a key holds as an integer; 0 for no key. */
    static long integer(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value == null) {
            return 0;
        }
        StringValue.checked(value);
        Slice bytes = StringValue.slice(value);
        if (!Numbers.isLong(bytes)) {
            throw Errors.notAnInteger();
        }
        return Numbers.parseLong(bytes);
    }

    static void incrbyfloat(Call call) {
        Slice key = call.arg(1);
        BigDecimal value = number(call.db().find(key));
        BigDecimal sum = LongDoubles.add(value, finite(call.arg(2)));
        if (sum == null) {
            throw infinite();
        }
        byte[] printed = LongDoubles.format(sum);
        call.db().put(key, printed);
        call.effect("SET", key, printed, "KEEPTTL");
        call.changed(key, EventClass.STRING, "incrbyfloat");
        call.reply().bulk(printed);
    }

    /** What a key holds as a floating point number; 0 for no key. */
    static BigDecimal number(@Nullable Object value) {
        StringValue.checked(value);
        return value == null ? BigDecimal.ZERO : finite(StringValue.slice(value));
    }

    /** A word as a finite floating point number. */
    static BigDecimal finite(Slice word) {
        if (LongDoubles.isInfinite(word)) {
            throw infinite();
        }
        BigDecimal number = LongDoubles.parse(word);
        if (number == null) {
            throw Errors.notAFloat();
        }
        return number;
    }

    static CommandException infinite() {
        return Errors.of("ERR increment would produce NaN or Infinity");
    }
}
