package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;

/** The commands that read entries by their ids: XRANGE XREVRANGE XLEN. */
final class XRange {

    private XRange() {}

    static void xrange(Call call) {
        StreamId from = IdWord.start(call, 2);
        StreamId to = IdWord.end(call, 3);
        range(call, from, to, false);
    }

    static void xrevrange(Call call) {
        StreamId from = IdWord.start(call, 3);
        StreamId to = IdWord.end(call, 2);
        range(call, from, to, true);
    }

    private static void range(Call call, StreamId from, StreamId to, boolean backwards) {
        long count = -1;
        for (int i = 4; i < call.count(); i += 2) {
            if (!call.is(i, "COUNT") || i + 1 == call.count()) {
                throw Errors.syntax();
            }
            count = Math.max(0, call.integer(i + 1));
        }
        StreamValue stream = StreamValue.of(call.db().lookup(call.arg(1)));
        if (stream == null) {
            call.reply().array(0);
        } else if (count == 0) {
            call.reply().nullArray();
        } else {
            Entries entries = stream.entries();
            Walk walk = backwards ? Walk.backwards(entries, from, to) : Walk.forwards(entries, from, to);
            write(walk, count, call.reply());
        }
    }

    /** Writes an array of at most {@code count} entries of a walk; of all if it is negative. */
    static void write(Walk walk, long count, ReplyWriter reply) {
        int start = reply.size();
        long written = 0;
        while (written != count && walk.next()) {
            walk.write(reply);
            written++;
        }
        reply.arrayAround(start, written);
    }

    static void xlen(Call call) {
        StreamValue stream = StreamValue.of(call.db().lookup(call.arg(1)));
        call.reply().integer(stream == null ? 0 : stream.length());
    }
}
