package dev.vermilion.leaderboard;

import static java.time.temporal.IsoFields.WEEK_BASED_YEAR;
import static java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The spans that a score counts in. Days and weeks are those of UTC; weeks are ISO weeks, Monday to Sunday. */
public enum Period {
    /** One day; kept for seven more. */
    DAY,
    /** One ISO week; kept for four more. */
    WEEK,
    /** A season is a calendar month; kept for twelve more. It needs no reset: the next month begins empty. */
    SEASON,
    /** Since the board was created; kept for good. */
    ALL;

    private static final int DAYS_KEPT = 7;
    private static final int WEEKS_KEPT = 4;
    private static final int SEASONS_KEPT = 12;

    /** The name of the span that holds {@code date}: {@code day:2026-11-23}, {@code week:2026-W48}, {@code season:2026-11},
     * {@code all}. */
    String name(LocalDate date) {
        return switch (this) {
            case DAY -> "day:" + date;
            case WEEK ->
                String.format(
                        Locale.ROOT, "week:%d-W%02d", date.get(WEEK_BASED_YEAR), date.get(WEEK_OF_WEEK_BASED_YEAR));
            case SEASON -> "season:" + YearMonth.from(date);
            case ALL -> "all";
        };
    }

    /** When the span that holds {@code date} is deleted, in seconds since 1970; empty if never. */
    OptionalLong expiresAt(LocalDate date) {
        return switch (this) {
            case DAY -> OptionalLong.of(startOf(date.plusDays(1 + DAYS_KEPT)));
            case WEEK ->
                OptionalLong.of(startOf(
                        date.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).plusWeeks(WEEKS_KEPT)));
            case SEASON -> OptionalLong.of(startOf(date.withDayOfMonth(1).plusMonths(1 + SEASONS_KEPT)));
            case ALL -> OptionalLong.empty();
        };
    }

    /** A date in each span of this kind that can still be there on {@code today}, newest first. */
    Stream<LocalDate> kept(LocalDate today) {
        return switch (this) {
            case DAY -> IntStream.rangeClosed(0, DAYS_KEPT).mapToObj(today::minusDays);
            case WEEK -> IntStream.rangeClosed(0, WEEKS_KEPT).mapToObj(today::minusWeeks);
            case SEASON ->
                IntStream.rangeClosed(0, SEASONS_KEPT)
                        .mapToObj(months -> today.withDayOfMonth(1).minusMonths(months));
            case ALL -> Stream.of(today);
        };
    }

    private static long startOf(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
