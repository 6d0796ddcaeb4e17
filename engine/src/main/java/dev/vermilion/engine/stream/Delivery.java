package dev.vermilion.engine.stream;

import org.jspecify.annotations.Nullable;

/** An entry that was delivered to a consumer of a group and not acknowledged yet. */
final class Delivery {

    final long ms;
    final long seq;
    /** Whose it is; null if it was given back. */
    @Nullable
    Consumer consumer;
    /** When it was last delivered, in milliseconds since 1970. */
    long time;
    /** How often it was delivered. */
    long count;

    /* Its neighbours in the order of delivery. */
    @Nullable
    Delivery older;

    @Nullable
    Delivery newer;

    Delivery(long ms, long seq) {
        this.ms = ms;
        this.seq = seq;
    }

    StreamId id() {
        return new StreamId(ms, seq);
    }

    /** True if it was last delivered at least {@code millis} ago. */
    boolean isIdleFor(long millis, long now) {
        return now - time >= millis;
    }

    /** A number of deliveries and one more; the largest number stays. */
    static long oneMore(long count) {
        return count == Long.MAX_VALUE ? count : count + 1;
    }
}
