package dev.vermilion.engine.set;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;

/** What changes members that the caller names: SADD SREM SMOVE. */
final class SAdd {

    private SAdd() {}

    static void sadd(Call call) {
        Slice key = call.arg(1);
        SetValue held = SetValue.of(call.db().find(key));
        SetValue set = held == null ? new SetValue() : held;
        set.expect(call.arg(2), call.count() - 2, call.settings());
        int added = 0;
        for (int at = 2; at < call.count(); at++) {
            added += set.add(call.arg(at), call.settings()) ? 1 : 0;
        }
        if (held == null) {
            call.db().put(key, set);
        }
        if (added > 0) {
            call.changed(key, EventClass.SET, "sadd");
        }
        call.reply().integer(added);
    }

    static void srem(Call call) {
        Slice key = call.arg(1);
        SetValue set = SetValue.of(call.db().find(key));
        int removed = 0;
        for (int at = 2; at < call.count() && set != null; at++) {
            removed += set.remove(call.arg(at)) ? 1 : 0;
        }
        if (set != null && removed > 0) {
            removed(call, key, set, "srem");
        }
        call.reply().integer(removed);
    }

    static void smove(Call call) {
        Slice from = call.arg(1);
        Slice to = call.arg(2);
        Slice member = call.arg(3);
        Database db = call.db();
        Object heldTo = db.find(to);
        Object heldFrom = db.find(from);
        if (heldFrom == null) {
            call.reply().integer(0); // even if the other key is no set
            return;
        }
        SetValue source = SetValue.of(heldFrom);
        SetValue destination = SetValue.of(heldTo);
        if (source == null || source == destination || !source.remove(member)) {
            call.reply().integer(source != null && source == destination && source.contains(member));
            return;
        }
        removed(call, from, source, "srem");
        if (destination == null) {
            destination = new SetValue();
            db.put(to, destination);
        }
        if (destination.add(member, call.settings())) {
            call.changed(to, EventClass.SET, "sadd");
        }
        call.reply().integer(1);
    }

    /** Says that members were taken away, and removes the key if none are left. */
    static void removed(Call call, Slice key, SetValue set, String event) {
        call.changed(key, EventClass.SET, event);
        if (set.size() == 0) {
            call.removeEmpty(key);
        }
    }
}
