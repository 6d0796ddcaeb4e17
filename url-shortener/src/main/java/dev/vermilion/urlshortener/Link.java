package dev.vermilion.urlshortener;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A short link as it stands.
 *
 * @param code the part of the short URL after the last slash
 * @param target where it leads
 * @param title what people call it; null for nothing
 * @param tags under which it is found, in their order
 * @param created when it was made
 * @param validFrom when it begins; null for at once
 * @param expiresAt when it ends; null for never
 * @param maxVisits after how many redirects it ends; null for no limit
 * @param isProtected whether visitors must know a password
 * @param rules who is sent elsewhere
 * @param forwardQuery whether the query of the short URL is passed on
 * @param owner the API key that may change it; null if everybody may
 * @param visits how many visits were counted, without bots and reloads
 * @param redirects how often somebody was sent on, whoever it was
 * @param state whether a visitor would be sent on now
 */
public record Link(
        String code,
        String target,
        @Nullable String title,
        List<String> tags,
        Instant created,
        @Nullable Instant validFrom,
        @Nullable Instant expiresAt,
        @Nullable Long maxVisits,
        boolean isProtected,
        List<Rule> rules,
        boolean forwardQuery,
        @Nullable String owner,
        long visits,
        long redirects,
        State state) {

    /** Whether a link sends visitors on, and if not, why. */
    public enum State {
        /** It sends visitors on. */
        ACTIVE,
        /** Its time has not come. */
        EARLY,
        /** Its time is over. */
        EXPIRED,
        /** It had all the visits it was made for. */
        USED_UP
    }

    /** Whether it has an end, by time or by visits. */
    boolean limited() {
        return expiresAt != null || maxVisits != null;
    }
}
