package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** XPENDING. */
final class XPending {

    private static final byte[] NOBODY = new byte[0];

    private XPending() {}

    static void xpending(Call call) {
        if (call.count() == 3) {
            summary(call, group(call));
            return;
        }
        if (call.count() < 6 || call.count() > 9) {
            throw Errors.syntax();
        }
        int at = 3;
        long minIdle = 0;
        if (call.is(at, "IDLE")) {
            minIdle = call.integer(4);
            if (call.count() < 8) {
                throw Errors.syntax();
            }
            at += 2;
        }
        long count = call.integer(at + 2);
        StreamId from = IdWord.start(call, at);
        StreamId to = IdWord.end(call, at + 1);
        Slice consumer = at + 3 < call.count() ? call.arg(at + 3) : null;
        details(call, pending(group(call), consumer), from, to, count, minIdle);
    }

    private static Group group(Call call) {
        StreamValue stream = StreamValue.of(call.db().lookup(call.arg(1)));
        Group group = stream == null ? null : stream.group(call.arg(2));
        if (group == null) {
            throw Streams.noPlace(call);
        }
        return group;
    }

    private static @Nullable Deliveries pending(Group group, @Nullable Slice consumerName) {
        if (consumerName == null) {
            return group.pending();
        }
        Consumer consumer = group.consumer(consumerName);
        return consumer == null ? null : consumer.pending;
    }

    private static void summary(Call call, Group group) {
        ReplyWriter reply = call.reply();
        Delivery first = group.pending().first();
        Delivery last = group.pending().last();
        reply.array(4);
        reply.integer(group.pending().size());
        if (first == null || last == null) {
            reply.nullBulk();
            reply.nullBulk();
            reply.nullArray();
            return;
        }
        first.id().write(reply);
        last.id().write(reply);
        int start = reply.size();
        int owners = 0;
        for (Consumer consumer : group.consumers()) {
            if (consumer.pending.size() > 0) {
                reply.array(2);
                reply.bulk(consumer.name());
                reply.bulk((long) consumer.pending.size());
                owners++;
            }
        }
        reply.arrayAround(start, owners);
    }

    private static void details(
            Call call, @Nullable Deliveries pending, StreamId from, StreamId to, long count, long minIdle) {
        ReplyWriter reply = call.reply();
        int start = reply.size();
        long written = 0;
        Delivery each = pending == null ? null : pending.ceiling(from.ms(), from.seq());
        while (pending != null && each != null && written < count && each.id().compareTo(to) <= 0) {
            if (minIdle == 0 || each.isIdleFor(minIdle, call.now())) {
                write(each, call.now(), reply);
                written++;
            }
            each = pending.behind(each);
        }
        reply.arrayAround(start, written);
    }

    private static void write(Delivery delivery, long now, ReplyWriter reply) {
        Consumer consumer = delivery.consumer;
        reply.array(4);
        delivery.id().write(reply);
        reply.bulk(consumer == null ? NOBODY : consumer.name());
        reply.integer(consumer == null ? -1 : Math.max(0, now - delivery.time));
        reply.integer(delivery.count);
    }
}
