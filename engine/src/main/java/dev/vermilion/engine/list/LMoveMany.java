package dev.vermilion.engine.list;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The commands that move several elements from list to list: LMOVEM, and BLMOVEM that waits for them. */
final class LMoveMany {

    private static final String NO_COUNT = "ERR count should be greater than 0";

    private final boolean fromLeft;
    private final boolean toLeft;
    private final long count;
    private final boolean exactly;
    /** True to move them as a block, which keeps their order; false to move them one by one. */
    private final boolean bulk;

    /** Understands the words from {@code LEFT | RIGHT} on, and {@code [COUNT …]} at {@code at}. */
    private LMoveMany(Call call, int at) {
        fromLeft = Lists.isLeft(call, 3);
        toLeft = Lists.isLeft(call, 4);
        if (call.count() == at) {
            count = 1;
            exactly = false;
            bulk = false;
            return;
        }
        exactly = call.is(at, "EXACTLY");
        bulk = call.is(at + 2, "BULK");
        if (call.count() != at + 3 || !exactly && !call.is(at, "COUNT") || !bulk && !call.is(at + 2, "OBO")) {
            throw Errors.syntax();
        }
        count = Lists.atLeast(call, at + 1, 1, NO_COUNT);
    }

    static void lmovem(Call call) {
        LMoveMany words = new LMoveMany(call, 5);
        if (!words.move(call)) {
            words.nothing(call);
        }
    }

    static void blmovem(Call call) {
        LMoveMany words = new LMoveMany(call, 6);
        long timeoutMillis = call.timeoutMillis(5);
        if (!words.move(call)) {
            Lists.waitFor(call, 1, 2, timeoutMillis, words::nothing);
        }
    }

    private void nothing(Call call) {
        if (exactly) {
            call.reply().nullArray();
        } else {
            call.reply().array(0);
        }
    }

    /** Moves elements and answers with them in the order that they have now; false if there are not enough. */
    private boolean move(Call call) {
        ListValue from = Lists.find(call, 1);
        if (from == null || exactly && from.size() < count) {
            return false;
        }
        ListValue to = Lists.findOrCreate(call, call.arg(2));
        if (call.command().is(Flag.BLOCKING)) {
            call.effect(
                    "LMOVEM",
                    call.arg(1),
                    call.arg(2),
                    fromLeft ? "LEFT" : "RIGHT",
                    toLeft ? "LEFT" : "RIGHT",
                    "COUNT",
                    count,
                    bulk ? "BULK" : "OBO");
        }
        List<byte[]> elements = takeInOrder(from, Math.min(count, from.size()), call);
        if (bulk && fromLeft == toLeft) {
            Collections.reverse(elements);
        }
        long bytes = elements.stream().mapToLong(element -> element.length).sum();
        to.growBy(bytes, elements.size(), call.settings());
        Slice moved = new Slice();
        for (byte[] element : elements) {
            moved.set(element);
            to.push(moved, toLeft, call.settings());
        }
        call.reply().array(elements.size());
        to.write(toLeft ? 0 : to.size() - elements.size(), elements.size(), false, call.reply());
        Lists.moved(call, from, fromLeft, toLeft);
        return true;
    }

    private List<byte[]> takeInOrder(ListValue from, long most, Call call) {
        List<byte[]> taken = new ArrayList<>((int) most);
        Cursor cursor = from.cursor(fromLeft ? 0 : from.size() - 1);
        for (long i = 0; i < most; i++) {
            if (i > 0) {
                cursor.step(!fromLeft);
            }
            taken.add(cursor.pack().toBytes(cursor.at()));
        }
        from.remove(most, fromLeft, call.settings());
        return taken;
    }
}
