package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import org.jspecify.annotations.Nullable;

/** The commands that read elements by their indexes, and the sizes of an array. */
final class ArGet {

    private ArGet() {}

    static void arget(Call call) {
        ArrayValue array = ArrayKeys.read(call);
        write(array, ArrayKeys.index(call, 2), new Element(), call.reply());
    }

    static void armget(Call call) {
        ArrayValue array = ArrayKeys.read(call);
        for (int i = 2; i < call.count(); i++) {
            ArrayKeys.index(call, i);
        }
        Element element = new Element();
        call.reply().array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            write(array, ArrayKeys.index(call, i), element, call.reply());
        }
    }

    private static void write(@Nullable ArrayValue array, long index, Element element, ReplyWriter reply) {
        if (array != null && array.get(index, element)) {
            element.write(reply);
        } else {
            reply.nullBulk();
        }
    }

    static void argetrange(Call call) {
        long start = ArrayKeys.index(call, 2);
        long end = ArrayKeys.index(call, 3);
        ArrayValue array = ArrayKeys.read(call);
        long length = (Long.compareUnsigned(start, end) > 0 ? start - end : end - start) + 1;
        if (Long.compareUnsigned(length, ArrayKeys.MOST_HOLES) > 0) {
            throw Errors.of("ERR range exceeds maximum of " + ArrayKeys.MOST_HOLES + " items");
        }
        call.reply().array(length);
        if (array == null) {
            writeHoles(length, call.reply());
        } else {
            writeAll(array, start, end, length, call.reply());
        }
    }

    /** Writes all places of a range, be they empty or not; {@code length} is their number. */
    private static void writeAll(ArrayValue array, long start, long end, long length, ReplyWriter reply) {
        Walk walk = array.walk(start, end);
        long written = 0;
        while (walk.next()) {
            long place = walk.isDown() ? start - walk.index() : walk.index() - start;
            writeHoles(place - written, reply);
            walk.element().write(reply);
            written = place + 1;
        }
        writeHoles(length - written, reply);
    }

    private static void writeHoles(long count, ReplyWriter reply) {
        for (long i = 0; i < count; i++) {
            reply.nullBulk();
        }
    }

    /** The places up to the latest insertion, with those at the end of the array before those at its start. */
    static void arlastitems(Call call) {
        if (!Numbers.isLong(call.arg(2))) {
            throw Errors.of("ERR invalid COUNT");
        }
        long count = Numbers.parseLong(call.arg(2));
        if (count <= 0) {
            call.reply().array(0);
            return;
        }
        boolean latestFirst = latestFirst(call);
        ArrayValue array = ArrayKeys.read(call);
        if (array == null) {
            call.reply().array(0);
            return;
        }
        long length = array.length();
        long places = Long.compareUnsigned(count, length) > 0 ? length : count;
        boolean maybeHoles = Long.compareUnsigned(places, array.elements()) > 0;
        if (maybeHoles && Long.compareUnsigned(places, ArrayKeys.MOST_HOLES) > 0) {
            throw Errors.of("ERR count exceeds maximum of " + ArrayKeys.MOST_HOLES + " items");
        }
        call.reply().array(places);
        writeLatest(array, places, latestFirst, call.reply());
    }

    private static boolean latestFirst(Call call) {
        if (call.count() > 4) {
            throw Errors.wrongArity(call.command().fullName());
        }
        if (call.count() == 4 && !call.is(3, "REV")) {
            throw Errors.syntax();
        }
        return call.count() == 4;
    }

    private static void writeLatest(ArrayValue array, long places, boolean latestFirst, ReplyWriter reply) {
        long length = array.length();
        long latest = array.next() - 1;
        if (Long.compareUnsigned(latest, length) >= 0) {
            latest = length - 1;
        }
        long below = Long.compareUnsigned(places, latest) > 0 ? latest + 1 : places; // not wrapped around
        long above = places - below;
        if (latestFirst) {
            writeAll(array, latest, latest - below + 1, below, reply);
            writeRange(array, length - 1, length - above, above, reply);
        } else {
            writeRange(array, length - above, length - 1, above, reply);
            writeAll(array, latest - below + 1, latest, below, reply);
        }
    }

    private static void writeRange(ArrayValue array, long start, long end, long length, ReplyWriter reply) {
        if (length > 0) {
            writeAll(array, start, end, length, reply);
        }
    }

    static void arlen(Call call) {
        ArrayValue array = ArrayKeys.read(call);
        ArrayKeys.write(array == null ? 0 : array.length(), call.reply());
    }

    static void arcount(Call call) {
        ArrayValue array = ArrayKeys.read(call);
        call.reply().integer(array == null ? 0 : array.elements());
    }

    static void arnext(Call call) {
        ArrayValue array = ArrayKeys.read(call);
        if (array != null && array.next() == ArrayKeys.NO_INDEX) {
            call.reply().nullBulk();
        } else {
            ArrayKeys.write(array == null ? 0 : array.next(), call.reply());
        }
    }
}
