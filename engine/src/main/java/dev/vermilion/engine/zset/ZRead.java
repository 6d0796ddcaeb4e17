package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;

/** The commands that answer with numbers: ZCARD ZCOUNT ZLEXCOUNT ZSCORE ZMSCORE ZRANK ZREVRANK. */
final class ZRead {

    private ZRead() {}

    static void zcard(Call call) {
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(1)));
        call.reply().integer(zset == null ? 0 : zset.size());
    }

    static void zcount(Call call) {
        count(call, Bound.minScore(call.arg(2)), Bound.maxScore(call.arg(3)));
    }

    static void zlexcount(Call call) {
        count(call, Bound.minLex(call.arg(2)), Bound.maxLex(call.arg(3)));
    }

    private static void count(Call call, Bound min, Bound max) {
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(1)));
        call.reply().integer(zset == null ? 0 : Math.max(0, zset.countBefore(max) - zset.countBefore(min)));
    }

    static void zscore(Call call) {
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(1)));
        score(call, zset == null ? Double.NaN : zset.score(call.arg(2)));
    }

    static void zmscore(Call call) {
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(1)));
        call.reply().array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            score(call, zset == null ? Double.NaN : zset.score(call.arg(i)));
        }
    }

    private static void score(Call call, double score) {
        if (Double.isNaN(score)) {
            call.reply().nullBulk();
        } else {
            call.reply().real(score);
        }
    }

    static void zrank(Call call) {
        rank(call, false);
    }

    static void zrevrank(Call call) {
        rank(call, true);
    }

    private static void rank(Call call, boolean fromHighest) {
        if (call.count() > 4) {
            throw Errors.wrongArity(call.command().fullName());
        }
        boolean withScore = call.is(3, "WITHSCORE");
        if (call.count() == 4 && !withScore) {
            throw Errors.syntax();
        }
        Slice member = call.arg(2);
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(1)));
        int rank = zset == null ? -1 : zset.rank(member);
        if (zset == null || rank < 0) {
            if (withScore) {
                call.reply().nullArray();
            } else {
                call.reply().nullBulk();
            }
            return;
        }
        if (withScore) {
            call.reply().array(2);
        }
        call.reply().integer(fromHighest ? zset.size() - 1 - rank : rank);
        if (withScore) {
            call.reply().real(zset.score(member));
        }
    }
}
