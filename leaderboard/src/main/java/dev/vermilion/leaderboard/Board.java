package dev.vermilion.leaderboard;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a board compares, and how. All of it is fixed when the board is created.
 *
 * @param id 1 to 32 of {@code a-z 0-9 -}; part of the board's keys
 * @param title for people, 1 to 60 characters
 * @param unit what the score counts: {@code points}, {@code steps}; {@code ms} is shown as a time
 * @param operator what a new score does to the one that is there
 * @param order which end of the numbers wins
 * @param ties how equal scores are ranked where a query does not say
 */
public record Board(String id, String title, String unit, Operator operator, Order order, Ties ties) {

    private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");
    private static final int MAX_TITLE = 60;

    /** What a new score does to the one that is there. */
    public enum Operator {
        /** The better of the two stays. */
        BEST,
        /** The new one replaces the old one. */
        SET,
        /** The new one is added. Whole numbers only, so that sums stay exact. */
        INCREMENT
    }

    /** Which end of the numbers wins. */
    public enum Order {
        /** More is better: points, steps. */
        HIGH,
        /** Less is better: times, strokes. */
        LOW
    }

    /**
     * Checks every part.
     *
     * @throws IllegalArgumentException if one is missing or has the wrong form
     */
    public Board {
        require(
                id != null && ID.matcher(id).matches(),
                "The board's id must be 1 to 32 of a-z, 0-9 and inner hyphens.");
        require(
                title != null && !title.isBlank() && title.length() <= MAX_TITLE,
                "The title must have 1 to 60 characters.");
        require(unit != null && !unit.isBlank() && unit.length() <= 20, "The unit must have 1 to 20 characters.");
        require(operator != null, "The operator must be BEST, SET or INCREMENT.");
        require(order != null, "The order must be HIGH or LOW.");
        require(ties != null, "The ties must be COMPETITION, DENSE, ORDINAL, FIRST or SUBSCORE.");
    }

    /** True if {@code score} ranks before {@code other}. */
    boolean better(double score, double other) {
        return order == Order.HIGH ? score > other : score < other;
    }

    /** The fields of the board's hash. */
    Map<String, String> toHash() {
        return Map.of(
                "title", title, "unit", unit, "operator", operator.name(), "order", order.name(), "ties", ties.name());
    }

    /** The board whose hash is {@code fields}. */
    static Board fromHash(String id, Map<String, String> fields) {
        return new Board(
                id,
                field(fields, "title"),
                field(fields, "unit"),
                Operator.valueOf(field(fields, "operator")),
                Order.valueOf(field(fields, "order")),
                Ties.valueOf(field(fields, "ties")));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("the board's hash has no field " + name);
        }
        return value;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
