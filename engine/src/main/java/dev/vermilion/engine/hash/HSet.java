package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;

/** The commands that set and remove fields. */
final class HSet {

    private HSet() {}

    static void hset(Call call) {
        call.reply().integer(setAll(call));
    }

    static void hmset(Call call) {
        setAll(call);
        call.reply().ok();
    }

    /** Sets the fields from the third word on; returns how many are new. */
    private static int setAll(Call call) {
        if (call.count() % 2 != 0) {
            throw Errors.wrongArity(call.command().fullName());
        }
        HashValue hash = Hashes.findOrNew(call);
        int added = 0;
        for (int i = 2; i < call.count(); i += 2) {
            added += hash.set(call.arg(i), call.arg(i + 1), false, call.settings()) ? 1 : 0;
        }
        Hashes.store(call, hash, "hset");
        return added;
    }

    static void hsetnx(Call call) {
        HashValue hash = Hashes.findOrNew(call, 2);
        boolean absent = !hash.form().find(call.arg(2));
        if (absent) {
            hash.set(call.arg(2), call.arg(3), false, call.settings());
            Hashes.store(call, hash, "hset");
        }
        call.reply().integer(absent);
    }

    static void hdel(Call call) {
        HashValue hash = Hashes.find(call);
        int removed = 0;
        for (int i = 2; hash != null && i < call.count(); i++) {
            if (hash.form().find(call.arg(i))) {
                hash.form().remove();
                removed++;
            }
        }
        if (hash != null && removed > 0) {
            Hashes.changed(call, hash, "hdel");
        }
        call.reply().integer(removed);
    }
}
