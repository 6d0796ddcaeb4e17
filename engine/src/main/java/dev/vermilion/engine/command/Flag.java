package dev.vermilion.engine.command;

import java.util.Locale;

/** What COMMAND tells of a command. */
public enum Flag {
    WRITE,
    READONLY,
    DENYOOM,
    ADMIN,
    PUBSUB,
    NOSCRIPT,
    BLOCKING,
    LOADING,
    STALE,
    SKIP_MONITOR,
    SKIP_SLOWLOG,
    ASKING,
    FAST,
    NO_AUTH,
    /** May have an effect on others without changing a key: CLIENT PAUSE WRITE holds it back. COMMAND does not tell it. */
    MAY_REPLICATE,
    NO_MANDATORY_KEYS,
    NO_ASYNC_LOADING,
    NO_MULTI,
    MOVABLEKEYS,
    ALLOW_BUSY,
    SCRIPT_RUNNER,
    EXPERIMENTAL;

    /** The flag as COMMAND prints it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
