package dev.vermilion.engine.server;

import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys with the largest sums, found in memory that does not grow with the number of keys.
 *
 * <p>A key has two places, by two halves of its hash, and is counted in one of them. If others have both, the smaller of
 * these sums shrinks by what was to be counted, and the key takes the place once nothing of it is left. So a key with a
 * large share of all stays, and rare ones wear each other out. Sums are exact for keys that never lost a place, and too
 * small otherwise.
 */
final class TopKeys {

    private static final int PLACES_PER_KEY = 100;

    /**
     * A key and its sum.
     *
     * @param key the key
     * @param sum what was counted for it
     */
    record Sum(Slice key, long sum) {}

    private final int most;
    private final @Nullable Slice[] keys;
    private final long[] sums;
    private long total;

    /** Nothing counted yet; {@code most} keys are of interest. */
    TopKeys(int most) {
        this.most = most;
        int places = Integer.highestOneBit(most * PLACES_PER_KEY) * 2;
        this.keys = new Slice[places];
        this.sums = new long[places];
    }

    /** Counts {@code amount} for {@code key}. */
    void add(Slice key, long amount) {
        total += amount;
        long hash = key.hash();
        int one = (int) hash & sums.length - 1;
        int other = (int) (hash >>> 32) & sums.length - 1;
        if (has(one, key)) {
            sums[one] += amount;
        } else if (has(other, key)) {
            sums[other] += amount;
        } else {
            compete(sums[one] <= sums[other] ? one : other, key, amount);
        }
    }

    private boolean has(int place, Slice key) {
        Slice held = keys[place];
        return held != null && held.equals(key);
    }

    private void compete(int place, Slice key, long amount) {
        if (sums[place] > amount) {
            sums[place] -= amount;
        } else if (amount > 0) {
            keys[place] = key.copy();
            sums[place] = amount;
        }
    }

    /** The sum of all that was counted. */
    long total() {
        return total;
    }

    /** The keys with the largest sums, the largest first, in units of {@code unit}; none that has less than one. */
    List<Sum> largest(long unit) {
        List<Sum> all = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            Slice key = keys[i];
            if (key != null && sums[i] >= unit) {
                all.add(new Sum(key, sums[i] / unit));
            }
        }
        all.sort(Comparator.comparingLong(Sum::sum).reversed());
        return all.subList(0, Math.min(most, all.size()));
    }
}
