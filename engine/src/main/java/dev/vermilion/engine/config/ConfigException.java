package dev.vermilion.engine.config;

import org.jspecify.annotations.Nullable;

/** A directive that is unknown, or whose value does not fit; the message says why, in Redis's words. */
public final class ConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ConfigLine line;

    /** A value that does not fit. */
    public ConfigException(String message) {
        super(message);
        this.line = null;
    }

    private ConfigException(String message, ConfigLine line) {
        super(message);
        this.line = line;
    }

    /** The same, found in {@code line} of a file or of the command line. */
    public ConfigException in(ConfigLine line) {
        return new ConfigException(text(), line);
    }

    /** Why it was refused. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** The line that was refused, or null if it did not come from a line. */
    public @Nullable ConfigLine line() {
        return line;
    }
}
