package dev.vermilion.taskqueue;

/**
 * What to do with a job while another one with the same key is there.
 *
 * @param key what must be unique, 1 to 128 characters
 * @param mode how
 * @param millis with {@link Mode#THROTTLE} for how long, else 0
 */
public record Unique(String key, Mode mode, long millis) {

    private static final int MAX_KEY = 128;
    private static final long MAX_MILLIS = 86_400_000; // a day

    /** How a second job of the same key is treated. */
    public enum Mode {
        /** It is refused until the first is done or dead. */
        UNTIL_FINISHED,
        /** It is refused for some time, whatever became of the first. */
        THROTTLE,
        /** While the first is delayed, its payload replaces the first one's, and the delay begins anew. */
        DEBOUNCE
    }

    /** Checks the bounds. */
    public Unique {
        if (key == null || key.isBlank() || key.length() > MAX_KEY || mode == null) {
            throw new IllegalArgumentException("A unique job has a key of 1 to " + MAX_KEY + " characters and a mode.");
        }
        if (mode == Mode.THROTTLE && (millis < 1 || millis > MAX_MILLIS)) {
            throw new IllegalArgumentException(
                    "A throttled job says for how many milliseconds, 1 to " + MAX_MILLIS + ".");
        }
    }

    /** Unique until it is done or dead. */
    public static Unique untilFinished(String key) {
        return new Unique(key, Mode.UNTIL_FINISHED, 0);
    }
}
