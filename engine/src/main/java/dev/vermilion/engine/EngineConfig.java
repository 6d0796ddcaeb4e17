package dev.vermilion.engine;

import dev.vermilion.engine.config.ConfigLine;
import dev.vermilion.engine.keyspace.EngineClock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is to run: the directives of redis.conf, and for tests the clock and the source of chance. Immutable.
 */
public final class EngineConfig {

    private final List<ConfigLine> lines;
    private final boolean anyPort;
    private final boolean embedded;
    private final @Nullable Path file;
    private final @Nullable PrintStream console;
    private final EngineClock clock;
    private final RandomGenerator random;

    private EngineConfig(Builder builder) {
        this.lines = List.copyOf(builder.lines);
        this.anyPort = builder.anyPort;
        this.embedded = builder.embedded;
        this.file = builder.file;
        this.console = builder.console;
        this.clock = builder.clock;
        this.random = builder.random;
    }

    /**
     * Starts from Redis's defaults, but for what suits an engine inside another program: it listens on the loopback
     * interface only, prints nothing, saves nothing, and begins empty: what happens to lie in the working directory is none
     * of its business. It is only when {@code dir} or {@code appendonly} is set that it loads what was saved.
     */
    public static Builder builder() {
        return new Builder().embedded().set("bind", "127.0.0.1").set("save", "");
    }

    /** Starts from the defaults of redis-server as a program of its own. */
    public static Builder redisServer() {
        return new Builder().console(System.out);
    }

    /** The directives that were set, in order. */
    public List<ConfigLine> lines() {
        return lines;
    }

    /** True if any port will do that is free. */
    public boolean isAnyPort() {
        return anyPort;
    }

    /** True if the engine begins with what was saved. */
    boolean isToLoad() {
        return !embedded
                || lines.stream()
                        .anyMatch(
                                each -> each.name().equals("dir") || each.name().equals("appendonly"));
    }

    /** The file that CONFIG REWRITE writes, or null. */
    public @Nullable Path file() {
        return file;
    }

    /** Where log lines go while no logfile is set, or null for nowhere. */
    public @Nullable PrintStream console() {
        return console;
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

        private final List<ConfigLine> lines = new ArrayList<>();
        private boolean anyPort;
        private boolean embedded;
        private @Nullable Path file;
        private @Nullable PrintStream console;
        private EngineClock clock = EngineClock.system();
        private RandomGenerator random = RandomGenerator.getDefault();

        private Builder() {}

        private Builder embedded() {
            embedded = true;
            return this;
        }

        /** The TCP port; 0 for any that is free. */
        public Builder port(int port) {
            anyPort = port == 0;
            return set("port", Integer.toString(port));
        }

        /** Sets a directive of redis.conf, replacing what it was. */
        public Builder set(String name, String... values) {
            String key = name.toLowerCase(Locale.ROOT);
            lines.removeIf(each -> each.name().equals(key));
            lines.add(ConfigLine.of(key, List.of(values)));
            return this;
        }

        /** Adds lines of redis.conf, behind what is there: a later line wins, but for directives that add up. */
        public Builder lines(List<ConfigLine> more) {
            lines.addAll(more);
            return this;
        }

        /** Sets the file that CONFIG REWRITE writes. It is not read: see {@link #lines}. */
        public Builder file(Path file) {
            this.file = file.toAbsolutePath().normalize();
            return this;
        }

        /** Sets where log lines go. */
        public Builder console(PrintStream console) {
            this.console = console;
            return this;
        }

        /** Prints no log lines. */
        Builder noConsole() {
            this.console = null;
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
