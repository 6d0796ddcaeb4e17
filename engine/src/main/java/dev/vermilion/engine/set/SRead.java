package dev.vermilion.engine.set;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.ScanStep;
import dev.vermilion.engine.resp.ReplyWriter;
import org.jspecify.annotations.Nullable;

/** What reads one set: SCARD SISMEMBER SMISMEMBER SMEMBERS SSCAN. */
final class SRead {

    private SRead() {}

    static void scard(Call call) {
        SetValue set = set(call);
        call.reply().integer(set == null ? 0 : set.size());
    }

    static void sismember(Call call) {
        SetValue set = set(call);
        call.reply().integer(set != null && set.contains(call.arg(2)));
    }

    static void smismember(Call call) {
        SetValue set = set(call);
        call.reply().array(call.count() - 2L);
        for (int at = 2; at < call.count(); at++) {
            call.reply().integer(set != null && set.contains(call.arg(at)));
        }
    }

    static void smembers(Call call) {
        SetValue set = set(call);
        if (set == null) {
            call.reply().set(0);
        } else {
            call.reply().set(set.size());
            set.forEach(call.reply()::bulk);
        }
    }

    static void sscan(Call call) {
        long cursor = ScanStep.cursor(call.arg(2));
        SetValue set = set(call);
        ReplyWriter reply = call.reply();
        if (set == null) {
            ScanStep.nothing(reply);
            return;
        }
        ScanStep step = new ScanStep(call, 3, ScanStep.NO_MORE);
        int start = reply.size();
        int[] elements = {0};
        long next = set.scan(cursor, step.count(), member -> {
            if (step.matches(member)) {
                reply.bulk(member);
                elements[0]++;
            }
        });
        step.finish(start, next, elements[0]);
    }

    private static @Nullable SetValue set(Call call) {
        return SetValue.of(call.db().lookup(call.arg(1)));
    }
}
