package dev.vermilion.engine.command;

import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.Request;
import org.jspecify.annotations.Nullable;

/**
 * What may run, for whom, and now: a request must pass the user's rights, and whatever the server's state forbids. The
 * order of the questions is Redis's own, since it decides which error is seen where several would do.
 */
public final class Admission {

    private final Keyspace keyspace;
    private final Pause pause;
    private AccessControl access = Anybody.ANYBODY;
    private String writesRefused = "";
    private boolean loading;
    private String busy = "";

    Admission(Keyspace keyspace, Pause pause) {
        this.keyspace = keyspace;
        this.pause = pause;
    }

    /** Asks {@code access} from now on who may do what. */
    public void guardedBy(AccessControl access) {
        this.access = access;
    }

    /** Who may do what. */
    public AccessControl access() {
        return access;
    }

    /**
     * Says that a script runs for long: until it ends, only commands that may run meanwhile are run.
     *
     * @param error what all others are answered; empty when the script has ended
     */
    public void busy(String error) {
        this.busy = error;
    }

    /** True while a script runs for long. */
    public boolean isBusy() {
        return !busy.isEmpty();
    }

    /** Refuses commands that may change keys with this error from now on; empty to let them run. */
    public void refuseWrites(String error) {
        this.writesRefused = error;
    }

    /** While keys are loaded, only commands that may run meanwhile are run. */
    public void loading(boolean loading) {
        this.loading = loading;
    }

    /** True while keys are loaded. */
    public boolean isLoading() {
        return loading;
    }

    /** Why a command must not run now, or null. */
    @Nullable
    String refusal(Client client, Command command, Request request) {
        if (!client.isAuthenticated() && !command.is(Flag.NO_AUTH) && access.asksForPassword()) {
            return "NOAUTH Authentication required.";
        }
        Transaction transaction = client.transaction();
        if (transaction != null && transaction.isOpen() && command.is(Flag.NO_MULTI)) {
            return "ERR Command not allowed inside a transaction";
        }
        Denial denial = denial(client, command, request);
        if (denial != null) {
            return denial.text(command);
        }
        if (isBusy() && !command.is(Flag.ALLOW_BUSY)) {
            return busy;
        }
        if (!isBusy() && !pause.isActive() && keyspace.eviction().check() && needsMemory(client, command)) {
            return Errors.OUT_OF_MEMORY;
        }
        String writesRefused = writeRefusal();
        if (writesRefused != null && mayWrite(client, command)) {
            return writesRefused;
        }
        if (client.isSubscribed() && client.reply().protocol() == 2 && !isForSubscribers(command)) {
            return "ERR Can't execute '" + command.fullName()
                    + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context";
        }
        if (loading && !command.is(Flag.LOADING)) {
            return "LOADING Redis is loading the dataset in memory";
        }
        return null;
    }

    /** What the client's user lacks to run a command, which is then noted; null if nothing. */
    @Nullable
    Denial denial(Client client, Command command, Request request) {
        User user = client.user();
        if (user.isUnrestricted()) {
            return null;
        }
        Denial denial = user.denial(command, request);
        if (denial != null) {
            Transaction transaction = client.transaction();
            boolean inMulti = client.isExecuting() || (transaction != null && transaction.isOpen());
            access.denied(client, command, request, denial, inMulti ? Denial.Context.MULTI : Denial.Context.TOPLEVEL);
        }
        return denial;
    }

    private static boolean needsMemory(Client client, Command command) {
        if (command.is(Flag.DENYOOM)) {
            return true;
        }
        Transaction transaction = client.transaction();
        if (transaction == null || !transaction.isOpen()) {
            return false;
        }
        return switch (command.name()) {
            case "EXEC" -> transaction.needsMemory();
            case "DISCARD", "QUIT", "RESET" -> false;
            default -> true; // it would be queued, and so take memory
        };
    }

    /** Why nothing may be written now, or null. */
    public @Nullable String writeRefusal() {
        if (!writesRefused.isEmpty()) {
            return writesRefused;
        }
        return keyspace.settings().writesNeedReplicas ? "NOREPLICAS Not enough good replicas to write." : null;
    }

    /** PING is refused if nothing can be saved, so that who looks after servers sees that something is wrong. */
    private boolean mayWrite(Client client, Command command) {
        Transaction transaction = client.transaction();
        return command.is(Flag.WRITE)
                || (command.name().equals("PING") && !writesRefused.isEmpty())
                || (transaction != null
                        && transaction.writes()
                        && command.name().equals("EXEC"));
    }

    private static boolean isForSubscribers(Command command) {
        return switch (command.name()) {
            case "SUBSCRIBE", "SSUBSCRIBE", "PSUBSCRIBE", "UNSUBSCRIBE", "SUNSUBSCRIBE", "PUNSUBSCRIBE" -> true;
            case "PING", "QUIT", "RESET" -> true;
            default -> false;
        };
    }
}
