package dev.vermilion.urlshortener;

import org.jspecify.annotations.Nullable;

/**
 * What came of a visit.
 *
 * @param outcome whether the visitor is sent on
 * @param target where to; null unless {@code outcome} is {@code REDIRECT}
 * @param limited whether the link has an end, by time or by visits
 * @param visits how many visits the link has had with this one; 0 if this one was not counted
 */
public record Visit(Outcome outcome, @Nullable String target, boolean limited, long visits) {

    /** The four ends of a visit. */
    public enum Outcome {
        /** The visitor is sent on. */
        REDIRECT,
        /** There is no such link. */
        UNKNOWN,
        /** The link's time is over. */
        EXPIRED,
        /** The link had all its visits. */
        USED_UP
    }

    static Visit refused(Outcome outcome) {
        return new Visit(outcome, null, true, 0);
    }

    /** What a link in this state says to a visitor who is not counted. */
    static Visit to(Link link) {
        boolean limited = link.expiresAt() != null || link.maxVisits() != null;
        return switch (link.state()) {
            case ACTIVE -> new Visit(Outcome.REDIRECT, link.target(), limited, 0);
            case EXPIRED -> refused(Outcome.EXPIRED);
            case USED_UP -> refused(Outcome.USED_UP);
        };
    }
}
