package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One limit.
 *
 * @param name what headers and statistics call it; unique in its rules
 * @param algorithm how it counts
 * @param quota how many in a window; for {@link Algorithm#CONCURRENCY} how many at once
 * @param windowMillis how long a window is; for {@link Algorithm#CONCURRENCY} how long a lease lasts that is not given back
 * @param burst how many at once, of a token bucket or GCRA, or how many may wait, in a leaky bucket; the quota if null
 * @param shadow only watched: what it would refuse passes, and is counted
 */
public record Limit(
        String name,
        Algorithm algorithm,
        long quota,
        long windowMillis,
        @Nullable Long burst,
        boolean shadow) {

    static final long MOST = 100_000;
    static final long MOST_IN_A_LOG = 10_000;
    static final long SHORTEST_MILLIS = 100;
    static final long LONGEST_MILLIS = 86_400_000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /** Refuses what cannot be meant. */
    public Limit {
        if (name == null || !NAME.matcher(name).matches()) {
            throw Problem.unprocessable("A limit's 'name' is 1 to 40 lower case letters, digits and hyphens.");
        }
        if (algorithm == null) {
            throw Problem.unprocessable("The limit '" + name + "' needs an 'algorithm'.");
        }
        within(name, "quota", quota, 1, algorithm == Algorithm.SLIDING_LOG ? MOST_IN_A_LOG : MOST);
        within(name, "windowMillis", windowMillis, SHORTEST_MILLIS, LONGEST_MILLIS);
        if (burst != null) {
            within(name, "burst", burst, 1, MOST);
        }
    }

    /** A limit that is enforced, with a burst as large as its quota. */
    public static Limit of(String name, Algorithm algorithm, long quota, long windowMillis) {
        return new Limit(name, algorithm, quota, windowMillis, null, false);
    }

    /** The same with another burst. */
    public Limit withBurst(long most) {
        return new Limit(name, algorithm, quota, windowMillis, most, shadow);
    }

    /** The same, only watched. */
    public Limit watched() {
        return new Limit(name, algorithm, quota, windowMillis, burst, true);
    }

    long windowMicros() {
        return windowMillis * 1_000;
    }

    /** The burst that is in force. */
    long most() {
        return burst == null ? quota : burst;
    }

    /** "gcra, 10 in 1 s, burst 5". */
    String described() {
        String base = algorithm.label() + ", " + quota
                + (algorithm == Algorithm.CONCURRENCY ? " at once" : " in " + seconds(windowMillis * 1_000));
        return burst == null ? base : base + ", burst " + burst;
    }

    static String seconds(long micros) {
        double seconds = Math.ceil(micros / 1_000.0) / 1_000;
        return (seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds)) + " s";
    }

    private static void within(String name, String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw Problem.unprocessable("The limit '" + name + "': '" + what + "' must be " + least + " to " + most
                    + ", not " + value + ".");
        }
    }
}
