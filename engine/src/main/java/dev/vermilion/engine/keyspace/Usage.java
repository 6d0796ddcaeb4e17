package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.config.EvictionPolicy;
import dev.vermilion.engine.config.Settings;
import java.util.random.RandomGenerator;

/**
 * How lately or how often keys are used: what the mark of an entry in a key table means. Under most policies it is the
 * second of the last use. Under those that count it is the minute of the last look at the count, in 16 bits, and the
 * count itself in 8 bits: a logarithm that goes up by chance, the less likely the higher it is, and down with time.
 */
final class Usage {

    /** The count of a key that is new, so that it does not go at once. */
    private static final int FIRST_COUNT = 5;
    /** The highest count. */
    static final int MOST = 255;

    private static final int MINUTES = 0xffff;

    private final Settings settings;
    private final RandomGenerator random;
    private int second;
    private int minute;
    private boolean wanted = true;
    private boolean onRead = true;
    private boolean counting;

    Usage(Settings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** Sets the time, in milliseconds since 1970. */
    void time(long now) {
        second = (int) (now / 1000);
        minute = (int) (now / 60_000 & MINUTES);
    }

    /** Sets whether looking at a key is a use of it: not while a command runs whose client asked so. */
    void wanted(boolean wanted) {
        EvictionPolicy policy = settings.maxMemoryPolicy;
        this.wanted = wanted;
        counting = policy.countsFrequency();
        onRead = wanted && policy.measure() != EvictionPolicy.Measure.LAST_CHANGE;
    }

    /** True if looking at a key changes its mark. */
    boolean marksReads() {
        return onRead;
    }

    /** True if changing a key in place changes its mark, though looking at it does not. */
    boolean marksChangesOnly() {
        return wanted && !onRead;
    }

    /** True if writing a key over changes its mark. */
    boolean marksWrites() {
        return wanted;
    }

    /** The mark of a key that is new. */
    int first() {
        return counting ? counted(FIRST_COUNT) : second;
    }

    /** The mark of a key that had {@code mark} and is used. */
    int after(int mark) {
        return counting ? counted(increased(frequency(mark))) : second;
    }

    /** The mark of a key that was last used so many seconds ago. */
    int idleFor(long seconds) {
        return (int) Math.max(0, second - Math.min(seconds, second));
    }

    /** The mark of a key with this count. */
    int counted(int count) {
        return minute << 8 | count;
    }

    /** Seconds since an entry with this mark was used. */
    long idleSeconds(int mark) {
        return Math.max(0, second - mark);
    }

    /** How often an entry with this mark was used lately, as a logarithm from 0 to 255. */
    int frequency(int mark) {
        int count = mark & MOST;
        if (settings.lfuDecayTime == 0) {
            return count;
        }
        int minutes = minute - (mark >>> 8) & MINUTES;
        return Math.max(0, count - minutes / settings.lfuDecayTime);
    }

    private int increased(int count) {
        if (count == MOST) {
            return MOST;
        }
        double base = Math.max(0, count - FIRST_COUNT);
        return random.nextDouble() < 1 / (base * settings.lfuLogFactor + 1) ? count + 1 : count;
    }
}
