package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.zset.Elements.Shape;
import dev.vermilion.engine.zset.RangeWords.By;
import dev.vermilion.engine.zset.RangeWords.Ranks;
import org.jspecify.annotations.Nullable;

/** ZRANGE and its older forms, ZRANGESTORE, and ZREMRANGEBY…. */
final class ZRange {

    private ZRange() {}

    static void zrange(Call call) {
        range(call, null, null);
    }

    static void zrevrange(Call call) {
        range(call, By.RANK, true);
    }

    static void zrangebyscore(Call call) {
        range(call, By.SCORE, false);
    }

    static void zrevrangebyscore(Call call) {
        range(call, By.SCORE, true);
    }

    static void zrangebylex(Call call) {
        range(call, By.LEX, false);
    }

    static void zrevrangebylex(Call call) {
        range(call, By.LEX, true);
    }

    private static void range(Call call, @Nullable By by, @Nullable Boolean descending) {
        RangeWords words = new RangeWords(call, 2, by, descending, true);
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(1)));
        if (zset == null) {
            call.reply().array(0);
            return;
        }
        Ranks ranks = words.ranksOf(zset);
        Shape shape = Shape.of(words.withScores(), call.reply());
        Elements.write(call.reply(), zset, ranks.from(), ranks.to(), words.descending(), shape);
    }

    static void zrangestore(Call call) {
        RangeWords words = new RangeWords(call, 3, null, null, false);
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(2)));
        ZSetValue result = new ZSetValue();
        if (zset != null) {
            Ranks ranks = words.ranksOf(zset);
            zset.forEach(
                    ranks.from(),
                    ranks.to(),
                    false,
                    (member, score) -> result.put(member, Double.NaN, score, call.settings()));
        }
        Elements.store(call, call.arg(1), result, "zrangestore");
    }

    static void zremrangebyrank(Call call) {
        long start = call.integer(2);
        long stop = call.integer(3);
        ZSetValue zset = ZSetValue.of(call.db().find(call.arg(1)));
        remove(call, zset, zset == null ? null : Ranks.of(start, stop, zset.size(), false), "zremrangebyrank");
    }

    static void zremrangebyscore(Call call) {
        removeBetween(call, Bound.minScore(call.arg(2)), Bound.maxScore(call.arg(3)), "zremrangebyscore");
    }

    static void zremrangebylex(Call call) {
        removeBetween(call, Bound.minLex(call.arg(2)), Bound.maxLex(call.arg(3)), "zremrangebylex");
    }

    private static void removeBetween(Call call, Bound min, Bound max, String event) {
        ZSetValue zset = ZSetValue.of(call.db().find(call.arg(1)));
        remove(call, zset, zset == null ? null : Ranks.between(zset, min, max), event);
    }

    private static void remove(Call call, @Nullable ZSetValue zset, @Nullable Ranks ranks, String event) {
        if (zset == null || ranks == null || ranks.size() == 0) {
            call.reply().integer(0);
            return;
        }
        zset.removeRange(ranks.from(), ranks.to());
        Elements.removed(call, call.arg(1), zset, event);
        call.reply().integer(ranks.size());
    }

    static void zrem(Call call) {
        ZSetValue zset = ZSetValue.of(call.db().find(call.arg(1)));
        int removed = 0;
        for (int i = 2; zset != null && i < call.count(); i++) {
            removed += zset.remove(call.arg(i)) ? 1 : 0;
        }
        if (zset != null && removed > 0) {
            Elements.removed(call, call.arg(1), zset, "zrem");
        }
        call.reply().integer(removed);
    }
}
