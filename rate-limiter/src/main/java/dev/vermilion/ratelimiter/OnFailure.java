package dev.vermilion.ratelimiter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of requests while Redis is away. */
public enum OnFailure {
    /** They pass: better no limit than no service. */
    OPEN,
    /** They are refused with 503: better no service than no limit. */
    CLOSED,
    /** Each instance limits for itself, beginning with what it has seen while Redis was there. */
    LOCAL;

    /** What JSON calls it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
