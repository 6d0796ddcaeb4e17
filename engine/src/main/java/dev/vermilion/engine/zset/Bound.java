package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place between two elements of a sorted set: those before it are {@linkplain #covers covered}. Every range is what
 * lies between two bounds, so that the forms need to answer one question only: how many elements does a bound cover?
 *
 * <p>Immutable; refers to the slice it was made of, and is valid as long as that is.
 */
final class Bound {

    private static final String NOT_A_SCORE = "ERR min or max is not a float";
    private static final String NOT_A_LEX_ITEM = "ERR min or max not valid string range item";

    /** NaN where only members are compared. */
    private final double score;
    /** Null where any member will do. */
    private final @Nullable Slice member;
    /** True if elements equal to the bound are covered. */
    private final boolean covering;

    private Bound(double score, @Nullable Slice member, boolean covering) {
        this.score = score;
        this.member = member;
        this.covering = covering;
    }

    /** The place before the element with this score and member, whether it is there or not. */
    static Bound before(double score, Slice member) {
        return new Bound(score, member, false);
    }

    /** The place behind the element with this score and member, whether it is there or not. */
    static Bound behind(double score, Slice member) {
        return new Bound(score, member, true);
    }

    /** The place before the first element of that score, or behind the last one. */
    static Bound ofScore(double score, boolean behind) {
        return new Bound(score, null, behind);
    }

    /** The lower end of a range of scores: {@code 5}, {@code (5}, {@code -inf}. */
    static Bound minScore(Slice word) {
        return parseScore(word, false);
    }

    /** The upper end of a range of scores. */
    static Bound maxScore(Slice word) {
        return parseScore(word, true);
    }

    /** The lower end of a range of members: {@code [a}, {@code (a}, {@code -}, {@code +}. */
    static Bound minLex(Slice word) {
        return parseLex(word, false);
    }

    /** The upper end of a range of members. */
    static Bound maxLex(Slice word) {
        return parseLex(word, true);
    }

    private static Bound parseScore(Slice word, boolean max) {
        boolean exclusive = !word.isEmpty() && word.byteAt(0) == '(';
        int start = exclusive ? 1 : 0;
        while (start < word.length() && word.byteAt(start) == ' ') { // as strtod does
            start++;
        }
        double score = start == word.length() ? 0 : Numbers.parseDouble(tail(word, start));
        if (Double.isNaN(score)) {
            throw Errors.of(NOT_A_SCORE);
        }
        return new Bound(score, null, exclusive != max);
    }

    private static Bound parseLex(Slice word, boolean max) {
        int first = word.isEmpty() ? 0 : word.byteAt(0);
        if (word.length() == 1 && (first == '-' || first == '+')) {
            return new Bound(Double.NaN, null, first == '+');
        }
        if (first != '(' && first != '[') {
            throw Errors.of(NOT_A_LEX_ITEM);
        }
        return new Bound(Double.NaN, tail(word, 1), (first == '(') != max);
    }

    private static Slice tail(Slice word, int from) {
        if (from == 0) {
            return word;
        }
        Slice tail = new Slice();
        tail.set(word.array(), word.offset() + from, word.length() - from);
        return tail;
    }

    /** True if it takes the member of an element with this score to tell on which side it lies. */
    boolean asksForMember(double score) {
        return member != null && !(score < this.score || score > this.score);
    }

    /** True if elements with this score lie before the bound; only where it {@linkplain #asksForMember needs no member}. */
    boolean covers(double score) {
        return score < this.score || (!(score > this.score) && covering);
    }

    /** True if the element lies before the bound. */
    boolean covers(double score, byte[] bytes, int offset, int length) {
        if (member == null || !asksForMember(score)) {
            return covers(score);
        }
        int side = Arrays.compareUnsigned(
                bytes, offset, offset + length, member.array(), member.offset(), member.offset() + member.length());
        return side < 0 || (side == 0 && covering);
    }
}
