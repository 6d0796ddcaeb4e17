package dev.vermilion.engine.string;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.List;

/** SET, and the options that it shares with MSETEX. */
final class SetOptions {

    private Condition condition = Condition.ALWAYS;
    private int operand;
    private boolean get;
    private boolean keepTtl;
    private long expireAt = Database.NEVER;

    private SetOptions() {}

    /** What a SET does with its key: it reads it only with GET. */
    static List<String> keyFlags(Request words) {
        for (int i = 3; i < words.count(); i++) {
            if (words.argument(i).is("GET")) {
                return List.of("RW", "ACCESS", "UPDATE");
            }
        }
        return List.of("OW", "UPDATE");
    }

    static void set(Call call) {
        Slice key = call.arg(1);
        if (call.count() == 3) {
            call.db().put(key, StringValue.of(call.arg(2)), Database.NEVER);
            call.changed(key, EventClass.STRING, "set");
            call.reply().ok();
            return;
        }
        SetOptions options = new SetOptions();
        options.parse(call, 3, true);
        options.run(call, key);
    }

    /** The options of MSETEX, from word {@code at} on. */
    static SetOptions ofMsetex(Call call, int at) {
        SetOptions options = new SetOptions();
        options.parse(call, at, false);
        return options;
    }

    Condition condition() {
        return condition;
    }

    private void parse(Call call, int from, boolean ofSet) {
        int expiry = 0;
        for (int i = from; i < call.count(); i++) {
            Condition wanted = Condition.at(call, i);
            if (wanted != null && (ofSet || !wanted.hasOperand())) {
                i = take(wanted, i);
            } else if (ofSet && call.is(i, "GET")) {
                get = true;
            } else if (expiry == 0 && call.is(i, "KEEPTTL")) {
                keepTtl = true;
            } else if (expiry == 0 && !keepTtl && Expiry.isOption(call, i)) {
                expiry = i++;
            } else {
                throw Errors.syntax();
            }
        }
        if (operand > 0) {
            condition.check(call.arg(operand));
        }
        if (expiry > 0) {
            expireAt = Expiry.millis(call, expiry);
        }
    }

    /** Takes a condition at word {@code at}; returns the last word that belongs to it. */
    private int take(Condition wanted, int at) {
        boolean again = condition == wanted && !wanted.hasOperand();
        if (condition != Condition.ALWAYS && !again) {
            throw Errors.syntax();
        }
        condition = wanted;
        if (wanted.hasOperand()) {
            operand = at + 1;
            return at + 1;
        }
        return at;
    }

    private void run(Call call, Slice key) {
        Object value = call.db().find(key);
        if (get) {
            StringValue.checked(value);
        }
        boolean holds = condition.holds(value, call.arg(operand));
        if (get && value != null) {
            StringValue.write(value, call.reply());
        } else if (get || !holds) {
            call.reply().nullBulk();
        } else {
            call.reply().ok();
        }
        if (holds) {
            put(call, key, call.arg(2));
        }
    }

    /** Sets a key as the options say. */
    void put(Call call, Slice key, Slice value) {
        if (keepTtl) {
            call.db().put(key, StringValue.of(value));
        } else {
            call.db().put(key, StringValue.of(value), expireAt);
        }
        call.changed(key, EventClass.STRING, "set");
        if (expireAt != Database.NEVER) {
            if (call.isFollowed()) {
                call.effect("SET", key, value, "PXAT", expireAt);
            }
            call.event(key, EventClass.GENERIC, "expire");
        }
    }
}
