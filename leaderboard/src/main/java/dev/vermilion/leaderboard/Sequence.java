package dev.vermilion.leaderboard;

import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The number of a board's last change. Every change raises it, so it stands for all keys of the board: who read it first,
 * and finds it unmoved at EXEC, has read a state that nobody has changed since.
 */
final class Sequence {

    /** Times that a change is tried before it gives up: each failure means that another one went through. */
    static final int MAX_ATTEMPTS = 500;

    private static final long BACKOFF_NANOS = 100_000; // the pause is random, up to this much per attempt so far
    private static final int MAX_BACKOFFS = 50;

    private final UnifiedJedis redis;
    private final String key;

    /** Threads of this process wait in line, rather than spoil each other's transactions; others are met at EXEC. */
    private final ReentrantLock line = new ReentrantLock(true);

    Sequence(UnifiedJedis redis, String boardId) {
        this.redis = redis;
        this.key = Leaderboard.key(boardId, "sequence");
    }

    String key() {
        return key;
    }

    /** As {@link #retrying}, for an attempt that ends in {@link #commit}. */
    <T> T changing(Supplier<Optional<T>> attempt) {
        line.lock();
        try {
            return retrying(attempt);
        } finally {
            line.unlock();
        }
    }

    /**
     * Runs {@code attempt} until its answer is not empty.
     *
     * @throws ConcurrentModificationException after {@value #MAX_ATTEMPTS} times
     */
    static <T> T retrying(Supplier<Optional<T>> attempt) {
        for (int i = 1; i <= MAX_ATTEMPTS; i++) {
            Optional<T> done = attempt.get();
            if (done.isPresent()) {
                return done.get();
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(BACKOFF_NANOS * Math.min(i, MAX_BACKOFFS)));
        }
        throw new ConcurrentModificationException("The board is too busy; nothing was changed.");
    }

    /**
     * Runs {@code writes} in one transaction if the sequence still is {@code expected} (null: absent). They must raise it.
     *
     * @return false if it is not, or moves before EXEC; then nothing is written
     */
    boolean commit(@Nullable String expected, Consumer<AbstractTransaction> writes) {
        try (AbstractTransaction tx = transaction()) {
            tx.watch(key);
            if (!Objects.equals(tx.get(key).get(), expected)) {
                return false;
            }
            tx.multi();
            writes.accept(tx);
            return tx.exec() != null;
        }
    }

    /** A transaction on the node that has the board; where Redis is a cluster, Jedis leaves finding it to us. */
    AbstractTransaction transaction() {
        return redis instanceof RedisClusterClient cluster
                ? new Transaction(cluster.getConnectionFromSlot(JedisClusterCRC16.getSlot(key)), false, true)
                : redis.transaction(false);
    }
}
