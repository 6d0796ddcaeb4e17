package dev.vermilion.engine.string;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.Slice;

/** The commands that read strings, and those that read and then remove or let expire. */
final class Reading {

    private Reading() {}

    static void get(Call call) {
        write(call, call.db().lookup(call.arg(1)));
    }

    static void mget(Call call) {
        call.reply().array(call.count() - 1L);
        for (int i = 1; i < call.count(); i++) {
            Object value = call.db().lookup(call.arg(i));
            if (value == null || value instanceof Value) {
                call.reply().nullBulk();
            } else {
                StringValue.write(value, call.reply());
            }
        }
    }

    static void strlen(Call call) {
        Object value = StringValue.checked(call.db().lookup(call.arg(1)));
        call.reply().integer(value == null ? 0 : StringValue.length(value));
    }

    static void getrange(Call call) {
        long start = call.integer(2);
        long end = call.integer(3);
        Object value = StringValue.checked(call.db().lookup(call.arg(1)));
        int length = value == null ? 0 : StringValue.length(value);
        boolean backward = start < 0 && end < 0 && start > end;
        long first = Math.max(0, start < 0 ? start + length : start);
        long last = Math.min(length - 1L, Math.max(0, end < 0 ? end + length : end));
        if (value == null || backward || length == 0 || first > last) {
            call.reply().bulk("");
            return;
        }
        Slice bytes = StringValue.slice(value);
        call.reply().bulk(bytes.array(), bytes.offset() + (int) first, (int) (last - first + 1));
    }

    static void digest(Call call) {
        Object value = StringValue.checked(call.db().lookup(call.arg(1)));
        if (value == null) {
            call.reply().nullBulk();
        } else {
            call.reply().bulk(Xxh3.hex(StringValue.slice(value)));
        }
    }

    static void getdel(Call call) {
        Slice key = call.arg(1);
        Object value = call.db().lookup(key);
        write(call, value);
        if (value != null) {
            call.db().remove(key);
            call.effect("DEL", key);
            call.changed(key, EventClass.GENERIC, "del");
        }
    }

    static void getex(Call call) {
        int option = 0;
        boolean persist = false;
        for (int i = 2; i < call.count(); i++) {
            if (option == 0 && !persist && Expiry.isOption(call, i)) {
                option = i++;
            } else if (option == 0 && call.is(i, "PERSIST")) {
                persist = true;
            } else {
                throw Errors.syntax();
            }
        }
        Slice key = call.arg(1);
        Object value = StringValue.checked(call.db().lookup(key));
        if (value == null) {
            call.reply().nullBulk();
            return;
        }
        long expireAt = option == 0 ? Database.NEVER : Expiry.millis(call, option);
        StringValue.write(value, call.reply());
        if (persist && call.db().expireAt(key) != Database.NEVER) {
            call.db().expireAt(key, Database.NEVER);
            call.effect("PERSIST", key);
            call.changed(key, EventClass.GENERIC, "persist");
        } else if (option > 0) {
            expire(call, key, expireAt);
        }
    }

    private static void expire(Call call, Slice key, long expireAt) {
        if (call.isPast(expireAt)) {
            call.db().remove(key);
            call.effect("DEL", key);
            call.changed(key, EventClass.GENERIC, "del");
        } else {
            call.db().expireAt(key, expireAt);
            if (call.isFollowed()) {
                call.effect("PEXPIREAT", key, expireAt);
            }
            call.changed(key, EventClass.GENERIC, "expire");
        }
    }

    private static void write(Call call, @org.jspecify.annotations.Nullable Object value) {
        StringValue.checked(value);
        if (value == null) {
            call.reply().nullBulk();
        } else {
            StringValue.write(value, call.reply());
        }
    }
}
