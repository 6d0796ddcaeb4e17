package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import org.jspecify.annotations.Nullable;

/** The arguments of ZRANGE and its kin, understood: which part of a sorted set is meant, in which order and form. */
final class RangeWords {

    /** What a range is given by. */
    enum By {
        RANK,
        SCORE,
        LEX
    }

    private static final String LIMIT_BY_RANK =
            "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX";
    private static final String SCORES_BY_LEX = "ERR syntax error, WITHSCORES not supported in combination with BYLEX";

    private final Call call;
    private @Nullable By by;
    private @Nullable Boolean descending;
    private boolean withScores;
    private long offset;
    private long limit = -1;
    private long start;
    private long stop;
    private @Nullable Bound min;
    private @Nullable Bound max;

    /**
     * Understands the words from {@code at}, where the lower end of the range stands.
     *
     * @param by what the range is given by, null if options say so
     * @param descending the order, null if options say so
     * @param maySeeScores whether WITHSCORES is an option
     */
    RangeWords(Call call, int at, @Nullable By by, @Nullable Boolean descending, boolean maySeeScores) {
        this.call = call;
        this.by = by;
        this.descending = descending;
        options(at + 2, maySeeScores);
        if (this.by == null) {
            this.by = By.RANK;
        }
        if (limit != -1 && this.by == By.RANK) {
            throw Errors.of(LIMIT_BY_RANK);
        }
        if (withScores && this.by == By.LEX) {
            throw Errors.of(SCORES_BY_LEX);
        }
        ends(at, this.by);
    }

    private void options(int from, boolean maySeeScores) {
        for (int at = from; at < call.count(); at++) {
            if (maySeeScores && call.is(at, "WITHSCORES")) {
                withScores = true;
            } else if (call.is(at, "LIMIT") && at + 2 < call.count()) {
                offset = call.integer(at + 1);
                limit = call.integer(at + 2);
                at += 2;
            } else if (descending == null && call.is(at, "REV")) {
                descending = true;
            } else if (by == null && call.is(at, "BYLEX")) {
                by = By.LEX;
            } else if (by == null && call.is(at, "BYSCORE")) {
                by = By.SCORE;
            } else {
                throw Errors.syntax();
            }
        }
    }

    private void ends(int at, By by) {
        int low = descending() ? at + 1 : at;
        int high = descending() ? at : at + 1;
        switch (by) {
            case RANK -> {
                start = call.integer(at);
                stop = call.integer(at + 1);
            }
            case SCORE -> {
                min = Bound.minScore(call.arg(low));
                max = Bound.maxScore(call.arg(high));
            }
            case LEX -> {
                min = Bound.minLex(call.arg(low));
                max = Bound.maxLex(call.arg(high));
            }
        }
    }

    /** True if the highest comes first. */
    boolean descending() {
        return descending != null && descending;
    }

    /** True if scores are asked for. */
    boolean withScores() {
        return withScores;
    }

    /** The part of {@code zset} that is meant. */
    Ranks ranksOf(ZSetValue zset) {
        if (min == null || max == null) {
            return Ranks.of(start, stop, zset.size(), descending());
        }
        return Ranks.between(zset, min, max).limited(offset, limit, descending());
    }

    /**
     * A range of ranks, counted from the lowest score.
     *
     * @param from the first
     * @param to the one behind the last, at least {@code from}
     */
    record Ranks(int from, int to) {

        private static final Ranks NONE = new Ranks(0, 0);

        /** The elements between two bounds. */
        static Ranks between(ZSetValue zset, Bound min, Bound max) {
            int from = zset.countBefore(min);
            return new Ranks(from, Math.max(from, zset.countBefore(max)));
        }

        /** Ranks as clients give them: both inclusive, negative ones from the end. */
        static Ranks of(long start, long stop, int size, boolean descending) {
            long from = Math.max(0, start < 0 ? start + size : start);
            long to = Math.min(size - 1, stop < 0 ? stop + size : stop);
            if (from > to) {
                return NONE;
            }
            return descending
                    ? new Ranks((int) (size - 1 - to), (int) (size - from))
                    : new Ranks((int) from, (int) to + 1);
        }

        /** What LIMIT leaves of the range: at most {@code limit} behind {@code offset}; a negative limit is none. */
        Ranks limited(long offset, long limit, boolean descending) {
            if (offset < 0 || offset >= to - from) {
                return NONE;
            }
            int left = to - from - (int) offset;
            int taken = limit < 0 ? left : (int) Math.min(left, limit);
            int first = descending ? to - (int) offset - taken : from + (int) offset;
            return new Ranks(first, first + taken);
        }

        int size() {
            return to - from;
        }
    }
}
