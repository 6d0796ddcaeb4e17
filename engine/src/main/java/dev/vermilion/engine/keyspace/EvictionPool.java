package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The best keys to evict of all that were looked at lately, the best one last. So a few samples each time come close to
 * the key that a look at all of them would find.
 */
final class EvictionPool {

    private static final int SIZE = 16;

    /** A key, as it was when it was looked at; {@code score} is higher the better it is to evict. */
    record Candidate(Database database, Slice key, long score) {}

    private final @Nullable Candidate[] candidates = new @Nullable Candidate[SIZE];
    private int size;

    /** Adds a candidate, unless the pool is full of better ones. */
    void offer(Database database, Slice key, long score) {
        int at = size;
        while (at > 0 && score(at - 1) > score) {
            at--;
        }
        if (size < SIZE) {
            System.arraycopy(candidates, at, candidates, at + 1, size - at);
            size++;
        } else if (at == 0) {
            return;
        } else {
            at--;
            System.arraycopy(candidates, 1, candidates, 0, at);
        }
        candidates[at] = new Candidate(database, key, score);
    }

    /** Takes the best one out; null if there is none. */
    @Nullable
    Candidate takeBest() {
        if (size == 0) {
            return null;
        }
        size--;
        Candidate best = candidates[size];
        candidates[size] = null;
        return best;
    }

    /** Forgets all, for what was found by another measure says nothing. */
    void clear() {
        Arrays.fill(candidates, null);
        size = 0;
    }

    private long score(int at) {
        Candidate candidate = candidates[at];
        return candidate == null ? Long.MIN_VALUE : candidate.score;
    }
}
