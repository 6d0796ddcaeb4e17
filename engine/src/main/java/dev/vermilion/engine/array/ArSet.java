package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;

/** The commands that set elements, but for {@link ArRing}. */
final class ArSet {

    private ArSet() {}

    static void arset(Call call) {
        long first = ArrayKeys.index(call, 2);
        requireRoom(first, call.count() - 3, "ERR array index overflow");
        ArrayValue array = ArrayKeys.findOrNew(call);
        long before = array.elements();
        setAll(call, array, first, 3);
        ArrayKeys.store(call, array, "arset");
        call.reply().integer(array.elements() - before);
    }

    static void armset(Call call) {
        if (call.count() % 2 != 0) {
            throw Errors.wrongArity(call.command().fullName());
        }
        for (int i = 2; i < call.count(); i += 2) {
            ArrayKeys.index(call, i);
        }
        ArrayValue array = ArrayKeys.findOrNew(call);
        long before = array.elements();
        for (int i = 2; i < call.count(); i += 2) {
            array.set(ArrayKeys.index(call, i), call.arg(i + 1), call.settings());
        }
        ArrayKeys.store(call, array, "armset");
        call.reply().integer(array.elements() - before);
    }

    static void arinsert(Call call) {
        ArrayValue array = ArrayKeys.findOrNew(call);
        long first = array.next();
        requireRoom(first, call.count() - 2, "ERR insert index overflow");
        setAll(call, array, first, 2);
        array.next(first + call.count() - 2);
        ArrayKeys.store(call, array, "arinsert");
        ArrayKeys.write(array.next() - 1, call.reply());
    }

    /** Moves the place of the next insertion; there must be an array. */
    static void arseek(Call call) {
        long index = ArrayKeys.cursor(call, 2);
        ArrayValue array = ArrayKeys.find(call);
        if (array != null) {
            array.next(index);
            ArrayKeys.store(call, array, "arseek");
        }
        call.reply().integer(array != null);
    }

    /** Refuses to write {@code count} elements from {@code first} on if that goes past the last index. */
    private static void requireRoom(long first, int count, String error) {
        if (Long.compareUnsigned(first, ArrayKeys.NO_INDEX - count) > 0) {
            throw Errors.of(error);
        }
    }

    private static void setAll(Call call, ArrayValue array, long first, int from) {
        for (int i = from; i < call.count(); i++) {
            array.set(first + i - from, call.arg(i), call.settings());
        }
    }
}
