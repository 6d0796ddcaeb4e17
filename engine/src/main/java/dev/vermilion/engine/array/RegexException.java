package dev.vermilion.engine.array;

/** A regular expression is none; the message says why. */
final class RegexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegexException(String message) {
        super(message, null, false, false);
    }
}
