package dev.vermilion.urlshortener;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A short link as it stands.
 *
 * @param code the part of the short URL after the last slash
 * @param target where it leads
 * @param created when it was made
 * @param expiresAt when it ends; null for never
 * @param maxVisits after how many visits it ends; null for no limit
 * @param visits how many visitors were sent on so far
 * @param state whether a visitor would be sent on now
 */
public record Link(
        String code,
        String target,
        Instant created,
        @Nullable Instant expiresAt,
        @Nullable Long maxVisits,
        long visits,
        State state) {

    /** Whether a link sends visitors on, and if not, why. */
    public enum State {
        /** It sends visitors on. */
        ACTIVE,
        /** Its time is over. */
        EXPIRED,
        /** It had all the visits it was made for. */
        USED_UP
    }
}
