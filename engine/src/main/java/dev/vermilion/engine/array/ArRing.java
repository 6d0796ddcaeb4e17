package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.Numbers;

/**
 * ARRING: an array as a ring of a fixed size. How large the ring was is not kept, it is the length of the array; where
 * the asked size differs from it the ring is laid out anew, so that the latest elements stay and follow each other.
 */
final class ArRing {

    private ArRing() {}

    static void arring(Call call) {
        if (!Numbers.isLong(call.arg(2))) {
            throw Errors.of("ERR invalid size");
        }
        long size = Numbers.parseLong(call.arg(2));
        if (size <= 0) {
            throw Errors.of("ERR size must be positive");
        }
        ArrayValue array = resized(ArrayKeys.findOrNew(call), size, call.settings());
        long at = 0;
        for (int i = 3; i < call.count(); i++) {
            at = Long.remainderUnsigned(array.next(), size);
            array.set(at, call.arg(i), call.settings());
            array.next(at + 1);
        }
        ArrayKeys.store(call, array, "arring");
        call.reply().integer(at);
    }

    private static ArrayValue resized(ArrayValue array, long size, Settings settings) {
        long length = array.length();
        if (Long.compareUnsigned(size, length) < 0) {
            return latest(array, size, settings);
        }
        boolean wrapped = array.next() != 0 && Long.compareUnsigned(array.next(), length) < 0;
        return size != length && wrapped ? latest(array, length, settings) : array;
    }

    /**
     * The latest elements from index 0 on, the oldest first: at most {@code most}, and none that is older than the latest
     * hole. O(elements kept).
     */
    private static ArrayValue latest(ArrayValue array, long most, Settings settings) {
        long length = array.length();
        long at = array.next() == 0 ? length - 1 : Long.remainderUnsigned(array.next() - 1, length);
        Element element = new Element();
        long kept = 0;
        while (Long.compareUnsigned(kept, most) < 0 && array.get(at, element)) {
            kept++;
            at = at == 0 ? length - 1 : at - 1;
        }
        ArrayValue ring = new ArrayValue(settings);
        for (long to = 0; to < kept; to++) {
            at = at == length - 1 ? 0 : at + 1;
            array.get(at, element);
            ring.set(to, element, settings);
        }
        ring.next(kept);
        return ring;
    }
}
