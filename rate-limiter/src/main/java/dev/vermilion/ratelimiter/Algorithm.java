package dev.vermilion.ratelimiter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a limit counts. In JSON and in the script: lower case with hyphens. */
public enum Algorithm {
    /** Counts from one full window to the next; around the border twice the quota may pass. */
    FIXED_WINDOW,
    /** Remembers each request for a window: exact, and as large as the quota. */
    SLIDING_LOG,
    /** Two counters, the older one weighted by how much of it the window still covers. */
    SLIDING_COUNTER,
    /** As many tokens as the burst, refilled steadily; each request takes some. */
    TOKEN_BUCKET,
    /** A queue that is served steadily: requests wait for their turn, the burst is its length. */
    LEAKY_BUCKET,
    /** As the token bucket, in one number: when the next request would be due. */
    GCRA,
    /** Requests that are under way at once, each with a lease that ends by itself. */
    CONCURRENCY;

    /** What JSON and the script call it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
