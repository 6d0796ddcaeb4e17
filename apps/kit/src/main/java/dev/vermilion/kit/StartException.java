package dev.vermilion.kit;

/** A start that cannot go on; the message is the one sentence that its user gets to see. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }
}
