package dev.vermilion.engine.persist;

import java.util.List;

/** What persistence needs of the engine around it. */
public interface Host {

    /** Writes a line to the log that says what normally happens. Any thread. */
    void notice(String text);

    /** Writes a line to the log about something that somebody should look at. Any thread. */
    void warning(String text);

    /** Runs a task on the command thread, soon. Any thread. */
    void execute(Runnable task);

    /** Answers clients in the middle of a long task of the command thread. */
    void serveOthers();

    /** The texts of all libraries of functions. */
    List<byte[]> libraries();

    /**
     * Adds a library of functions.
     *
     * @param replaces whether it may take the place of one that is there
     * @throws dev.vermilion.engine.command.CommandException if that is impossible
     */
    void addLibrary(byte[] code, boolean replaces);

    /** Forgets all libraries of functions. */
    void clearLibraries();

    /** The version of Redis that files are to name. */
    String version();
}
