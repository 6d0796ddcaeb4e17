package dev.vermilion.engine.command;

/** Ends a command with an error reply; the message is the reply, its code in front. Costs no stack trace. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception that becomes the reply {@code -message}. */
    public CommandException(String message) {
        super(message, null, false, false);
    }

    /** The text of the reply. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
