package dev.vermilion.engine.hyperloglog;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;
import org.jspecify.annotations.Nullable;

/** PFADD and PFMERGE. */
final class PfAdd {

    private PfAdd() {}

    static void pfadd(Call call) {
        Slice key = call.arg(1);
        Object held = call.db().find(key);
        StringValue hll = target(call, key, held);
        boolean changed = held == null;
        for (int i = 2; i < call.count(); i++) {
            changed |= Hll.add(hll, call.arg(i), call.settings().hllSparseMaxBytes);
        }
        if (changed) {
            Hll.outdate(hll);
            call.changed(key, EventClass.STRING, "pfadd");
        }
        call.reply().integer(changed);
    }

    static void pfmerge(Call call) {
        byte[] most = new byte[Hll.REGISTERS];
        boolean dense = false;
        for (int i = 1; i < call.count(); i++) {
            Object held = call.db().lookup(call.arg(i));
            if (held != null) {
                Slice bytes = Hll.checked(held);
                dense |= Hll.isDense(bytes);
                Hll.merge(bytes, most);
            }
        }
        Slice key = call.arg(1);
        StringValue hll = target(call, key, call.db().find(key));
        if (dense && !Hll.isDense(hll)) {
            Sparse.toDense(hll);
        }
        for (int i = 0; i < most.length; i++) {
            if (most[i] > 0) {
                Hll.raise(hll, i, most[i], call.settings().hllSparseMaxBytes);
            }
        }
        Hll.outdate(hll);
        call.changed(key, EventClass.STRING, "pfadd"); // so Redis calls it: it is like adding many
        call.reply().ok();
    }

    private static StringValue target(Call call, Slice key, @Nullable Object held) {
        if (held == null) {
            StringValue hll = Hll.create();
            call.db().put(key, hll);
            return hll;
        }
        Hll.checked(held);
        return Hll.writable(call, key, held);
    }
}
