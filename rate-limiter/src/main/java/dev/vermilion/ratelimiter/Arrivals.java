package dev.vermilion.ratelimiter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** When requests come, as it is drawn on charts: always over four windows. */
public enum Arrivals {
    /** As many as the quota just before the third window, and as many again just behind its beginning. */
    BORDER,
    /** Twice the quota in each window, evenly. */
    STEADY,
    /** The quota at once, at the beginning of each half window. */
    BURSTS,
    /** Twice the quota in each window, by chance. */
    RANDOM,
    /** Slow at first, three times the quota at the end. */
    RAMP;

    static final int WINDOWS = 4;

    /** What JSON calls it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When each request comes, in microseconds from the beginning, in rising order. The same seed gives the same. */
    List<Long> times(int quota, long window, long seed) {
        List<Long> times = new ArrayList<>();
        switch (this) {
            case BORDER -> {
                spread(times, quota, 2 * window - window / 10, window / 10);
                spread(times, quota, 2 * window + 1, window / 10);
            }
            case STEADY -> spread(times, 2 * quota * WINDOWS, 0, WINDOWS * window);
            case BURSTS -> {
                for (int i = 0; i < 2 * WINDOWS; i++) {
                    spread(times, quota, i * window / 2, window / 50);
                }
            }
            case RANDOM -> {
                Random random = new Random(seed);
                for (int i = 0; i < 2 * quota * WINDOWS; i++) {
                    times.add((long) (random.nextDouble() * WINDOWS * window));
                }
            }
            case RAMP -> {
                int count = 3 * quota * WINDOWS / 2;
                for (int i = 0; i < count; i++) {
                    times.add((long) (Math.sqrt((double) i / count) * WINDOWS * window));
                }
            }
        }
        times.sort(null);
        return times;
    }

    private static void spread(List<Long> times, int count, long from, long length) {
        for (int i = 0; i < count; i++) {
            times.add(from + i * length / count);
        }
    }
}
