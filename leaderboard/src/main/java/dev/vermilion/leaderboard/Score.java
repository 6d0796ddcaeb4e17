package dev.vermilion.leaderboard;

import java.math.BigDecimal;

/**
 * Scores as a sorted set can hold them. Redis keeps a score as a double: whole numbers are exact up to 2^53, and beyond it
 * 9007199254740993 silently becomes 9007199254740992, a tie that nobody scored. Such numbers are refused here.
 */
final class Score {

    /** 2^53, above which a double skips whole numbers. */
    static final double LIMIT = 9_007_199_254_740_992d;

    private Score() {}

    /**
     * The double that stands for {@code score}.
     *
     * @throws IllegalArgumentException if no double reads back as the same decimal number, or it is beyond 2^53
     */
    static double exact(BigDecimal score) {
        double value = score.doubleValue();
        // Beyond the limit first: the decimal form of 1e999999999 would fill the memory.
        if (Math.abs(value) > LIMIT || !Double.isFinite(value)) {
            throw new IllegalArgumentException("The score is beyond 2^53; a sorted set cannot hold it exactly.");
        }
        if (new BigDecimal(Double.toString(value)).compareTo(score) != 0) {
            throw new IllegalArgumentException("The score has more digits than a sorted set can hold exactly.");
        }
        return value + 0.0; // -0.0 becomes 0.0, so that the two are one score
    }

    /**
     * As {@link #exact(BigDecimal)}, for something that is added up.
     *
     * @throws IllegalArgumentException also if {@code score} is not a whole number
     */
    static double exactWhole(BigDecimal score) {
        double value = exact(score);
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException("This board adds scores up, so they must be whole numbers.");
        }
        return value;
    }

    /**
     * The sum of two whole numbers within the limit.
     *
     * @throws IllegalArgumentException if it is beyond 2^53
     */
    static double sum(double first, double second) {
        long sum = (long) first + (long) second; // as doubles, 2^53 + 1 would be 2^53 again
        if (Math.abs(sum) > (long) LIMIT) {
            throw new IllegalArgumentException("The sum would be beyond 2^53; a sorted set cannot hold it exactly.");
        }
        return sum;
    }

    /** The one way in which {@code score} is written where it is a member or a bound: {@code 5}, {@code 0.5}. */
    static String text(double score) {
        return score == Math.rint(score) ? Long.toString((long) score) : Double.toString(score);
    }
}
