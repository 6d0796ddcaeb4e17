package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.zset.Elements.Shape;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** ZRANDMEMBER. */
final class ZRandom {

    private static final String NO_MAGNITUDE =
            "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";
    private static final String TOO_MANY = "ERR value is out of range";

    private ZRandom() {}

    static void zrandmember(Call call) {
        if (call.count() == 2) {
            one(call);
            return;
        }
        long count = call.integer(2);
        if (count == Long.MIN_VALUE) {
            throw Errors.of(NO_MAGNITUDE);
        }
        boolean withScores = call.count() > 3;
        if (call.count() > 4 || (withScores && !call.is(3, "WITHSCORES"))) {
            throw Errors.syntax();
        }
        if (withScores && Math.abs(count) > Long.MAX_VALUE / 2) {
            throw Errors.of(TOO_MANY); // the reply would have more elements than a number can tell
        }
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(1)));
        Shape shape = Shape.of(withScores, call.reply());
        if (zset == null) {
            call.reply().array(0);
        } else if (count < 0) {
            Elements.begin(call.reply(), -count, shape);
            zset.forEachRandom(
                    -count,
                    call.keyspace().random(),
                    (member, score) -> Elements.write(call.reply(), member, score, shape));
        } else {
            distinct(
                    call.reply(),
                    zset,
                    (int) Math.min(count, zset.size()),
                    call.keyspace().random(),
                    shape);
        }
    }

    private static void one(Call call) {
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(1)));
        if (zset == null) {
            call.reply().nullBulk();
        } else {
            zset.forEachRandom(
                    1, call.keyspace().random(), (member, score) -> call.reply().bulk(member));
        }
    }

    /** Few of many by drawing ranks until enough differ; otherwise by a walk that takes each with the right chance. */
    private static void distinct(ReplyWriter reply, ZSetValue zset, int count, RandomGenerator random, Shape shape) {
        Elements.begin(reply, count, shape);
        if (count > zset.size() / 3) {
            int[] left = {count, zset.size()};
            zset.forEachScored((member, score) -> {
                if (random.nextInt(left[1]--) < left[0]) {
                    left[0]--;
                    Elements.write(reply, member, score, shape);
                }
            });
            return;
        }
        Set<Integer> drawn = new HashSet<>();
        while (drawn.size() < count) {
            int rank = random.nextInt(zset.size());
            if (drawn.add(rank)) {
                zset.forEach(rank, rank + 1, false, (member, score) -> Elements.write(reply, member, score, shape));
            }
        }
    }
}
