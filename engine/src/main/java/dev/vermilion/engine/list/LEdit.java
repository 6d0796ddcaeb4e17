package dev.vermilion.engine.list;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** The commands that change a list anywhere but at its ends only: LINSERT LREM LSET LTRIM. */
final class LEdit {

    private LEdit() {}

    static void linsert(Call call) {
        boolean before = call.is(2, "BEFORE");
        if (!before && !call.is(2, "AFTER")) {
            throw Errors.syntax();
        }
        Slice key = call.arg(1);
        ListValue list = find(call);
        if (list == null) {
            call.reply().integer(0);
        } else if (list.insert(call.arg(3), before, call.arg(4), call.settings())) {
            call.changed(key, EventClass.LIST, "linsert");
            call.reply().integer(list.size());
        } else {
            call.reply().integer(-1);
        }
    }

    static void lset(Call call) {
        Slice key = call.arg(1);
        ListValue list = find(call);
        if (list == null) {
            throw Errors.noSuchKey();
        }
        long index = call.integer(2);
        long at = index < 0 ? list.size() + index : index;
        if (at < 0 || at >= list.size()) {
            throw Errors.indexOutOfRange();
        }
        list.set(at, call.arg(3), call.settings());
        call.changed(key, EventClass.LIST, "lset");
        call.reply().ok();
    }

    static void lrem(Call call) {
        long count = call.integer(2);
        Slice key = call.arg(1);
        ListValue list = find(call);
        long most = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
        long removed = list == null ? 0 : list.removeEqual(call.arg(3), most, count < 0, call.settings());
        if (list != null && removed > 0) {
            Lists.removed(call, key, list, "lrem");
        }
        call.reply().integer(removed);
    }

    static void ltrim(Call call) {
        long start = call.integer(2);
        long stop = call.integer(3);
        Slice key = call.arg(1);
        ListValue list = find(call);
        if (list != null) {
            long size = list.size();
            long from = start < 0 ? Math.max(0, size + start) : start;
            long to = Math.min(size - 1, stop < 0 ? size + stop : stop);
            if (from > to) {
                list.remove(size, true, call.settings());
            } else {
                list.remove(from, true, call.settings());
                list.remove(size - 1 - to, false, call.settings());
            }
            Lists.removed(call, key, list, "ltrim");
        }
        call.reply().ok();
    }

    private static @Nullable ListValue find(Call call) {
        return ListValue.of(call.db().find(call.arg(1)));
    }
}
