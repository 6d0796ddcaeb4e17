package dev.vermilion.urlshortener;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants shortened.
 *
 * @param url the target
 * @param code a code of their own choice; null for a generated one
 * @param expiresAt when the link ends; null for never
 * @param maxVisits after how many visits it ends; null for no limit
 */
public record NewLink(
        @Nullable String url,
        @Nullable String code,
        @Nullable Instant expiresAt,
        @Nullable Long maxVisits) {

    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final long MOST_VISITS = 1_000_000_000;

    /** A link without limits and with a generated code. */
    public static NewLink to(String url) {
        return new NewLink(url, null, null, null);
    }

    /** The same, with this code. */
    public NewLink withCode(String chosen) {
        return new NewLink(url, chosen, expiresAt, maxVisits);
    }

    /** The same, ending at this time. */
    public NewLink until(Instant end) {
        return new NewLink(url, code, end, maxVisits);
    }

    /** The same, ending after this many visits. */
    public NewLink atMost(long visits) {
        return new NewLink(url, code, expiresAt, visits);
    }

    /**
     * @throws LinkException if a limit is out of range
     */
    void checkLimits(Instant now) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw LinkException.refused("The expiry must be in the future.");
        }
        if (expiresAt != null && expiresAt.isAfter(now.plus(LONGEST))) {
            throw LinkException.refused("The expiry must be within the next ten years.");
        }
        if (maxVisits != null && (maxVisits < 1 || maxVisits > MOST_VISITS)) {
            throw LinkException.refused("The maximum of visits must be between 1 and " + MOST_VISITS + ".");
        }
    }
}
