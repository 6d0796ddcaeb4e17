package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.LongDoubles;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.math.BigDecimal;

/** The commands that add to the number in a field. */
final class HIncr {

    private HIncr() {}

    static void hincrby(Call call) {
        long increment = call.integer(3);
        HashValue hash = Hashes.findOrNew(call, 2);
        long sum = sum(integerIn(hash, call.arg(2)), increment);
        hash.set(call.arg(2), Slice.of(Numbers.toBytes(sum)), true, call.settings());
        Hashes.store(call, hash, "hincrby");
        call.reply().integer(sum);
    }

    private static long integerIn(HashValue hash, Slice field) {
        Slice value = new Slice();
        if (!hash.read(field, value)) {
            return 0;
        }
        if (!Numbers.isLong(value)) {
            throw Errors.of("ERR hash value is not an integer");
        }
        return Numbers.parseLong(value);
    }

    private static long sum(long value, long increment) {
        try {
            return Math.addExact(value, increment);
        } catch (ArithmeticException e) {
            throw Errors.of("ERR increment or decrement would overflow");
        }
    }

    static void hincrbyfloat(Call call) {
        if (LongDoubles.isInfinite(call.arg(3))) {
            throw Errors.of("ERR value is NaN or Infinity");
        }
        BigDecimal increment = LongDoubles.parse(call.arg(3));
        if (increment == null) {
            throw Errors.notAFloat();
        }
        HashValue hash = Hashes.findOrNew(call, 2);
        BigDecimal sum = LongDoubles.add(numberIn(hash, call.arg(2)), increment);
        if (sum == null) {
            throw infinite();
        }
        byte[] printed = LongDoubles.format(sum);
        boolean keeps = hash.form().find(call.arg(2)) && hash.form().expiry() != HashValue.NEVER;
        hash.set(call.arg(2), Slice.of(printed), true, call.settings());
        if (keeps) {
            call.effect("HSETEX", call.arg(1), "KEEPTTL", "FIELDS", 1, call.arg(2), printed);
        } else {
            call.effect("HSET", call.arg(1), call.arg(2), printed);
        }
        Hashes.store(call, hash, "hincrbyfloat");
        call.reply().bulk(printed);
    }

    private static BigDecimal numberIn(HashValue hash, Slice field) {
        Slice value = new Slice();
        if (!hash.read(field, value)) {
            return BigDecimal.ZERO;
        }
        if (LongDoubles.isInfinite(value)) {
            throw infinite();
        }
        BigDecimal number = LongDoubles.parse(value);
        if (number == null) {
            throw Errors.of("ERR hash value is not a float");
        }
        return number;
    }

    private static CommandException infinite() {
        return Errors.of("ERR increment would produce NaN or Infinity");
    }
}
