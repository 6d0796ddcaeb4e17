package dev.vermilion.engine.geo;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A position on Earth, in degrees. */
record Position(double longitude, double latitude) {

    /** Longitudes go from minus this to this. */
    static final double MOST_LONGITUDE = 180;
    /** Latitudes go from minus this to this: where the map that is cut into cells, a Mercator map, is a square. */
    static final double MOST_LATITUDE = 85.05112878;

    /** Steps of 2 bits each in the score of a place. */
    private static final int SCORE_STEPS = 26;

    /** The position whose longitude is the word at {@code at}, with its latitude behind it. */
    static Position parse(Call call, int at) {
        double longitude = call.real(at);
        double latitude = call.real(at + 1);
        if (Math.abs(longitude) > MOST_LONGITUDE || Math.abs(latitude) > MOST_LATITUDE) {
            throw Errors.of("ERR invalid longitude,latitude pair " + sixDigits(longitude) + "," + sixDigits(latitude));
        }
        return new Position(longitude, latitude);
    }

    private static String sixDigits(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** The position that a score means; any number means one. */
    static Position ofScore(double score) {
        return new Cell(toBits(score), SCORE_STEPS).middle();
    }

    /** The score of a place that is here, some 0.6 m exact. */
    double score() {
        return Cell.at(this, SCORE_STEPS, MOST_LATITUDE).bits();
    }

    /** As a processor makes an unsigned integer of a double, also where it does not fit. */
    private static long toBits(double score) {
        double half = 0x1p63;
        if (score < half) {
            return (long) score;
        }
        return score < 2 * half ? (long) (score - half) ^ Long.MIN_VALUE : 0;
    }
}
