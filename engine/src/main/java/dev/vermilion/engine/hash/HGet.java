package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;

/** The commands that read fields by name, and all fields at once. */
final class HGet {

    private HGet() {}

    static void hget(Call call) {
        HashValue hash = Hashes.read(call);
        if (hash != null && hash.form().find(call.arg(2))) {
            hash.form().writeValue(call.reply());
        } else {
            call.reply().nullBulk();
        }
    }

    static void hmget(Call call) {
        HashValue hash = Hashes.read(call);
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
        call.reply().map(hash == null ? 0 : hash.elements());
        if (hash != null) {
            hash.form().writeAll(call.reply(), true, true);
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
        call.reply().array(hash == null ? 0 : hash.elements());
        if (hash != null) {
            hash.form().writeAll(call.reply(), fields, !fields);
        }
    }

    static void hlen(Call call) {
        HashValue hash = Hashes.read(call);
        call.reply().integer(hash == null ? 0 : hash.elements());
    }

    static void hstrlen(Call call) {
        HashValue hash = Hashes.read(call);
        call.reply()
                .integer(
                        hash != null && hash.form().find(call.arg(2))
                                ? hash.form().valueLength()
                                : 0);
    }

    static void hexists(Call call) {
        HashValue hash = Hashes.read(call);
        call.reply().integer(hash != null && hash.form().find(call.arg(2)));
    }
}
