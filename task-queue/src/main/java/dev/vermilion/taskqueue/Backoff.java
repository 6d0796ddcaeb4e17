package dev.vermilion.taskqueue;

import java.util.random.RandomGenerator;

/**
 * How long to wait before a job is tried again.
 *
 * @param kind the same delay each time, or twice as long each time
 * @param millis the first delay, 1 to {@value #MAX_MILLIS}
 * @param jitterPercent how much of the delay is left to chance, 0 to 100; so that jobs which failed together do not come
 *     back together
 */
public record Backoff(Kind kind, long millis, int jitterPercent) {

    /** Exponential from one second, with a quarter of jitter. */
    public static final Backoff USUAL = new Backoff(Kind.EXPONENTIAL, 1_000, 25);

    private static final long MAX_MILLIS = 86_400_000; // a day

    /** How the delay grows. */
    public enum Kind {
        /** Not at all. */
        FIXED,
        /** Doubles with each attempt. */
        EXPONENTIAL
    }

    /** Checks the bounds. */
    public Backoff {
        if (kind == null || millis < 1 || millis > MAX_MILLIS || jitterPercent < 0 || jitterPercent > 100) {
            throw new IllegalArgumentException(
                    "A backoff has a kind, 1 to " + MAX_MILLIS + " milliseconds and a jitter of 0 to 100 percent.");
        }
    }

    /** The delay after the given attempt, counted from 1, in milliseconds; never more than a day. */
    public long delay(int attempt, RandomGenerator random) {
        long full = kind == Kind.FIXED ? millis : Math.min(MAX_MILLIS, millis << Math.min(attempt - 1, 26));
        long chance = full * jitterPercent / 100;
        return full - chance + (chance == 0 ? 0 : random.nextLong(chance + 1));
    }

    /** As it is stored: {@code EXPONENTIAL 1000 25}. */
    String text() {
        return kind + " " + millis + " " + jitterPercent;
    }

    static Backoff parse(String text) {
        String[] parts = text.split(" ");
        return new Backoff(Kind.valueOf(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
    }
}
