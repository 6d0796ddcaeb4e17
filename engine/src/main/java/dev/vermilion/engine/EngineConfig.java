package dev.vermilion.engine;

import dev.vermilion.engine.keyspace.EngineClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How an engine is to run: the directives of redis.conf by name, and for tests the clock and the source of chance.
 * Immutable.
 */
public final class EngineConfig {

    private final Map<String, List<String>> directives;
    private final EngineClock clock;
    private final RandomGenerator random;

    private EngineConfig(Builder builder) {
        this.directives = Collections.unmodifiableMap(new LinkedHashMap<>(builder.directives));
        this.clock = builder.clock;
        this.random = builder.random;
    }

    /** Starts from Redis's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The directives that were set, by name in lower case, each with its values in the order given. */
    public Map<String, List<String>> directives() {
        return directives;
    }

    /** Where the engine takes the time from. */
    public EngineClock clock() {
        return clock;
    }

    /** Where the engine takes chance from. */
    public RandomGenerator random() {
        return random;
    }

    /** Collects directives. */
    public static final class Builder {

        private final Map<String, List<String>> directives = new LinkedHashMap<>();
        private EngineClock clock = EngineClock.system();
        private RandomGenerator random = RandomGenerator.getDefault();

        private Builder() {}

        /** The TCP port; 0 for any that is free. */
        public Builder port(int port) {
            return set("port", Integer.toString(port));
        }

        /** Sets a directive of redis.conf, replacing what it was. */
        public Builder set(String name, String... values) {
            directives.put(name.toLowerCase(Locale.ROOT), List.of(values));
            return this;
        }

        /** Adds a line of redis.conf: directives that may be given more than once keep all their values. */
        public Builder add(String name, List<String> values) {
            directives
                    .computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                    .addAll(values);
            return this;
        }

        /** Sets where the engine takes the time from. */
        public Builder clock(EngineClock clock) {
            this.clock = clock;
            return this;
        }

        /** Sets where the engine takes chance from. */
        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /** The configuration. */
        public EngineConfig build() {
            return new EngineConfig(this);
        }
    }
}
