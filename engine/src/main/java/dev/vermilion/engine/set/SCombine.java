package dev.vermilion.engine.set;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.function.Predicate;

/** Sets made of several: SUNION SINTER SDIFF, with their …STORE and …CARD forms. */
final class SCombine {

    private static final String NO_KEYS = "ERR numkeys should be greater than 0";
    private static final String TOO_MANY_KEYS = "ERR Number of keys can't be greater than number of args";
    private static final String NEGATIVE_LIMIT = "ERR LIMIT can't be negative";

    /** A way to make one set of several. */
    @FunctionalInterface
    private interface Operation {
        void run(Combination sets, Predicate<Slice> visitor);
    }

    private SCombine() {}

    static void sunion(Call call) {
        answer(call, Combination::union);
    }

    static void sinter(Call call) {
        answer(call, Combination::intersection);
    }

    static void sdiff(Call call) {
        answer(call, Combination::difference);
    }

    private static void answer(Call call, Operation operation) {
        Combination sets = new Combination(call, 1, call.count() - 1);
        ReplyWriter reply = call.reply();
        int start = reply.size();
        int[] members = {0};
        operation.run(sets, member -> {
            reply.bulk(member);
            members[0]++;
            return true;
        });
        reply.setAround(start, members[0]);
    }

    static void sunionstore(Call call) {
        store(call, Combination::union, "sunionstore");
    }

    static void sinterstore(Call call) {
        store(call, Combination::intersection, "sinterstore");
    }

    static void sdiffstore(Call call) {
        store(call, Combination::difference, "sdiffstore");
    }

    private static void store(Call call, Operation operation, String event) {
        SetValue result = new SetValue();
        operation.run(new Combination(call, 2, call.count() - 2), member -> {
            result.add(member, call.settings());
            return true;
        });
        Database db = call.db();
        Slice destination = call.arg(1);
        if (result.size() > 0) {
            db.put(destination, result);
            db.expireAt(destination, Database.NEVER);
            call.changed(destination, EventClass.SET, event);
        } else if (db.remove(destination)) {
            call.changed(destination, EventClass.GENERIC, "del");
        }
        call.reply().integer(result.size());
    }

    /** SUNIONCARD. APPROX allows an estimate; the exact number is the best one. */
    static void sunioncard(Call call) {
        count(call, Combination::union, true);
    }

    static void sintercard(Call call) {
        count(call, Combination::intersection, false);
    }

    static void sdiffcard(Call call) {
        count(call, Combination::difference, false);
    }

    private static void count(Call call, Operation operation, boolean mayApproximate) {
        int keys = keys(call);
        long limit = 0;
        for (int at = 2 + keys; at < call.count(); at++) {
            if (call.is(at, "LIMIT") && at + 1 < call.count()) {
                limit = limit(call.arg(++at));
            } else if (!mayApproximate || !call.is(at, "APPROX")) {
                throw Errors.syntax();
            }
        }
        long most = limit == 0 ? Long.MAX_VALUE : limit;
        long[] members = {0};
        operation.run(new Combination(call, 2, keys), member -> ++members[0] < most);
        call.reply().integer(members[0]);
    }

    private static int keys(Call call) {
        Slice word = call.arg(1);
        if (!Numbers.isLong(word) || Numbers.parseLong(word) < 1) {
            throw Errors.of(NO_KEYS);
        }
        if (Numbers.parseLong(word) > call.count() - 2) {
            throw Errors.of(TOO_MANY_KEYS);
        }
        return (int) Numbers.parseLong(word);
    }

    private static long limit(Slice word) {
        if (!Numbers.isLong(word) || Numbers.parseLong(word) < 0) {
            throw Errors.of(NEGATIVE_LIMIT);
        }
        return Numbers.parseLong(word);
    }
}
