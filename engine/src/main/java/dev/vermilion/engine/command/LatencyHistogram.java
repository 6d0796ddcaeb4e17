package dev.vermilion.engine.command;

import org.jspecify.annotations.Nullable;

/**
 * How long the runs of a command took, to two digits. Memory is taken for what occurs only: 1 KiB for each power of two.
 *
 * <pre>
 *   nanoseconds 0 … 255          a counter each                     row 0 and 1 (128 counters each)
 *   2^k … 2^(k+1)-1, k from 8    128 counters of 2^(k-7) each       row k - 6 (so 256 … 511 are row 2)
 * </pre>
 */
public final class LatencyHistogram {

    private static final int HALF = 128;
    private static final long MOST_NANOS = 1_000_000_000L;

    private final long[] @Nullable [] rows = new long[24][];
    private long count;

    /** A run took {@code nanos}; more than a second counts as a second. */
    public void record(long nanos) {
        int value = (int) Math.max(1, Math.min(nanos, MOST_NANOS));
        int row = row(value);
        long[] counters = rows[row];
        if (counters == null) {
            counters = new long[HALF];
            rows[row] = counters;
        }
        counters[value / unit(row) % HALF]++;
        count++;
    }

    /** Number of runs. */
    public long count() {
        return count;
    }

    /** Forgets all runs. */
    public void clear() {
        java.util.Arrays.fill(rows, null);
        count = 0;
    }

    /** The time within which {@code percent} of the runs were through, in nanoseconds; 0 if there were none. O(1). */
    public long atPercentile(double percent) {
        long wanted = Math.max(1, (long) (percent / 100 * count + 0.5));
        long seen = 0;
        for (int row = 0; row < rows.length; row++) {
            long[] counters = rows[row];
            for (int i = 0; counters != null && i < HALF; i++) {
                seen += counters[i];
                if (seen >= wanted) {
                    return (row == 0 ? i : (HALF + i + 1L) * unit(row) - 1);
                }
            }
        }
        return 0;
    }

    /** Number of runs that took at most {@link #upTo} of {@code nanos}. O(1). */
    public long countUpTo(long nanos) {
        long limit = upTo(nanos);
        long seen = 0;
        for (int row = 0; row < rows.length; row++) {
            long[] counters = rows[row];
            for (int i = 0; counters != null && i < HALF; i++) {
                long last = row == 0 ? i : (HALF + i + 1L) * unit(row) - 1;
                if (last <= limit) {
                    seen += counters[i];
                }
            }
        }
        return seen;
    }

    /** The longest time that is not told from {@code nanos}, in nanoseconds. */
    public static long upTo(long nanos) {
        int value = (int) Math.min(nanos, Integer.MAX_VALUE);
        long unit = unit(row(value));
        return (value / unit + 1) * unit - 1;
    }

    private static int row(int value) {
        return value < HALF ? 0 : 25 - Integer.numberOfLeadingZeros(value);
    }

    /** Width of a counter: 1 for rows 0 and 1, then doubling. */
    private static int unit(int row) {
        return 1 << Math.max(0, row - 1);
    }
}
