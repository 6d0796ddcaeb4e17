package dev.vermilion.geofinder;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * When a store is open, each day, by its own clock.
 *
 * @param opens minute of the day, 0 to 1439
 * @param closes minute of the day; before {@code opens} where it is open past midnight, the same where it never closes
 * @param offset minutes that its clock is ahead of UTC, -840 to 840
 */
public record Hours(int opens, int closes, int offset) {

    private static final int DAY = 1440;
    private static final int FARTHEST_OFFSET = 840;

    /** Refuses times that are on no clock. */
    public Hours {
        if (opens < 0 || opens >= DAY || closes < 0 || closes >= DAY || Math.abs(offset) > FARTHEST_OFFSET) {
            throw new IllegalArgumentException(
                    "Opening hours are minutes of a day, 0 to 1439, and an offset from UTC of -840 to 840 minutes.");
        }
    }

    /** The offset of the time zone of a ship at this longitude: whole hours, 15 degrees each. */
    static int offsetAt(double lon) {
        return (int) Math.round(lon / 15) * 60;
    }

    /** The time of day there, when it is {@code now}. */
    LocalTime clock(Instant now) {
        return now.atOffset(ZoneOffset.ofTotalSeconds(offset * 60)).toLocalTime();
    }

    /** Whether it is open at {@code now}: the first minute counts, the last does not. */
    boolean areOpen(Instant now) {
        LocalTime clock = clock(now);
        int minute = clock.getHour() * 60 + clock.getMinute();
        if (opens == closes) {
            return true;
        }
        return opens < closes ? minute >= opens && minute < closes : minute >= opens || minute < closes;
    }
}
