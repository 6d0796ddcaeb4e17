package dev.vermilion.engine.list;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.resp.Slice;

/** The commands that move one element from list to list: LMOVE RPOPLPUSH, and those that wait for it. */
final class LMove {

    private LMove() {}

    static void lmove(Call call) {
        boolean fromLeft = Lists.isLeft(call, 3);
        boolean toLeft = Lists.isLeft(call, 4);
        if (!move(call, fromLeft, toLeft)) {
            call.reply().nullBulk();
        }
    }

    static void rpoplpush(Call call) {
        if (!move(call, false, true)) {
            call.reply().nullBulk();
        }
    }

    static void blmove(Call call) {
        boolean fromLeft = Lists.isLeft(call, 3);
        boolean toLeft = Lists.isLeft(call, 4);
        moveOrWait(call, fromLeft, toLeft, call.timeoutMillis(5));
    }

    static void brpoplpush(Call call) {
        moveOrWait(call, false, true, call.timeoutMillis(3));
    }

    private static void moveOrWait(Call call, boolean fromLeft, boolean toLeft, long timeoutMillis) {
        if (!move(call, fromLeft, toLeft)) {
            Lists.waitFor(call, 1, 2, timeoutMillis, atOnce -> atOnce.reply().nullBulk());
        }
    }

    /** Moves an element and answers with it; false if there is none. */
    private static boolean move(Call call, boolean fromLeft, boolean toLeft) {
        ListValue from = Lists.find(call, 1);
        if (from == null) {
            return false;
        }
        Slice destination = call.arg(2);
        ListValue to = Lists.findOrCreate(call, destination);
        byte[] element = from.toBytes(fromLeft ? 0 : from.size() - 1);
        from.remove(1, fromLeft, call.settings());
        Slice moved = Slice.of(element);
        if (call.command().is(Flag.BLOCKING)) {
            call.effect("LMOVE", call.arg(1), destination, fromLeft ? "LEFT" : "RIGHT", toLeft ? "LEFT" : "RIGHT");
        }
        to.growBy(element.length, 1, call.settings());
        to.push(moved, toLeft, call.settings());
        call.reply().bulk(moved);
        Lists.moved(call, from, fromLeft, toLeft);
        return true;
    }
}
