package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** Who may use the engine, as those need it who let clients in. Touched by the command thread only. */
public interface AccessControl {

    /** Makes {@code client} act as the default user; it counts as authenticated if that takes no password. */
    void welcome(Client client);

    /** True if who has not authenticated may run next to nothing. */
    boolean asksForPassword();

    /** True if any password is right for the default user. */
    boolean takesAnyPassword();

    /** The user of that name, or null. */
    @Nullable
    User find(String name);

    /**
     * Makes {@code client} act as a user if the password is right and the user is switched on.
     *
     * @param by the command that asks for it, for the log of denials
     * @return false if nothing has changed
     */
    boolean authenticate(Client client, Slice name, Slice password, Slice by);

    /** Notes that a command was denied to {@code client}, which acts for nobody else. */
    void denied(Client client, Command command, Request words, Denial denial, Denial.Context context);

    /** How often something was denied since the start. */
    long denials(Denial.Reason reason);

    /** Sets these counters back, for CONFIG RESETSTAT. */
    void resetStatistics();
}
