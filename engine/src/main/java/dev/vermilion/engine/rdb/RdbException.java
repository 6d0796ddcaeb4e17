package dev.vermilion.engine.rdb;

/** Bytes are not what RDB has. */
public final class RdbException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** An error; {@code message} says what is wrong. */
    public RdbException(String message) {
        super(message);
    }
}
