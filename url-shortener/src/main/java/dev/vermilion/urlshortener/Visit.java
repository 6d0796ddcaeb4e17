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

    /** The ends of a visit. */
    public enum Outcome {
        /** The visitor is sent on. */
        REDIRECT,
        /** There is no such link. */
        UNKNOWN,
        /** The link's time has not come. */
        EARLY,
        /** The link's time is over. */
        EXPIRED,
        /** The link had all its visits. */
        USED_UP,
        /** The visitor must give a password first. */
        LOCKED,
        /** The password is wrong. */
        WRONG_PASSWORD,
        /** Too many wrong passwords; a minute later there are new attempts. */
        GUESSING
    }

    static Visit refused(Outcome outcome) {
        return new Visit(outcome, null, true, 0);
    }

    /** What a link in this state says to a visitor who is not counted. */
    static Visit to(Link link, Guest guest) {
        return switch (link.state()) {
            case ACTIVE ->
                link.isProtected()
                        ? refused(Outcome.LOCKED)
                        : new Visit(Outcome.REDIRECT, Gate.target(link, guest), link.limited(), 0);
            case EARLY -> refused(Outcome.EARLY);
            case EXPIRED -> refused(Outcome.EXPIRED);
            case USED_UP -> refused(Outcome.USED_UP);
        };
    }
}
