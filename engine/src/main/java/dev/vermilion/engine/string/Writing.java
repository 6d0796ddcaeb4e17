package dev.vermilion.engine.string;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;

/** The commands that write strings, but for SET with its options and for those that count. */
final class Writing {

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Writing() {}

    static void setnx(Call call) {
        Slice key = call.arg(1);
        boolean free = call.db().find(key) == null;
        if (free) {
            put(call, key, call.arg(2));
        }
        call.reply().integer(free);
    }

    static void setex(Call call) {
        putExpiring(call, true);
    }

    static void psetex(Call call) {
        putExpiring(call, false);
    }

    private static void putExpiring(Call call, boolean seconds) {
        Slice key = call.arg(1);
        long expireAt = Expiry.millis(call, 2, seconds, false);
        call.db().put(key, StringValue.of(call.arg(3)), expireAt);
        if (call.isFollowed()) {
            call.effect("SET", key, call.arg(3), "PXAT", expireAt);
        }
        call.changed(key, EventClass.STRING, "set");
        call.event(key, EventClass.GENERIC, "expire");
        call.reply().ok();
    }

    static void getset(Call call) {
        Slice key = call.arg(1);
        Object value = StringValue.checked(call.db().find(key));
        if (value == null) {
            call.reply().nullBulk();
        } else {
            StringValue.write(value, call.reply());
        }
        put(call, key, call.arg(2));
    }

    static void mset(Call call) {
        checkPairs(call);
        putPairs(call);
        call.reply().ok();
    }

    static void msetnx(Call call) {
        checkPairs(call);
        boolean free = true;
        for (int i = 1; i < call.count() && free; i += 2) {
            free = call.db().find(call.arg(i)) == null;
        }
        if (free) {
            putPairs(call);
        }
        call.reply().integer(free);
    }

    private static void checkPairs(Call call) {
        if (call.count() % 2 == 0) {
            throw Errors.wrongArity(call.command().fullName());
        }
    }

    private static void putPairs(Call call) {
        for (int i = 1; i < call.count(); i += 2) {
            put(call, call.arg(i), call.arg(i + 1));
        }
    }

    private static void put(Call call, Slice key, Slice value) {
        call.db().put(key, StringValue.of(value), Database.NEVER);
        call.changed(key, EventClass.STRING, "set");
    }

    static void append(Call call) {
        Slice key = call.arg(1);
        Slice added = call.arg(2);
        Object value = StringValue.checked(call.db().find(key));
        int length = value == null ? 0 : StringValue.length(value);
        checkLength(call, (long) length + added.length());
        if (value == null) {
            call.db().put(key, StringValue.of(added));
        } else {
            StringValue.writable(call, key, length + added.length()).overwrite(length, added);
        }
        call.changed(key, EventClass.STRING, "append");
        call.reply().integer(length + (long) added.length());
    }

    static void setrange(Call call) {
        Slice key = call.arg(1);
        long offset = call.integer(2);
        Slice part = call.arg(3);
        if (offset < 0) {
            throw Errors.of("ERR offset is out of range");
        }
        Object value = StringValue.checked(call.db().find(key));
        int length = value == null ? 0 : StringValue.length(value);
        if (part.isEmpty()) {
            call.reply().integer(length);
            return;
        }
        checkLength(call, offset + part.length());
        StringValue grown = StringValue.writable(call, key, (int) offset + part.length());
        grown.overwrite((int) offset, part);
        call.changed(key, EventClass.STRING, "setrange");
        call.reply().integer(grown.length());
    }

    private static void checkLength(Call call, long length) {
        if (length < 0 || length > Math.min(call.settings().protoMaxBulkLen, LONGEST_ARRAY)) {
            throw Errors.of("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        }
    }

    static void msetex(Call call) {
        if (!Numbers.isLong(call.arg(1)) || call.integer(1) < 1 || call.integer(1) > Integer.MAX_VALUE) {
            throw Errors.of("ERR invalid numkeys value");
        }
        long behind = 2 + 2 * call.integer(1);
        if (behind > call.count()) {
            throw Errors.of("ERR wrong number of key-value pairs");
        }
        SetOptions options = SetOptions.ofMsetex(call, (int) behind);
        boolean holds = true;
        for (int i = 2; i < behind && holds; i += 2) {
            holds = options.condition().holds(call.db().find(call.arg(i)), call.arg(i));
        }
        if (holds) {
            for (int i = 2; i < behind; i += 2) {
                options.put(call, call.arg(i), call.arg(i + 1));
            }
        }
        call.reply().integer(holds);
    }

    static void delex(Call call) {
        Condition condition = Condition.ALWAYS;
        if (call.count() > 2) {
            condition = compared(call);
            condition.check(call.arg(3));
        }
        Slice key = call.arg(1);
        Object value = call.db().find(key);
        boolean gone = value != null && condition.holds(value, call.arg(call.count() - 1));
        if (gone) {
            call.db().remove(key);
            call.changed(key, EventClass.GENERIC, "del");
        }
        call.reply().integer(gone);
    }

    private static Condition compared(Call call) {
        if (call.count() != 4) {
            throw wrongCondition(call);
        }
        Condition condition = Condition.at(call, 2);
        if (condition == null || !condition.hasOperand()) {
            throw Errors.of("ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE");
        }
        return condition;
    }

    private static CommandException wrongCondition(Call call) {
        return Errors.wrongArity(call.command().fullName());
    }
}
