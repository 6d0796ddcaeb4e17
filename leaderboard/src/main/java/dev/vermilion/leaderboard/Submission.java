package dev.vermilion.leaderboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A score, and what comes with it.
 *
 * @param player whose it is
 * @param score digit by digit as it was given
 * @param subscore what breaks ties, where the board asks for that; 0 to 999999999999999, null for 0
 * @param metadata a JSON object that the board shows beside the player, of at most 1,000 characters; null leaves it as it is
 */
public record Submission(
        String player,
        BigDecimal score,
        @Nullable Long subscore,
        @Nullable JsonNode metadata) {

    private static final int LONGEST_METADATA = 1_000;

    /**
     * Checks what does not depend on the board.
     *
     * @throws IllegalArgumentException if something is missing or out of range
     */
    public Submission {
        if (player == null || score == null) {
            throw new IllegalArgumentException("The fields 'player' and 'score' must both be given.");
        }
        if (subscore != null && (subscore < 0 || subscore > Ticket.MOST)) {
            throw new IllegalArgumentException("The subscore must be 0 to " + Ticket.MOST + ".");
        }
        if (metadata != null && (!metadata.isObject() || metadata.toString().length() > LONGEST_METADATA)) {
            throw new IllegalArgumentException(
                    "The metadata must be a JSON object of at most " + LONGEST_METADATA + " characters.");
        }
    }

    long subscoreOrZero() {
        return subscore == null ? 0 : subscore;
    }

    Submission by(String name) {
        return new Submission(name, score, subscore, metadata);
    }
}
