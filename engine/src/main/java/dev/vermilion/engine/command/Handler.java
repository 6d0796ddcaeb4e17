package dev.vermilion.engine.command;

/** What a command does: reads its arguments from the call and writes one reply to it, or throws. */
@FunctionalInterface
public interface Handler {
    /**
     * Runs the command. Arity has been checked. All checks come before the first change, so that a command that fails
     * has changed nothing.
     *
     * @throws CommandException to answer with an error; what was written of a reply is taken back
     */
    void run(Call call);
}
