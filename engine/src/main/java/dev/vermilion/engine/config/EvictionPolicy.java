package dev.vermilion.engine.config;

import java.util.Locale;

/** What is done when memory is full: {@code maxmemory-policy}. */
public enum EvictionPolicy {
    NOEVICTION(Measure.NONE),
    ALLKEYS_LRU(Measure.LAST_USE),
    ALLKEYS_LFU(Measure.FREQUENCY),
    ALLKEYS_LRM(Measure.LAST_CHANGE),
    ALLKEYS_RANDOM(Measure.CHANCE),
    VOLATILE_LRU(Measure.LAST_USE),
    VOLATILE_LFU(Measure.FREQUENCY),
    VOLATILE_LRM(Measure.LAST_CHANGE),
    VOLATILE_RANDOM(Measure.CHANCE),
    VOLATILE_TTL(Measure.EXPIRY);

    /** By what the key to go is chosen. */
    public enum Measure {
        NONE,
        LAST_USE,
        LAST_CHANGE,
        FREQUENCY,
        EXPIRY,
        CHANCE
    }

    private final Measure measure;

    EvictionPolicy(Measure measure) {
        this.measure = measure;
    }

    /** The policy with this name, as redis.conf writes it. */
    public static EvictionPolicy of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Its name, as redis.conf writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By what it chooses. */
    public Measure measure() {
        return measure;
    }

    /** True if only keys that expire may go. */
    public boolean onlyVolatile() {
        return name().startsWith("VOLATILE");
    }

    /** True if it counts how often keys are used, rather than when they last were. */
    public boolean countsFrequency() {
        return measure == Measure.FREQUENCY;
    }
}
