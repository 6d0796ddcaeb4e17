package dev.vermilion.ratelimiter;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Remembers that Redis is away, so that requests do not wait for it one by one. While it is open, one request each pause
 * tries whether Redis is back. Safe for use by many threads.
 */
final class Breaker {

    private static final long CLOSED = Long.MIN_VALUE;

    private final LongSupplier nanos;
    private final long pauseNanos;
    private final AtomicLong nextTry = new AtomicLong(CLOSED);
    private volatile boolean pulled;

    Breaker(LongSupplier nanos, long pauseMillis) {
        this.nanos = nanos;
        this.pauseNanos = pauseMillis * 1_000_000;
    }

    /** Whether Redis is to be asked; of many who ask at once while it is open, one is told yes. */
    boolean lets() {
        if (pulled) {
            return false;
        }
        long next = nextTry.get();
        long now = nanos.getAsLong();
        return next == CLOSED || (now - next >= 0 && nextTry.compareAndSet(next, now + pauseNanos));
    }

    void failed() {
        nextTry.set(nanos.getAsLong() + pauseNanos);
    }

    void worked() {
        if (nextTry.get() != CLOSED) {
            nextTry.set(CLOSED);
        }
    }

    /** Whether Redis counts as away. */
    boolean open() {
        return pulled || nextTry.get() != CLOSED;
    }

    /** Behaves as if Redis were away, for demonstrations. */
    void pull(boolean away) {
        pulled = away;
    }
}
