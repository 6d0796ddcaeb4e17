package dev.vermilion.taskqueue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;

/**
 * Moments that come again: {@code minute hour day-of-month month day-of-week} as in crontab, with {@code *}, lists, ranges
 * and steps; or {@code @every 30s}, also {@code m} and {@code h}. Where both days are given, either will do, as in crontab.
 *
 * <p>A moment that a change to summer time skips is left out; one that comes twice counts once.
 */
public final class Cron {

    private static final int YEARS_AHEAD = 5;

    private final long everyMillis;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean eitherDay;

    private Cron(long everyMillis, String[] fields) {
        this.everyMillis = everyMillis;
        minutes = field(fields[0], 0, 59);
        hours = field(fields[1], 0, 23);
        days = field(fields[2], 1, 31);
        months = field(fields[3], 1, 12);
        weekdays = field(fields[4], 0, 7);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it cannot be understood; the message says what is wrong
     */
    public static Cron parse(String text) {
        String given = text.strip();
        if (given.startsWith("@every ")) {
            return new Cron(every(given.substring("@every ".length()).strip()), new String[] {"*", "*", "*", "*", "*"});
        }
        String[] fields = given.split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "'" + text + "' must have five fields, such as '*/5 8-18 * * 1-5', or be " + "'@every 30s'.");
        }
        return new Cron(0, fields);
    }

    private static long every(String text) {
        if (!text.matches("[1-9]\\d{0,5}[smh]")) {
            throw new IllegalArgumentException("'@every' takes a number with s, m or h, such as '@every 30s'.");
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return Duration.of(
                        number,
                        switch (text.charAt(text.length() - 1)) {
                            case 's' -> ChronoUnit.SECONDS;
                            case 'm' -> ChronoUnit.MINUTES;
                            default -> ChronoUnit.HOURS;
                        })
                .toMillis();
    }

    private static BitSet field(String text, int low, int high) {
        BitSet set = new BitSet();
        for (String part : text.split(",")) {
            if (!part.matches("(\\*|\\d{1,2}(-\\d{1,2})?)(/[1-9]\\d?)?")) {
                throw new IllegalArgumentException("'" + text + "' is no field of a cron expression.");
            }
            String[] rangeAndStep = part.split("/");
            int step = rangeAndStep.length == 2 ? Integer.parseInt(rangeAndStep[1]) : 1;
            String[] range = rangeAndStep[0].split("-");
            int from = range[0].equals("*") ? low : Integer.parseInt(range[0]);
            int to = range.length == 2
                    ? Integer.parseInt(range[1])
                    : range[0].equals("*") || rangeAndStep.length == 2 ? high : from;
            if (from < low || to > high || from > to) {
                throw new IllegalArgumentException("'" + part + "' is not within " + low + " to " + high + ".");
            }
            for (int i = from; i <= to; i += step) {
                set.set(i);
            }
        }
        return set;
    }

    /**
     * The first moment after {@code after}, in ms since 1970.
     *
     * @throws IllegalArgumentException if there is none within five years, as for the 30th of February
     */
    public long next(long after, ZoneId zone) {
        if (everyMillis > 0) {
            return (after / everyMillis + 1) * everyMillis;
        }
        ZonedDateTime time = Instant.ofEpochMilli(after)
                .atZone(zone)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        ZonedDateTime end = time.plusYears(YEARS_AHEAD);
        while (time.isBefore(end)) {
            if (!months.get(time.getMonthValue())) {
                time = time.plusMonths(1).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
            } else if (!day(time)) {
                time = time.toLocalDate().plusDays(1).atStartOfDay(zone);
            } else if (!hours.get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(time.getMinute()) || isRepeated(time)) {
                time = time.plusMinutes(1);
            } else {
                return time.toInstant().toEpochMilli();
            }
        }
        throw new IllegalArgumentException("This moment does not come within five years.");
    }

    /** True in the hour that comes a second time when summer time ends. */
    private static boolean isRepeated(ZonedDateTime time) {
        return !time.equals(time.withEarlierOffsetAtOverlap());
    }

    private boolean day(ZonedDateTime time) {
        boolean byDate = days.get(time.getDayOfMonth());
        boolean byWeekday = weekdays.get(time.getDayOfWeek().getValue() % 7);
        return eitherDay ? byDate || byWeekday : byDate && byWeekday;
    }
}
