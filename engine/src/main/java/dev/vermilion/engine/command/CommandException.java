package dev.vermilion.engine.command;

/** Ends a command with an error reply; the message is the reply, its code in front. Costs no stack trace. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean counted;

    /** An exception that becomes the reply {@code -message}. */
    public CommandException(String message) {
        this(message, false);
    }

    /**
     * An exception that becomes the reply {@code -message}.
     *
     * @param counted true if INFO's counts of errors have it already
     */
    public CommandException(String message, boolean counted) {
        super(message, null, false, false);
        this.counted = counted;
    }

    /** True if INFO's counts of errors have it already: a script passes on what one of its commands answered. */
    public boolean isCounted() {
        return counted;
    }

    /** The text of the reply. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
