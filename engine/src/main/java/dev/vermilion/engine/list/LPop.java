package dev.vermilion.engine.list;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;

/** The commands that take elements from an end: LPOP RPOP LMPOP, and those that wait for them. */
final class LPop {

    private static final String NO_KEYS = "ERR numkeys should be greater than 0";
    private static final String NO_COUNT = "ERR count should be greater than 0";

    private LPop() {}

    static void lpop(Call call) {
        pop(call, true);
    }

    static void rpop(Call call) {
        pop(call, false);
    }

    private static void pop(Call call, boolean left) {
        if (call.count() > 3) {
            throw Errors.wrongArity(call.command().fullName());
        }
        boolean counted = call.count() == 3;
        long count = counted ? Lists.atLeast(call, 2, 0, Errors.outOfRange().text()) : 1;
        Slice key = call.arg(1);
        ListValue list = ListValue.of(call.db().find(key));
        if (list == null) {
            if (counted) {
                call.reply().nullArray();
            } else {
                call.reply().nullBulk();
            }
        } else if (!counted) {
            Lists.takeOne(call, key, list, left);
        } else if (count == 0) {
            call.reply().array(0);
        } else {
            Lists.take(call, key, list, Math.min(count, list.size()), left);
        }
    }

    static void blpop(Call call) {
        waitAndPop(call, true);
    }

    static void brpop(Call call) {
        waitAndPop(call, false);
    }

    private static void waitAndPop(Call call, boolean left) {
        int last = call.count() - 1;
        long timeoutMillis = call.timeoutMillis(last);
        for (int i = 1; i < last; i++) {
            ListValue list = Lists.find(call, i);
            if (list != null) {
                Slice key = call.arg(i);
                call.reply().array(2);
                call.reply().bulk(key);
                call.effect(left ? "LPOP" : "RPOP", key);
                Lists.takeOne(call, key, list, left);
                return;
            }
        }
        Lists.waitFor(call, 1, last, timeoutMillis, Lists::nothing);
    }

    static void lmpop(Call call) {
        if (!new Many(call, 1).pop(call)) {
            Lists.nothing(call);
        }
    }

    static void blmpop(Call call) {
        Many many = new Many(call, 2);
        long timeoutMillis = call.timeoutMillis(1);
        if (!many.pop(call)) {
            Lists.waitFor(call, many.begin, many.end, timeoutMillis, Lists::nothing);
        }
    }

    /** {@code numkeys key [key ...] <LEFT | RIGHT> [COUNT count]}, understood. */
    private static final class Many {

        private final int begin;
        private final int end;
        private final boolean left;
        private final long count;

        private Many(Call call, int at) {
            long keys = Lists.atLeast(call, at, 1, NO_KEYS);
            if (keys >= call.count() - at - 1) {
                throw Errors.syntax();
            }
            begin = at + 1;
            end = begin + (int) keys;
            left = Lists.isLeft(call, end);
            long given = -1;
            for (int i = end + 1; i < call.count(); i += 2) {
                if (given != -1 || !call.is(i, "COUNT") || i + 1 == call.count()) {
                    throw Errors.syntax();
                }
                given = Lists.atLeast(call, i + 1, 1, NO_COUNT);
            }
            count = given == -1 ? 1 : given;
        }

        /** Takes from the first list that has elements; false if none has. */
        private boolean pop(Call call) {
            for (int i = begin; i < end; i++) {
                ListValue list = Lists.find(call, i);
                if (list != null) {
                    Slice key = call.arg(i);
                    call.reply().array(2);
                    call.reply().bulk(key);
                    long taken = Math.min(count, list.size());
                    call.effect(left ? "LPOP" : "RPOP", key, taken);
                    Lists.take(call, key, list, taken, left);
                    return true;
                }
            }
            return false;
        }
    }
}
