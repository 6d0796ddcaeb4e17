package dev.vermilion.engine.server;

/** What the engine says it is. */
public final class Version {

    /** The version of Redis whose commands and replies the engine speaks; clients decide by it what they may use. */
    public static final String REDIS = "8.4.0";

    private Version() {}
}
