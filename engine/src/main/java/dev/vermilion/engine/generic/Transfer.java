package dev.vermilion.engine.generic;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;

/** The commands that make a value appear under another key or in another database. Its expiry goes with it. */
final class Transfer {

    private static final String SAME_OBJECTS = "ERR source and destination objects are the same";

    private Transfer() {}

    static void rename(Call call) {
        if (moveWithin(call, true)) {
            call.reply().ok();
        }
    }

    static void renameNx(Call call) {
        call.reply().integer(moveWithin(call, false));
    }

    /** Makes the second key hold what the first one held; false if it must not be replaced. */
    private static boolean moveWithin(Call call, boolean replace) {
        Database db = call.db();
        Slice from = call.arg(1);
        Slice to = call.arg(2);
        Object value = db.find(from);
        if (value == null) {
            throw Errors.noSuchKey();
        }
        if (from.equals(to)) {
            return replace;
        }
        if (!replace && db.find(to) != null) {
            return false;
        }
        long expireAt = db.expireAt(from);
        db.remove(from);
        db.put(to, value, expireAt);
        call.changed(from, EventClass.GENERIC, "rename_from");
        call.changed(to, EventClass.GENERIC, "rename_to");
        return true;
    }

    static void move(Call call) {
        Slice key = call.arg(1);
        Database from = call.db();
        Database to = database(call, 2);
        if (from == to) {
            throw Errors.of(SAME_OBJECTS);
        }
        Object value = from.find(key);
        if (value == null || to.find(key) != null) {
            call.reply().integer(0);
            return;
        }
        long expireAt = from.expireAt(key);
        from.remove(key);
        to.put(key, value, expireAt);
        call.changed(key, EventClass.GENERIC, "move_from");
        changed(call, to, key, "move_to");
        call.reply().integer(1);
    }

    static void copy(Call call) {
        Database db = call.db();
        Database target = db;
        boolean replace = false;
        for (int i = 3; i < call.count(); i++) {
            if (call.is(i, "REPLACE")) {
                replace = true;
            } else if (call.is(i, "DB") && i + 1 < call.count()) {
                target = database(call, ++i);
            } else {
                throw Errors.syntax();
            }
        }
        Slice from = call.arg(1);
        Slice to = call.arg(2);
        if (target == db && from.equals(to)) {
            throw Errors.of(SAME_OBJECTS);
        }
        Object value = db.lookup(from);
        boolean copied = value != null && (replace || target.find(to) == null);
        if (value != null && copied) {
            Object copy = value instanceof Value typed ? typed.copy() : StringValue.copy(value);
            target.put(to, copy, db.expireAt(from));
            changed(call, target, to, "copy_to");
        }
        call.reply().integer(copied);
    }

    private static void changed(Call call, Database db, Slice key, String event) {
        db.changed(key);
        call.keyspace().events().publish(EventClass.GENERIC, event, key, db.index());
    }

    private static Database database(Call call, int at) {
        Slice word = call.arg(at);
        if (Numbers.isLong(word) && Numbers.parseLong(word) != (int) Numbers.parseLong(word)) {
            throw Errors.of("ERR value is out of range, value must between -2147483648 and 2147483647");
        }
        long index = call.integer(at);
        if (index < 0 || index >= call.keyspace().databases()) {
            throw Errors.of("ERR DB index is out of range");
        }
        return call.keyspace().database((int) index);
    }
}
