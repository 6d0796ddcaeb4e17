package dev.vermilion.engine.generic;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.command.ScanStep;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that need no more than the key table: whether keys are there, which ones, and their removal. */
final class Keys {

    /** Redis frees values of no more elements at once. */
    private static final int SMALL = 64;

    private Keys() {}

    /** DEL and UNLINK: what a key held is freed by the collector, beside the command thread, in either case. */
    static void del(Call call) {
        int removed = 0;
        for (int i = 1; i < call.count(); i++) {
            Slice key = call.arg(i);
            if (call.db().remove(key)) {
                call.changed(key, EventClass.GENERIC, "del");
                removed++;
            }
        }
        call.reply().integer(removed);
    }

    static void unlink(Call call) {
        int large = 0;
        for (int i = 1; i < call.count(); i++) {
            boolean isLarge = call.db().peek(call.arg(i)) instanceof Value value && value.elements() > SMALL;
            large += isLarge ? 1 : 0;
        }
        call.keyspace().freedLazily(large);
        del(call);
    }

    static void exists(Call call) {
        int there = 0;
        for (int i = 1; i < call.count(); i++) {
            there += call.db().glance(call.arg(i)) == null ? 0 : 1;
        }
        call.reply().integer(there);
    }

    static void touch(Call call) {
        int there = 0;
        for (int i = 1; i < call.count(); i++) {
            there += call.db().lookup(call.arg(i)) == null ? 0 : 1;
        }
        call.reply().integer(there);
    }

    static void type(Call call) {
        Object value = call.db().glance(call.arg(1));
        call.reply().simple(value == null ? "none" : ValueType.of(value).word());
    }

    static void randomKey(Call call) {
        byte[] key = call.db().randomKey();
        if (key == null) {
            call.reply().nullBulk();
        } else {
            call.reply().bulk(key);
        }
    }

    static void keys(Call call) {
        Slice pattern = call.arg(1);
        boolean all = pattern.is("*");
        ReplyWriter reply = call.reply();
        int start = reply.size();
        int[] found = {0};
        Slice name = new Slice();
        call.db().forEach((key, value, expireAt) -> {
            name.set(key);
            if (all || Glob.matches(pattern, name, false)) {
                reply.bulk(key);
                found[0]++;
            }
        });
        reply.arrayAround(start, found[0]);
    }

    static void scan(Call call) {
        long cursor = ScanStep.cursor(call.arg(1));
        String[] type = {null};
        ScanStep step = new ScanStep(call, 2, (options, at) -> {
            if (at + 1 >= options.count() || !options.is(at, "TYPE")) {
                return 0;
            }
            type[0] = options.arg(at + 1).toLowerCase();
            return 2;
        });
        ReplyWriter reply = call.reply();
        int start = reply.size();
        int[] found = {0};
        long now = call.now();
        Slice name = new Slice();
        List<byte[]> expired = new ArrayList<>();
        long next = call.db().scan(cursor, step.count(), (key, value, expireAt) -> {
            name.set(key);
            if (!isAlive(expireAt, now)) {
                expired.add(key);
            } else if (isOfType(value, type[0]) && step.matches(name)) {
                reply.bulk(key);
                found[0]++;
            }
        });
        expired.forEach(key -> call.db().find(Slice.of(key))); // removes it, as any look at it does
        step.finish(start, next, found[0]);
    }

    private static boolean isAlive(long expireAt, long now) {
        return expireAt == Database.NEVER || expireAt >= now;
    }

    /** True if the value has the type of that name; null stands for any, a name that no type has for none. */
    private static boolean isOfType(@Nullable Object value, @Nullable String type) {
        return type == null || (value != null && ValueType.of(value).word().equals(type));
    }
}
