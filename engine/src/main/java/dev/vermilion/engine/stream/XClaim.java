package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The commands that give pending entries to another consumer: XCLAIM XAUTOCLAIM. */
final class XClaim {

    private static final int FIRST_ID = 5;
    private static final long MOST_COUNT = Long.MAX_VALUE / 16;
    private static final int USUAL_COUNT = 100;
    /** XAUTOCLAIM looks at so many entries for each that it may claim. */
    private static final int LOOKS = 10;

    private final Call call;
    private final StreamValue stream;
    private final Group group;
    private final Consumer consumer;
    private boolean justId;
    private boolean changed;

    private XClaim(Call call, Streams.Place place) {
        this.call = call;
        this.stream = place.stream();
        this.group = place.group();
        this.consumer = Streams.seen(call, call.arg(1), call.arg(2), group, call.arg(3));
        call.noEffect();
    }

    static void xclaim(Call call) {
        Streams.Place place = Streams.place(call);
        long minIdle = minIdle(call, "XCLAIM");
        Options options = new Options(call);
        Group group = place.group();
        XClaim claim = new XClaim(call, place);
        if (options.lastId.isAfter(group.lastId)) {
            group.lastId = options.lastId;
            Streams.tellRead(call, call.arg(1), call.arg(2), group);
            claim.changed = true;
        }
        claim.justId = options.justId;
        ReplyWriter reply = call.reply();
        int start = reply.size();
        int claimed = 0;
        for (StreamId id : options.ids) {
            claimed += claim.claim(id, minIdle, options) ? 1 : 0;
        }
        reply.arrayAround(start, claimed);
        claim.end();
    }

    private static long minIdle(Call call, String name) {
        return Math.max(0, Streams.integer(call, 4, "ERR Invalid min-idle-time argument for " + name));
    }

    private boolean claim(StreamId id, long minIdle, Options options) {
        Delivery delivery = group.pending().find(id.ms(), id.seq());
        Walk entry = stream.entries().at(id.ms(), id.seq());
        if (entry == null) {
            if (delivery != null) {
                forget(delivery);
            }
            return false;
        }
        boolean isNew = delivery == null;
        if (delivery == null) {
            if (!options.force) {
                return false;
            }
            delivery = group.findOrAdd(id.ms(), id.seq());
            delivery.count = 1;
        }
        if (!isNew && minIdle > 0 && !delivery.isIdleFor(minIdle, call.now())) {
            return false;
        }
        long count = options.retryCount >= 0 ? options.retryCount : countOf(delivery);
        take(delivery, entry, options.time, count);
        return true;
    }

    private long countOf(Delivery delivery) {
        return justId ? delivery.count : Delivery.oneMore(delivery.count);
    }

    private void take(Delivery delivery, Walk entry, long time, long count) {
        group.deliver(delivery, consumer, time, count);
        Streams.tellDelivery(call, call.arg(1), call.arg(2), group, call.arg(3), delivery);
        if (justId) {
            delivery.id().write(call.reply());
        } else {
            entry.write(call.reply());
        }
        consumer.activeTime = call.now();
        changed = true;
    }

    /** Forgets a delivery whose entry is gone. */
    private void forget(Delivery delivery) {
        call.effect("XACK", call.arg(1), call.arg(2), delivery.id().toBytes());
        group.acknowledge(delivery);
        changed = true;
    }

    private void end() {
        if (changed) {
            call.changedAside();
        }
    }

    static void xautoclaim(Call call) {
        long minIdle = minIdle(call, "XAUTOCLAIM");
        StreamId from = IdWord.start(call, FIRST_ID);
        long count = USUAL_COUNT;
        boolean justId = false;
        for (int i = FIRST_ID + 1; i < call.count(); i++) {
            if (call.is(i, "COUNT") && i + 1 < call.count()) {
                count = Streams.integer(call, ++i, "ERR COUNT must be > 0");
                if (count < 1 || count > MOST_COUNT) {
                    throw Errors.of("ERR COUNT must be > 0");
                }
            } else if (call.is(i, "JUSTID")) {
                justId = true;
            } else {
                throw Errors.syntax();
            }
        }
        XClaim claim = new XClaim(call, Streams.place(call));
        claim.justId = justId;
        claim.claimFrom(from, count, minIdle);
        claim.end();
    }

    private void claimFrom(StreamId from, long most, long minIdle) {
        ReplyWriter reply = call.reply();
        int start = reply.size();
        int claimed = 0;
        List<StreamId> gone = new ArrayList<>();
        Deliveries pending = group.pending();
        Delivery each = pending.ceiling(from.ms(), from.seq());
        long looks = most * LOOKS;
        for (long left = most; each != null && left > 0 && looks > 0; looks--) {
            Walk entry = stream.entries().at(each.ms, each.seq);
            if (entry == null) {
                gone.add(each.id());
                forget(each);
                left--;
            } else if (minIdle == 0 || each.isIdleFor(minIdle, call.now())) {
                take(each, entry, call.now(), countOf(each));
                claimed++;
                left--;
            }
            each = pending.behind(each);
        }
        reply.arrayAround(start, claimed);
        reply.array(gone.size());
        gone.forEach(id -> id.write(reply));
        reply.insert(start, head(each == null ? StreamId.ZERO : each.id()));
    }

    /** The start of the reply, up to where to go on. */
    private static byte[] head(StreamId next) {
        ReplyWriter head = new ReplyWriter();
        head.array(3);
        next.write(head);
        return Arrays.copyOf(head.array(), head.size());
    }

    /** The ids and options of XCLAIM, understood. */
    private static final class Options {

        private final StreamId[] ids;
        private final long now;
        private long time;
        private long retryCount = -1;
        private boolean force;
        private boolean justId;
        private StreamId lastId = StreamId.ZERO;

        private Options(Call call) {
            now = call.now();
            time = now;
            int at = FIRST_ID;
            while (at < call.count() && IdWord.idOrNull(call.arg(at), 0) != null) {
                at++;
            }
            ids = IdWord.ids(call, FIRST_ID, at);
            while (at < call.count()) {
                at = read(call, at) + 1;
            }
            if (time < 0 || time > now) {
                time = now;
            }
        }

        /** Understands the option at {@code at}; returns the index of its last word. */
        private int read(Call call, int at) {
            boolean hasMore = at + 1 < call.count();
            if (call.is(at, "FORCE")) {
                force = true;
                return at;
            }
            if (call.is(at, "JUSTID")) {
                justId = true;
                return at;
            }
            if (hasMore && call.is(at, "IDLE")) {
                time = now - Streams.integer(call, at + 1, "ERR Invalid IDLE option argument for XCLAIM");
            } else if (hasMore && call.is(at, "TIME")) {
                time = Streams.integer(call, at + 1, "ERR Invalid TIME option argument for XCLAIM");
            } else if (hasMore && call.is(at, "RETRYCOUNT")) {
                retryCount = Streams.integer(call, at + 1, "ERR Invalid RETRYCOUNT option argument for XCLAIM");
            } else if (hasMore && call.is(at, "LASTID")) {
                lastId = IdWord.id(call, at + 1);
            } else {
                throw Errors.of("ERR Unrecognized XCLAIM option '" + Errors.quoted(call.arg(at)) + "'");
            }
            return at + 1;
        }
    }
}
