package dev.vermilion.engine.set;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.util.random.RandomGenerator;

/** Members chosen at random: SPOP SRANDMEMBER. */
final class SRandom {

    private static final String NO_MAGNITUDE =
            "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";

    /** While this many times the members that stay are more than those that go, SPOP takes them one by one. */
    private static final int KEEP_FACTOR = 5;
    /** A sample of less than a third of a set is drawn member by member, of more by one walk through all. */
    private static final int WALK_FACTOR = 3;
    /** In a set up to this size a walk costs less than to remember what was drawn. */
    private static final int SMALL = 128;

    private SRandom() {}

    static void spop(Call call) {
        if (call.count() > 3) {
            throw Errors.syntax();
        }
        if (call.count() == 3) {
            popMany(call);
            return;
        }
        Slice key = call.arg(1);
        SetValue set = SetValue.of(call.db().find(key));
        if (set == null) {
            call.reply().nullBulk();
            return;
        }
        set.takeRandom(call.keyspace().random(), member -> popped(call, member));
        SAdd.removed(call, key, set, "spop");
    }

    private static void popped(Call call, Slice member) {
        call.reply().bulk(member);
        if (call.isFollowed()) {
            call.effect("SREM", call.arg(1), member);
        }
    }

    private static void popMany(Call call) {
        Slice word = call.arg(2);
        if (!Numbers.isLong(word) || Numbers.parseLong(word) < 0) {
            throw Errors.outOfRange();
        }
        long count = Numbers.parseLong(word);
        Slice key = call.arg(1);
        SetValue set = SetValue.of(call.db().find(key));
        ReplyWriter reply = call.reply();
        if (set == null || count == 0) {
            reply.set(0);
            return;
        }
        int size = set.size();
        reply.set(Math.min(count, size));
        if (count >= size) {
            set.forEach(reply::bulk);
            call.effect("DEL", key);
            call.changed(key, EventClass.SET, "spop");
            call.removeEmpty(key);
            return;
        }
        RandomGenerator random = call.keyspace().random();
        if ((size - count) * KEEP_FACTOR > count) {
            for (long i = 0; i < count; i++) {
                set.takeRandom(random, member -> popped(call, member));
            }
        } else {
            set.takeSampled((int) count, random, call.settings(), member -> popped(call, member));
        }
        call.changed(key, EventClass.SET, "spop");
    }

    static void srandmember(Call call) {
        if (call.count() > 3) {
            throw Errors.syntax();
        }
        if (call.count() == 3) {
            many(call);
            return;
        }
        SetValue set = SetValue.of(call.db().lookup(call.arg(1)));
        if (set == null) {
            call.reply().nullBulk();
        } else {
            set.forEachRandom(1, call.keyspace().random(), call.reply()::bulk);
        }
    }

    private static void many(Call call) {
        long count = call.integer(2);
        if (count == Long.MIN_VALUE) {
            throw Errors.of(NO_MAGNITUDE);
        }
        SetValue set = SetValue.of(call.db().lookup(call.arg(1)));
        ReplyWriter reply = call.reply();
        RandomGenerator random = call.keyspace().random();
        if (set == null || count == 0) {
            reply.array(0);
        } else if (count < 0) {
            reply.array(-count);
            set.forEachRandom(-count, random, reply::bulk);
        } else {
            int wanted = (int) Math.min(count, set.size());
            reply.array(wanted);
            if ((long) wanted * WALK_FACTOR > set.size() || set.size() <= SMALL) {
                set.forEachSampled(wanted, random, reply::bulk);
            } else {
                draw(set, wanted, random, reply);
            }
        }
    }

    private static void draw(SetValue set, int wanted, RandomGenerator random, ReplyWriter reply) {
        ByteTable drawn = new ByteTable(false, false);
        while (drawn.size() < wanted) {
            set.forEachRandom(1, random, member -> {
                if (!drawn.findOrInsert(member)) {
                    reply.bulk(member);
                }
            });
        }
    }
}
