package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;

/** The commands that read fields by name, and all fields at once. */
final class HGet {

    private HGet() {}

    static void hget(Call call) {
        HashValue hash = Hashes.read(call, 2, 3);
        if (hash != null && hash.form().find(call.arg(2))) {
            hash.form().writeValue(call.reply());
        } else {
            call.reply().nullBulk();
        }
    }

    static void hmget(Call call) {
        HashValue hash = Hashes.read(call, 2, call.count());
        call.reply().array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            if (hash != null && hash.form().find(call.arg(i))) {
                hash.form().writeValue(call.reply());
            } else {
                call.reply().nullBulk();
            }
        }
    }

    static void hgetall(Call call) {
        HashValue hash = Hashes.read(call);
        call.reply().map(hash == null ? 0 : live(call, hash));
        if (hash != null) {
            write(call, hash, true, true);
        }
    }

    static void hkeys(Call call) {
        list(call, true);
    }

    static void hvals(Call call) {
        list(call, false);
    }

    private static void list(Call call, boolean fields) {
        HashValue hash = Hashes.read(call);
        call.reply().array(hash == null ? 0 : live(call, hash));
        if (hash != null) {
            write(call, hash, fields, !fields);
        }
    }

    /** Number of fields that have not expired. O(1) if none has. */
    private static long live(Call call, HashValue hash) {
        if (!call.db().hasExpired(hash)) {
            return hash.elements();
        }
        long[] live = {0};
        hash.forEach((field, value, expiry) -> live[0] += call.db().hasExpired(expiry) ? 0 : 1);
        return live[0];
    }

    /** Writes the fields that have not expired, or their values, or both. */
    private static void write(Call call, HashValue hash, boolean fields, boolean values) {
        if (!call.db().hasExpired(hash)) {
            hash.form().writeAll(call.reply(), fields, values);
            return;
        }
        hash.forEach((field, value, expiry) -> {
            boolean live = !call.db().hasExpired(expiry);
            if (live && fields) {
                call.reply().bulk(field);
            }
            if (live && values) {
                call.reply().bulk(value);
            }
        });
    }

    /** Fields that have expired count until somebody comes upon them, so that it is O(1). */
    static void hlen(Call call) {
        HashValue hash = Hashes.read(call);
        call.reply().integer(hash == null ? 0 : hash.elements());
    }

    static void hstrlen(Call call) {
        HashValue hash = Hashes.read(call, 2, 3);
        call.reply()
                .integer(
                        hash != null && hash.form().find(call.arg(2))
                                ? hash.form().valueLength()
                                : 0);
    }

    static void hexists(Call call) {
        HashValue hash = Hashes.read(call, 2, 3);
        call.reply().integer(hash != null && hash.form().find(call.arg(2)));
    }
}
