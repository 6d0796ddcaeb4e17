package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import org.jspecify.annotations.Nullable;

/** The commands that remove elements. */
final class ArDel {

    private ArDel() {}

    static void ardel(Call call) {
        for (int i = 2; i < call.count(); i++) {
            ArrayKeys.index(call, i);
        }
        ArrayValue array = ArrayKeys.find(call);
        long removed = 0;
        for (int i = 2; array != null && i < call.count(); i++) {
            removed += array.remove(ArrayKeys.index(call, i), call.settings()) ? 1 : 0;
        }
        finish(call, array, removed, "ardel");
    }

    static void ardelrange(Call call) {
        if (call.count() % 2 != 0) {
            throw Errors.wrongArity(call.command().fullName());
        }
        for (int i = 2; i < call.count(); i++) {
            ArrayKeys.index(call, i);
        }
        ArrayValue array = ArrayKeys.find(call);
        long removed = 0;
        for (int i = 2; array != null && i < call.count(); i += 2) {
            long start = ArrayKeys.index(call, i);
            long end = ArrayKeys.index(call, i + 1);
            boolean turned = Long.compareUnsigned(start, end) > 0;
            removed += array.removeRange(turned ? end : start, turned ? start : end, call.settings());
        }
        finish(call, array, removed, "ardelrange");
    }

    private static void finish(Call call, @Nullable ArrayValue array, long removed, String event) {
        if (array != null && removed > 0) {
            call.changed(call.arg(1), EventClass.ARRAY, event);
            if (array.elements() == 0) {
                call.removeEmpty(call.arg(1));
            }
        }
        call.reply().integer(removed);
    }
}
