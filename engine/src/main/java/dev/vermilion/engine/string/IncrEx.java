package dev.vermilion.engine.string;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.LongDoubles;
import dev.vermilion.engine.resp.Slice;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** INCREX: an increment with bounds and an expiry. One object is one call. */
final class IncrEx {

    private final Call call;
    private final Slice key;
    private int increment;
    private boolean real;
    private int lower;
    private int upper;
    private int expiry;
    private boolean saturate;
    private boolean persist;
    private boolean onlyIfNone;

    private IncrEx(Call call) {
        this.call = call;
        this.key = call.arg(1);
    }

    static void increx(Call call) {
        IncrEx step = new IncrEx(call);
        for (int i = 2; i < call.count(); i++) {
            i += step.take(i);
        }
        if (step.onlyIfNone && step.persist) {
            throw Errors.syntax();
        }
        if (step.onlyIfNone && step.expiry == 0) {
            throw Errors.of("ERR ENX flag requires an expiration");
        }
        if (step.real) {
            step.runReal();
        } else {
            step.runInteger();
        }
    }

    /** Takes the option at word {@code at}; returns how many words behind it belong to it. */
    private int take(int at) {
        boolean hasOperand = at + 1 < call.count();
        if (hasOperand && increment == 0 && (call.is(at, "BYINT") || call.is(at, "BYFLOAT"))) {
            real = call.is(at, "BYFLOAT");
            increment = at + 1;
            return 1;
        }
        if (hasOperand && lower == 0 && call.is(at, "LBOUND")) {
            lower = at + 1;
            return 1;
        }
        if (hasOperand && upper == 0 && call.is(at, "UBOUND")) {
            upper = at + 1;
            return 1;
        }
        if (expiry == 0 && !persist && Expiry.isOption(call, at)) {
            expiry = at;
            return 1;
        }
        takeWord(at);
        return 0;
    }

    private void takeWord(int at) {
        if (call.is(at, "SATURATE")) {
            saturate = true;
        } else if (call.is(at, "ENX")) {
            onlyIfNone = true;
        } else if (expiry == 0 && call.is(at, "PERSIST")) {
            persist = true;
        } else {
            throw Errors.syntax();
        }
    }

    private void runInteger() {
        long by = increment == 0 ? 1 : call.integer(increment);
        long least = lower == 0 ? Long.MIN_VALUE : call.integer(lower);
        long most = upper == 0 ? Long.MAX_VALUE : call.integer(upper);
        checkBounds(Long.compare(least, most));
        long expireAt = expireAt();
        long value = Increment.integer(call.db().find(key));
        long sum = value + by;
        boolean overflows = ((value ^ sum) & (by ^ sum)) < 0;
        boolean tooLarge = overflows ? by > 0 : sum > most;
        if (tooLarge || overflows || sum < least) {
            if (!saturate) {
                reply(value, 0);
                return;
            }
            sum = tooLarge ? most : least;
        }
        long applied = sum - value;
        if (((sum ^ value) & (sum ^ applied)) < 0) {
            throw Errors.of("ERR increment or decrement would overflow");
        }
        store(sum, expireAt, "incrby");
        reply(sum, applied);
    }

    private void reply(long value, long applied) {
        call.reply().array(2);
        call.reply().integer(value);
        call.reply().integer(applied);
    }

    private void runReal() {
        BigDecimal by = Increment.finite(call.arg(increment));
        BigDecimal least = lower == 0 ? null : Increment.finite(call.arg(lower));
        BigDecimal most = upper == 0 ? null : Increment.finite(call.arg(upper));
        checkBounds(least == null || most == null ? 0 : least.compareTo(most));
        long expireAt = expireAt();
        BigDecimal value = Increment.number(call.db().find(key));
        BigDecimal sum = LongDoubles.add(value, by);
        BigDecimal bound = crossed(sum, by, least, most);
        if (bound != null) {
            if (!saturate) {
                reply(value, BigDecimal.ZERO);
                return;
            }
            sum = bound;
        }
        BigDecimal applied = sum == null ? null : LongDoubles.add(sum, value.negate());
        if (sum == null || applied == null) {
            throw Increment.infinite();
        }
        store(LongDoubles.format(sum), expireAt, "incrbyfloat");
        reply(sum, applied);
    }

    /** The bound that {@code sum}, null for one that is out of range, has crossed; null if it has crossed none. */
    private static @Nullable BigDecimal crossed(
            @Nullable BigDecimal sum, BigDecimal by, @Nullable BigDecimal least, @Nullable BigDecimal most) {
        boolean tooLarge = sum == null ? by.signum() > 0 : most != null && sum.compareTo(most) > 0;
        if (tooLarge) {
            return most;
        }
        boolean tooSmall = sum == null || (least != null && sum.compareTo(least) < 0);
        return tooSmall ? least : null;
    }

    private void reply(BigDecimal value, BigDecimal applied) {
        call.reply().array(2);
        call.reply().real(LongDoubles.format(value));
        call.reply().real(LongDoubles.format(applied));
    }

    private static void checkBounds(int order) {
        if (order > 0) {
            throw Errors.of("ERR LBOUND can't be greater than UBOUND");
        }
    }

    private long expireAt() {
        return expiry == 0 ? Database.NEVER : Expiry.millis(call, expiry);
    }

    private void store(Object value, long expireAt, String event) {
        long before = call.db().expireAt(key);
        call.db().put(key, value);
        call.effect("SET", key, value, "KEEPTTL");
        call.changed(key, EventClass.STRING, event);
        if (persist && before != Database.NEVER) {
            call.db().expireAt(key, Database.NEVER);
            call.effect("PERSIST", key);
            call.event(key, EventClass.GENERIC, "persist");
        } else if (expiry > 0 && !(onlyIfNone && before != Database.NEVER)) {
            call.db().expireAt(key, expireAt);
            call.effect("PEXPIREAT", key, expireAt);
            call.event(key, EventClass.GENERIC, "expire");
        }
    }
}
