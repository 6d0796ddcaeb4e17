package dev.vermilion.sessionstore;

import java.time.Duration;

/**
 * When a session ends by itself.
 *
 * @param idle after so long without a request
 * @param absolute so long after the login, whatever happens; at least {@code idle}
 */
public record Timeouts(Duration idle, Duration absolute) {

    /** Half an hour and half a day. */
    public static final Timeouts USUAL = new Timeouts(Duration.ofMinutes(30), Duration.ofHours(12));

    /** Short enough to watch. */
    public static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(30), Duration.ofMinutes(2));

    /** Refuses times that make no sense. */
    public Timeouts {
        if (idle.isNegative() || idle.isZero() || absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("0 < idle <= absolute must hold");
        }
    }
}
