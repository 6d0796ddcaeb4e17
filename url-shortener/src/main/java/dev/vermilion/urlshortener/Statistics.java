package dev.vermilion.urlshortener;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who came to a link, and when.
 *
 * @param link the link itself, with the number of its visits
 * @param uniques how many different visitors, as the HyperLogLog estimates
 * @param turnedAway how many came after the last visit allowed
 * @param bots how often programs came
 * @param reloads how often somebody came again within the hour
 * @param waiting visits that are not counted below yet
 * @param activeHours in how many hours of its life somebody came
 * @param lastVisit null if nobody came yet
 * @param days the last 30 days (UTC) including today, the oldest first, also those without a visit
 * @param referrers where visitors came from, the most first
 * @param devices on what they came
 * @param browsers with what
 * @param languages what they speak
 */
public record Statistics(
        Link link,
        long uniques,
        long turnedAway,
        long bots,
        long reloads,
        long waiting,
        long activeHours,
        @Nullable Instant lastVisit,
        List<Day> days,
        List<Share> referrers,
        List<Share> devices,
        List<Share> browsers,
        List<Share> languages) {

    /** Visits of one day (UTC). */
    public record Day(LocalDate date, long visits) {}

    /** So many visits have this in common. */
    public record Share(String name, long visits) {}
}
