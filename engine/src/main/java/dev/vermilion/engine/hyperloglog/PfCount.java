package dev.vermilion.engine.hyperloglog;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;

/** PFCOUNT. */
final class PfCount {

    private PfCount() {}

    static void pfcount(Call call) {
        call.reply().integer(call.count() == 2 ? one(call, call.arg(1)) : union(call));
    }

    /** The estimate of one key: the one in its header, or a new one that is put there. */
    private static long one(Call call, Slice key) {
        Object held = call.db().lookupToChange(key);
        if (held == null) {
            return 0;
        }
        Slice bytes = Hll.checked(held);
        StringValue hll = Hll.writable(call, key, held);
        long estimate = Hll.estimate(bytes);
        if (estimate < 0) {
            estimate = Estimate.of(bytes);
            Hll.estimate(hll, estimate);
            call.db().changed(key);
        }
        return estimate;
    }

    private static long union(Call call) {
        byte[] most = new byte[Hll.REGISTERS];
        for (int i = 1; i < call.count(); i++) {
            Object held = call.db().lookup(call.arg(i));
            if (held != null) {
                Hll.merge(Hll.checked(held), most);
            }
        }
        return Estimate.of(most);
    }
}
