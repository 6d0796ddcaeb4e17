package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;

/** ARSCAN: the elements of a range with their indexes, without the holes. */
final class ArScan {

    private ArScan() {}

    static void arscan(Call call) {
        long start = ArrayKeys.index(call, 2);
        long end = ArrayKeys.index(call, 3);
        long limit = limit(call);
        ArrayValue array = ArrayKeys.read(call);
        if (array == null) {
            call.reply().array(0);
            return;
        }
        ReplyWriter reply = call.reply();
        int from = reply.size();
        long count = 0;
        Walk walk = array.walk(start, end);
        while (count < limit && walk.next()) {
            reply.array(2);
            ArrayKeys.write(walk.index(), reply);
            walk.element().write(reply);
            count++;
        }
        reply.arrayAround(from, count);
    }

    private static long limit(Call call) {
        if (call.count() == 4) {
            return Long.MAX_VALUE;
        }
        if (call.count() != 6) {
            throw Errors.wrongArity(call.command().fullName());
        }
        if (!call.is(4, "LIMIT")) {
            throw Errors.syntax();
        }
        return ArrayKeys.limit(call, 5);
    }
}
