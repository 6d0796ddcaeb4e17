package dev.vermilion.engine.stream;

import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.Slice;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A group of consumers: up to where it has read, and what was delivered and is not acknowledged yet. */
final class Group {

    /** The number of entries read is not known. */
    static final long UNKNOWN = -1;

    private static final int OBJECT_BYTES = 320;
    /** A delivery, and its places in the runs of the group and of the consumer. */
    private static final long DELIVERY_BYTES = 68;
    /** A consumer with its first run of deliveries and its entry in the map. */
    private static final int CONSUMER_BYTES = 240;

    /** The last entry that was delivered. */
    StreamId lastId;
    /** How many entries were delivered up to {@link #lastId}, or {@link #UNKNOWN}. */
    long entriesRead;

    private final TreeMap<Slice, Consumer> consumers = new TreeMap<>();
    private final Deliveries pending = new Deliveries();
    private final DeliveryOrder owned = new DeliveryOrder();
    private final DeliveryOrder released = new DeliveryOrder();
    private int releasedCount;
    private long consumerBytes;

    Group(StreamId lastId, long entriesRead) {
        this.lastId = lastId;
        this.entriesRead = entriesRead;
    }

    /** A group of its own with the same content. O(n log n). */
    Group copy() {
        Group copy = new Group(lastId, entriesRead);
        consumers.forEach((name, consumer) -> {
            Consumer same = copy.create(name, consumer.seenTime);
            same.activeTime = consumer.activeTime;
        });
        for (DeliveryOrder order : new DeliveryOrder[] {released, owned}) {
            for (Delivery each = order.oldest(); each != null; each = each.newer) {
                Consumer owner = each.consumer;
                Consumer newOwner = owner == null ? null : copy.consumers.get(Slice.of(owner.name()));
                copy.deliver(copy.add(each.ms, each.seq), newOwner, each.time, each.count);
            }
        }
        return copy;
    }

    /** The consumer with this name, or null. */
    @Nullable
    Consumer consumer(Slice name) {
        return consumers.get(name);
    }

    /** Makes a consumer; none with its name must be there. */
    Consumer create(Slice name, long now) {
        Consumer consumer = new Consumer(name.toBytes(), now);
        consumers.put(Slice.of(consumer.name()), consumer);
        consumerBytes += CONSUMER_BYTES + Footprint.array(name.length());
        return consumer;
    }

    /** Removes a consumer with all that is pending for it. */
    void remove(Consumer consumer) {
        for (Delivery each = consumer.pending.first(); each != null; each = consumer.pending.first()) {
            acknowledge(each);
        }
        consumers.remove(Slice.of(consumer.name()));
        consumerBytes -= CONSUMER_BYTES + Footprint.array(consumer.name().length);
    }

    /** The consumers, in the order of their names. */
    Collection<Consumer> consumers() {
        return consumers.values();
    }

    /** What is pending. */
    Deliveries pending() {
        return pending;
    }

    /** Number of deliveries that were given back. */
    int releasedCount() {
        return releasedCount;
    }

    /** What was given back first, or null. */
    @Nullable
    Delivery oldestReleased() {
        return released.oldest();
    }

    /** Of what consumers have, the one delivered first, or null. */
    @Nullable
    Delivery oldestOwned() {
        return owned.oldest();
    }

    /** The delivery of this entry, made if there is none; to be followed by {@link #deliver}. */
    Delivery findOrAdd(long ms, long seq) {
        Delivery found = pending.find(ms, seq);
        return found == null ? add(ms, seq) : found;
    }

    private Delivery add(long ms, long seq) {
        Delivery delivery = new Delivery(ms, seq);
        pending.add(delivery);
        released.add(delivery);
        releasedCount++;
        return delivery;
    }

    /** Makes a pending delivery that of {@code consumer}, or nobody's if null. */
    void deliver(Delivery delivery, @Nullable Consumer consumer, long time, long count) {
        Consumer before = delivery.consumer;
        leaveOrder(delivery);
        delivery.time = time;
        delivery.count = count;
        if (before != consumer) {
            if (before != null) {
                before.pending.remove(delivery);
            }
            if (consumer != null) {
                consumer.pending.add(delivery);
            }
            delivery.consumer = consumer;
        }
        if (consumer == null) {
            released.add(delivery);
            releasedCount++;
        } else {
            owned.add(delivery);
        }
    }

    private void leaveOrder(Delivery delivery) {
        if (delivery.consumer == null) {
            released.remove(delivery);
            releasedCount--;
        } else {
            owned.remove(delivery);
        }
    }

    /** Forgets a delivery, because it is acknowledged or its entry is gone. */
    void acknowledge(Delivery delivery) {
        Consumer consumer = delivery.consumer;
        leaveOrder(delivery);
        if (consumer != null) {
            consumer.pending.remove(delivery);
        }
        pending.remove(delivery);
    }

    /** Forgets the delivery of this entry; false if there is none. */
    boolean acknowledge(StreamId id) {
        Delivery delivery = pending.find(id.ms(), id.seq());
        if (delivery == null) {
            return false;
        }
        acknowledge(delivery);
        return true;
    }

    /** What it takes of the heap, in bytes; an estimate, for it does not know how full the runs of deliveries are. */
    long memoryBytes() {
        return OBJECT_BYTES + DELIVERY_BYTES * pending.size() + consumerBytes;
    }
}
