package dev.vermilion.leaderboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a board.
 *
 * @param span which day or week it is about: {@code day:2026-11-23}, {@code week:2026-W48}, {@code season:2026-11} or
 *     {@code all}
 * @param ties how it is ranked
 * @param total number of players
 * @param leader the best score there is, null on an empty board
 * @param offset number of rows before these
 * @param previous offset of the page before, null on the first
 * @param next offset of the page after, null on the last
 * @param rows best first
 */
public record Page(
        String span,
        Ties ties,
        long total,
        @Nullable Double leader,
        long offset,
        @Nullable Long previous,
        @Nullable Long next,
        List<Row> rows) {

    /**
     * One line of a board.
     *
     * @param subscore what breaks ties; 0 where none was given
     * @param metadata what the game says of the player; null for nothing
     */
    public record Row(
            long rank,
            String player,
            double score,
            long subscore,
            @Nullable JsonNode metadata) {

        /** A line of which no more is known. */
        static Row of(long rank, String player, double score) {
            return new Row(rank, player, score, 0, null);
        }

        Row with(long newSubscore, @Nullable JsonNode newMetadata) {
            return new Row(rank, player, score, newSubscore, newMetadata);
        }
    }

    /** Copies {@code rows}. */
    public Page {
        rows = List.copyOf(rows);
    }
}
