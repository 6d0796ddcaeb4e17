package dev.vermilion.engine.rdb;

/** Bytes are not what RDB has. */
public final class RdbException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean empty;

    /** An error; {@code message} says what is wrong. */
    public RdbException(String message) {
        this(message, false);
    }

    private RdbException(String message, boolean empty) {
        super(message);
        this.empty = empty;
    }

    /** An error: a value that may not be empty is. Such values were written by servers with a bug, once. */
    public static RdbException empty(String message) {
        return new RdbException(message, true);
    }

    /** True if all that is wrong is that a value is empty. */
    public boolean isEmpty() {
        return empty;
    }

    /** What is wrong. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
