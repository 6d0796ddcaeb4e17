package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Request;
import org.jspecify.annotations.Nullable;

/** Whom a client acts as, and what that one may do. Touched by the command thread only. */
public interface User {

    /** The name. */
    String name();

    /** True if nothing is denied; {@link #denial} need not be asked then. */
    boolean isUnrestricted();

    /** What the user lacks to run a command with these words; null if the user may. */
    @Nullable
    Denial denial(Command command, Request words);

    /** True if the user may run a command with these words where every key may be read besides. */
    boolean mayReadEveryKey(Command command, Request words);
}
