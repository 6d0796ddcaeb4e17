package dev.vermilion.engine.list;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** The commands that only read: LINDEX LLEN LPOS LRANGE. */
final class LRead {

    private static final String RANK_IS_ZERO = "ERR RANK can't be zero: use 1 to start from the first match, 2 from the"
            + " second ... or use negative to start from the end of the list";
    private static final String RANK_OUT_OF_RANGE =
            "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";

    private LRead() {}

    static void llen(Call call) {
        ListValue list = lookup(call);
        call.reply().integer(list == null ? 0 : list.size());
    }

    static void lindex(Call call) {
        ListValue list = lookup(call);
        if (list == null) {
            call.reply().nullBulk();
            return;
        }
        long index = call.integer(2);
        long at = index < 0 ? list.size() + index : index;
        if (at < 0 || at >= list.size()) {
            call.reply().nullBulk();
        } else {
            list.write(at, 1, false, call.reply());
        }
    }

    static void lrange(Call call) {
        long start = call.integer(2);
        long stop = call.integer(3);
        ListValue list = lookup(call);
        long size = list == null ? 0 : list.size();
        long from = start < 0 ? Math.max(0, size + start) : start;
        long to = Math.min(size - 1, stop < 0 ? size + stop : stop);
        if (list == null || from > to) {
            call.reply().array(0);
            return;
        }
        call.reply().array(to - from + 1);
        list.write(from, to - from + 1, false, call.reply());
    }

    static void lpos(Call call) {
        long rank = 1;
        long count = -1;
        long mostLooked = 0;
        for (int i = 3; i < call.count(); i += 2) {
            if (i + 1 == call.count()) {
                throw Errors.syntax();
            } else if (call.is(i, "RANK")) {
                rank = rank(call, i + 1);
            } else if (call.is(i, "COUNT")) {
                count = notNegative(call, i + 1, "ERR COUNT can't be negative");
            } else if (call.is(i, "MAXLEN")) {
                mostLooked = notNegative(call, i + 1, "ERR MAXLEN can't be negative");
            } else {
                throw Errors.syntax();
            }
        }
        ListValue list = lookup(call);
        int reply = call.reply().size();
        long most = count == 0 ? Long.MAX_VALUE : Math.max(count, 1);
        long found = list == null ? 0 : writePositions(call, list, rank, most, mostLooked);
        if (count >= 0) {
            call.reply().arrayAround(reply, found);
        } else if (found == 0) {
            call.reply().nullBulk();
        }
    }

    /** Writes the indexes of elements that are the wanted one; returns how many. */
    private static long writePositions(Call call, ListValue list, long rank, long most, long mostLooked) {
        Slice wanted = call.arg(2);
        boolean backwards = rank < 0;
        long looked = mostLooked == 0 ? list.size() : Math.min(mostLooked, list.size());
        long toSkip = Math.abs(rank) - 1;
        long found = 0;
        Cursor cursor = list.cursor(backwards ? list.size() - 1 : 0);
        for (long i = 0; i < looked && found < most; i++) {
            if (i > 0) {
                cursor.step(backwards);
            }
            if (cursor.pack().contentEquals(cursor.at(), wanted) && toSkip-- <= 0) {
                call.reply().integer(backwards ? list.size() - 1 - i : i);
                found++;
            }
        }
        return found;
    }

    private static long rank(Call call, int at) {
        long rank = call.integer(at);
        if (rank == Long.MIN_VALUE) {
            throw Errors.of(RANK_OUT_OF_RANGE);
        }
        if (rank == 0) {
            throw Errors.of(RANK_IS_ZERO);
        }
        return rank;
    }

    private static long notNegative(Call call, int at, String otherwise) {
        Slice word = call.arg(at);
        if (!Numbers.isLong(word) || Numbers.parseLong(word) < 0) {
            throw Errors.of(otherwise);
        }
        return Numbers.parseLong(word);
    }

    private static @Nullable ListValue lookup(Call call) {
        return ListValue.of(call.db().lookup(call.arg(1)));
    }
}
