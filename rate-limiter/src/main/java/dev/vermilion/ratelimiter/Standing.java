package dev.vermilion.ratelimiter;

/**
 * How a request stands with one limit. Times are in microseconds.
 *
 * @param limit the limit
 * @param who by what it counted
 * @param shadow only watched: a refusal has no effect
 * @param allows whether it lets the request pass
 * @param used how much of the quota was used before
 * @param left how much is left, behind this request
 * @param retryMicros when a retry makes sense; 0 if it allows
 * @param resetMicros when all is free again, if nothing comes
 * @param delayMicros how long the request is to wait for its turn; 0 but for a leaky bucket
 */
public record Standing(
        Limit limit,
        String who,
        boolean shadow,
        boolean allows,
        long used,
        long left,
        long retryMicros,
        long resetMicros,
        long delayMicros) {

    boolean refuses() {
        return !allows && !shadow;
    }
}
