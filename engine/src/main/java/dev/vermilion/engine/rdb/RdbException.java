package dev.vermilion.engine.rdb;

/** Bytes are not what RDB has. */
public final class RdbException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private enum Kind {
        DAMAGED,
        EMPTY,
        SHORT
    }

    private final Kind kind;

    /** An error; {@code message} says what is wrong. */
    public RdbException(String message) {
        this(message, Kind.DAMAGED);
    }

    private RdbException(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    /** An error: a value that may not be empty is. Such values were written by servers with a bug, once. */
    public static RdbException empty(String message) {
        return new RdbException(message, Kind.EMPTY);
    }

    /** An error: the bytes end too soon. */
    public static RdbException tooShort() {
        return new RdbException("the end comes too soon", Kind.SHORT);
    }

    /** True if more bytes might have helped. */
    public boolean isTooShort() {
        return kind == Kind.SHORT;
    }

    /** True if all that is wrong is that a value is empty. */
    public boolean isEmpty() {
        return kind == Kind.EMPTY;
    }

    /** What is wrong. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
