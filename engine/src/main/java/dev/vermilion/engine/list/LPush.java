package dev.vermilion.engine.list;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** The commands that put elements at an end: LPUSH RPUSH LPUSHX RPUSHX. */
final class LPush {

    private LPush() {}

    static void lpush(Call call) {
        push(call, Lists.findOrCreate(call, call.arg(1)), true);
    }

    static void rpush(Call call) {
        push(call, Lists.findOrCreate(call, call.arg(1)), false);
    }

    static void lpushx(Call call) {
        push(call, ListValue.of(call.db().find(call.arg(1))), true);
    }

    static void rpushx(Call call) {
        push(call, ListValue.of(call.db().find(call.arg(1))), false);
    }

    private static void push(Call call, @Nullable ListValue list, boolean left) {
        if (list == null) {
            call.reply().integer(0);
            return;
        }
        Slice key = call.arg(1);
        int count = call.count();
        long bytes = 0;
        for (int i = 2; i < count; i++) {
            bytes += call.arg(i).length();
        }
        list.growBy(bytes, count - 2, call.settings());
        for (int i = 2; i < count; i++) {
            list.push(call.arg(i), left, call.settings());
        }
        call.changed(key, EventClass.LIST, Lists.pushEvent(left));
        call.reply().integer(list.size());
    }
}
