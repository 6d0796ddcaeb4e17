package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.ScanStep;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;

/** ZSCAN: a walk through the members in steps. */
final class ZScan {

    private ZScan() {}

    static void zscan(Call call) {
        long cursor = ScanStep.cursor(call.arg(2));
        ZSetValue zset = ZSetValue.of(call.db().lookup(call.arg(1)));
        ReplyWriter reply = call.reply();
        if (zset == null) {
            ScanStep.nothing(reply);
            return;
        }
        ScanStep step = new ScanStep(call, 3, ScanStep.NO_MORE);
        int start = reply.size();
        int[] elements = {0};
        long next = zset.scan(cursor, step.count(), (member, score) -> {
            if (step.matches(member)) {
                reply.bulk(member);
                reply.bulk(Numbers.toBytes(score));
                elements[0] += 2;
            }
        });
        step.finish(start, next, elements[0]);
    }
}
