package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** Delivers entries of one stream to one consumer of a group, and writes them. */
final class GroupReader {

    private final Call call;
    private final Slice key;
    private final StreamValue stream;
    private final Group group;
    private final Consumer consumer;
    private final ReadWords words;
    private final ReadBudget budget;
    private long left;
    private long written;

    GroupReader(
            Call call,
            Slice key,
            StreamValue stream,
            Group group,
            Consumer consumer,
            ReadWords words,
            ReadBudget budget) {
        this.call = call;
        this.key = key;
        this.stream = stream;
        this.group = group;
        this.consumer = consumer;
        this.words = words;
        this.budget = budget;
        this.left = words.count();
    }

    private void tell(Delivery delivery) {
        Slice groupName = words.group();
        Slice name = words.consumer();
        if (groupName != null && name != null) {
            Streams.tellDelivery(call, key, groupName, group, name, delivery);
        }
    }

    private void forget(Delivery delivery) {
        Slice groupName = words.group();
        if (groupName != null) {
            call.effect("XACK", key, groupName, delivery.id().toBytes());
        }
    }

    private boolean hasRoom() {
        return left != 0 && budget.hasRoom();
    }

    private boolean keeps(int from) {
        if (!budget.keeps(from)) {
            return false;
        }
        left--;
        written++;
        consumer.activeTime = call.now();
        return true;
    }

    /** Writes what is pending for the consumer, behind {@code after}; returns how many entries. */
    long history(StreamId after) {
        ReplyWriter reply = call.reply();
        StreamId from = after.next();
        Delivery each = from == null ? null : consumer.pending.ceiling(from.ms(), from.seq());
        for (; each != null && hasRoom(); each = consumer.pending.behind(each)) {
            Walk entry = stream.entries().at(each.ms, each.seq);
            int start = reply.size();
            if (entry == null) {
                reply.array(2);
                StreamId.write(each.ms, each.seq, reply);
                reply.nullArray();
            } else {
                entry.write(reply);
            }
            if (!budget.keeps(start)) {
                break;
            }
            left--;
            written++;
            if (entry != null) {
                group.deliver(each, consumer, call.now(), each.count + 1);
            }
        }
        return written;
    }

    /** Writes what is idle for long enough, if asked to, and what nobody has read yet; returns how many entries. */
    long news() {
        if (words.claimIdle() != ReadWords.NONE) {
            claim();
        }
        StreamId from = group.lastId.next();
        if (from == null || !hasRoom()) {
            return written;
        }
        ReplyWriter reply = call.reply();
        Walk walk = Walk.forwards(stream.entries(), from, StreamId.MAX);
        while (hasRoom() && walk.next()) {
            int start = reply.size();
            write(walk, 0, 0);
            if (!keeps(start)) {
                break;
            }
            Lag.read(stream, group, walk.id());
            if (!words.isNoAck()) {
                Delivery delivery = group.findOrAdd(walk.ms(), walk.seq());
                group.deliver(delivery, consumer, call.now(), 1);
                tell(delivery);
            }
        }
        return written;
    }

    /** Claims what was given back, then what is pending for long enough, the oldest first. */
    private void claim() {
        long now = call.now();
        for (int i = group.pending().size(); i > 0 && hasRoom(); i--) {
            Delivery next = claimable(now);
            if (next == null) {
                return;
            }
            Walk entry = stream.entries().at(next.ms, next.seq);
            if (entry == null) {
                forget(next);
                group.acknowledge(next);
                continue;
            }
            int start = call.reply().size();
            write(entry, Math.max(0, now - next.time), next.count);
            if (!keeps(start)) {
                return;
            }
            group.deliver(next, consumer, now, Delivery.oneMore(next.count));
            tell(next);
        }
    }

    private @Nullable Delivery claimable(long now) {
        Delivery released = group.oldestReleased();
        if (released != null) {
            return released;
        }
        Delivery oldest = group.oldestOwned();
        return oldest != null && oldest.isIdleFor(words.claimIdle(), now) ? oldest : null;
    }

    private void write(Walk entry, long idle, long count) {
        if (words.claimIdle() == ReadWords.NONE) {
            entry.write(call.reply());
            return;
        }
        ReplyWriter reply = call.reply();
        reply.array(4);
        StreamId.write(entry.ms(), entry.seq(), reply);
        entry.writeFields(reply);
        reply.integer(idle);
        reply.integer(count);
    }
}
