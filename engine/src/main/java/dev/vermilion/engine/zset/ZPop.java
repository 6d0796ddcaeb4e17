package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.zset.Elements.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that take elements from an end: ZPOPMIN ZPOPMAX ZMPOP, and those that wait for them. */
final class ZPop {

    private static final String NO_KEYS = "ERR numkeys should be greater than 0";
    private static final String NO_COUNT = "ERR count should be greater than 0";

    private ZPop() {}

    static void zpopmin(Call call) {
        pop(call, false);
    }

    static void zpopmax(Call call) {
        pop(call, true);
    }

    private static void pop(Call call, boolean max) {
        if (call.count() > 3) {
            throw Errors.syntax();
        }
        boolean counted = call.count() == 3;
        long count = counted ? atLeast(call, 2, 0, Errors.outOfRange().text()) : 1;
        ZSetValue zset = ZSetValue.of(call.db().find(call.arg(1)));
        if (zset == null || count == 0) {
            call.reply().array(0);
        } else {
            boolean pairs = counted && call.reply().protocol() > 2;
            take(call, call.arg(1), zset, count, max, pairs ? Shape.PAIRS : Shape.FLAT);
        }
    }

    static void zmpop(Call call) {
        Where where = new Where(call, 1);
        if (!where.pop(call)) {
            call.reply().nullArray();
        }
    }

    static void bzmpop(Call call) {
        Where where = new Where(call, 2);
        long timeout = call.timeoutMillis(1);
        if (!where.pop(call)) {
            waitFor(call, 3, where.end, timeout);
        }
    }

    static void bzpopmin(Call call) {
        waitAndPop(call, false);
    }

    static void bzpopmax(Call call) {
        waitAndPop(call, true);
    }

    private static void waitAndPop(Call call, boolean max) {
        int last = call.count() - 1;
        long timeout = call.timeoutMillis(last);
        for (int i = 1; i < last; i++) {
            ZSetValue zset = find(call, i);
            if (zset != null) {
                call.reply().array(3);
                call.reply().bulk(call.arg(i));
                int rank = max ? zset.size() - 1 : 0;
                zset.forEach(
                        rank,
                        rank + 1,
                        max,
                        (member, score) -> Elements.write(call.reply(), member, score, Shape.FLAT));
                remove(call, call.arg(i), zset, 1, max);
                return;
            }
        }
        waitFor(call, 1, last, timeout);
    }

    private static void waitFor(Call call, int from, int to, long timeout) {
        if (call.mustNotBlock()) {
            call.reply().nullArray();
            return;
        }
        List<Slice> keys = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            keys.add(call.arg(i));
        }
        call.block(keys, timeout, late -> late.reply().nullArray());
    }

    /** The sorted set at a key, or null; for a command that has waited, a key of another type is as good as none. */
    private static @Nullable ZSetValue find(Call call, int at) {
        Object held = call.db().find(call.arg(at));
        return call.client().isBlocked() && !(held instanceof ZSetValue) ? null : ZSetValue.of(held);
    }

    /** Answers with up to {@code count} elements from an end, and removes them. */
    private static void take(Call call, Slice key, ZSetValue zset, long count, boolean max, Shape shape) {
        int taken = (int) Math.min(count, zset.size());
        int from = max ? zset.size() - taken : 0;
        Elements.write(call.reply(), zset, from, from + taken, max, shape);
        remove(call, key, zset, taken, max);
    }

    private static void remove(Call call, Slice key, ZSetValue zset, int count, boolean max) {
        int from = max ? zset.size() - count : 0;
        if (call.isFollowed()) {
            call.effect(max ? "ZPOPMAX" : "ZPOPMIN", key, count);
        }
        zset.removeRange(from, from + count);
        Elements.removed(call, key, zset, max ? "zpopmax" : "zpopmin");
    }

    private static long atLeast(Call call, int at, long least, String otherwise) {
        Slice word = call.arg(at);
        if (!Numbers.isLong(word) || Numbers.parseLong(word) < least) {
            throw Errors.of(otherwise);
        }
        return Numbers.parseLong(word);
    }

    /** {@code numkeys key [key ...] <MIN | MAX> [COUNT count]}, understood. */
    private static final class Where {

        private final int begin;
        private final int end;
        private final boolean max;
        private final long count;

        private Where(Call call, int at) {
            long keys = atLeast(call, at, 1, NO_KEYS);
            if (keys >= call.count() - at - 1) {
                throw Errors.syntax();
            }
            begin = at + 1;
            end = begin + (int) keys;
            max = call.is(end, "MAX");
            if (!max && !call.is(end, "MIN")) {
                throw Errors.syntax();
            }
            long given = -1;
            for (int i = end + 1; i < call.count(); i += 2) {
                if (given != -1 || !call.is(i, "COUNT") || i + 1 == call.count()) {
                    throw Errors.syntax();
                }
                given = atLeast(call, i + 1, 1, NO_COUNT);
            }
            count = given == -1 ? 1 : given;
        }

        /** Takes from the first key that has elements; false if none has. */
        private boolean pop(Call call) {
            for (int i = begin; i < end; i++) {
                ZSetValue zset = find(call, i);
                if (zset != null) {
                    call.reply().array(2);
                    call.reply().bulk(call.arg(i));
                    take(call, call.arg(i), zset, count, max, Shape.PAIRS);
                    return true;
                }
            }
            return false;
        }
    }
}
