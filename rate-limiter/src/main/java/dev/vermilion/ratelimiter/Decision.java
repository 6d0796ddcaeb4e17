package dev.vermilion.ratelimiter;

import java.util.List;

/**
 * Whether a request may pass, and why.
 *
 * @param allowed whether it may pass
 * @param cause what decided
 * @param client the address, or the block of IPv6 addresses, that it comes from
 * @param nowMicros the time of the decision in microseconds of 1970; by the clock of Redis where that was asked
 * @param standings how it stands with each limit; empty where none was asked
 * @param lease what {@link RateLimiter#release} gives back; empty unless a limit of concurrent requests applies
 * @param version of the rules
 */
public record Decision(
        boolean allowed,
        Cause cause,
        String client,
        long nowMicros,
        List<Standing> standings,
        String lease,
        long version) {

    /** What decided. */
    public enum Cause {
        /** The limits, shared in Redis. */
        LIMITS,
        /** The limits of this instance alone, for Redis is away. */
        LOCAL_LIMITS,
        /** Redis is away, and the rule fails open or closed. */
        REDIS_AWAY,
        /** The list of those who are let through. */
        ALLOW_LIST,
        /** The list of those who are not. */
        DENY_LIST,
        /** No rule has a limit for it. */
        NO_LIMIT
    }

    /** The limits that refuse it. */
    public List<Standing> refusals() {
        return standings.stream().filter(Standing::refuses).toList();
    }

    /** When a retry makes sense, in microseconds; 0 if it is allowed. */
    public long retryMicros() {
        return refusals().stream().mapToLong(Standing::retryMicros).max().orElse(0);
    }

    /** How long it is to wait for its turn, in microseconds. */
    public long delayMicros() {
        return standings.stream()
                .filter(each -> !each.shadow())
                .mapToLong(Standing::delayMicros)
                .max()
                .orElse(0);
    }
}
