package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.ScanStep;
import dev.vermilion.engine.resp.ReplyWriter;

/** HSCAN: a walk through the fields in steps. */
final class HScan {

    private HScan() {}

    static void hscan(Call call) {
        long cursor = ScanStep.cursor(call.arg(2));
        HashValue hash = Hashes.read(call);
        if (hash == null) {
            ScanStep.nothing(call.reply());
            return;
        }
        boolean[] values = {true};
        ScanStep step = new ScanStep(call, 3, (words, at) -> {
            if (!words.is(at, "NOVALUES")) {
                return 0;
            }
            values[0] = false;
            return 1;
        });
        walk(call, hash.form(), cursor, step, values[0]);
    }

    private static void walk(Call call, HashForm form, long cursor, ScanStep step, boolean values) {
        ReplyWriter reply = call.reply();
        int start = reply.size();
        int[] elements = {0};
        long next = form.scan(cursor, step.count(), (field, value, expiry) -> {
            if (!call.db().hasExpired(expiry) && step.matches(field)) {
                reply.bulk(field);
                if (values) {
                    reply.bulk(value);
                }
                elements[0] += values ? 2 : 1;
            }
        });
        step.finish(start, next, elements[0]);
    }
}
