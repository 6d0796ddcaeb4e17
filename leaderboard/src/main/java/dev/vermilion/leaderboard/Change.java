package dev.vermilion.leaderboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a submitted score did.
 *
 * @param board the board's id
 * @param ties how the ranks are counted
 * @param moves one for each period
 */
public record Change(String board, String player, Ties ties, List<Move> moves) {

    /** What it did in one period; {@code oldScore} and {@code oldRank} are null for a newcomer. */
    public record Move(
            Period period,
            boolean changed,
            @Nullable Double oldScore,
            double newScore,
            @Nullable Long oldRank,
            long newRank) {}

    /** Copies {@code moves}. */
    public Change {
        moves = List.copyOf(moves);
    }
}
