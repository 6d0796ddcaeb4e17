package dev.vermilion.urlshortener;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who came to a link, and when.
 *
 * @param link the link itself, with the number of its visits
 * @param uniques how many different visitors
 * @param turnedAway how many came after the last visit allowed
 * @param lastVisit null if nobody came yet
 * @param days the last 30 days (UTC) including today, the oldest first, also those without a visit
 */
public record Statistics(
        Link link, long uniques, long turnedAway, @Nullable Instant lastVisit, List<Day> days) {

    /** Visits of one day (UTC). */
    public record Day(LocalDate date, long visits) {}
}
