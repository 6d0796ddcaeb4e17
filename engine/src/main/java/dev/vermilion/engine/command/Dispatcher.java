package dev.vermilion.engine.command;

import dev.vermilion.engine.keyspace.BlockedClients;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests to their commands: looks them up, checks what must hold before they run, runs them, keeps count.
 * Belongs to the command thread.
 */
public final class Dispatcher {

    /** Told of every command that ran. */
    public interface Observer {
        /** A command begins that runs others: it is shown before them. {@code words} is valid during the call only. */
        void runsOthers(Client client, Command command, Request words);

        /** A command ran for {@code nanos}; {@code words} is valid during the call only. */
        void after(Client client, Command command, Request words, long nanos);
    }

    /** Sets timers on the command thread. */
    @FunctionalInterface
    public interface Timers {
        /** Runs {@code task} on the command thread in {@code delayMillis}; the answer cancels it. */
        Runnable schedule(Runnable task, long delayMillis);
    }

    /** Longest piece of a wrong command's arguments that its error repeats. */
    private static final int QUOTED = 128;
    /** A command that took longer makes the next one see a new time. */
    private static final long TIME_IS_OLD_NANOS = 200_000;

    private final CommandTable table;
    private final Keyspace keyspace;
    private final Timers timers;
    private final Observer observer;
    private final Map<Client, BlockedCall> blockedCalls = new HashMap<>();
    private final Map<String, Long> errorCounts = new TreeMap<>();
    private final Pause pause;
    private AccessControl access = Anybody.ANYBODY;
    private @Nullable Supplier<@Nullable String> refusal;
    private @Nullable Call call;
    private long commands;
    private long clock;
    private String busy = "";

    /** A dispatcher for the commands of {@code table}. */
    public Dispatcher(CommandTable table, Keyspace keyspace, Timers timers, Observer observer) {
        this.table = table;
        this.keyspace = keyspace;
        this.timers = timers;
        this.observer = observer;
        this.pause = new Pause(this, timers);
    }

    /** The commands. */
    public CommandTable table() {
        return table;
    }

    /** Sets a check made before every command that may need memory: the text of an error, or null to go on. */
    public void refuseWritesWhen(Supplier<@Nullable String> refusal) {
        this.refusal = refusal;
    }

    /** Asks {@code access} from now on who may do what. */
    public void guardedBy(AccessControl access) {
        this.access = access;
    }

    /** Who may do what. */
    public AccessControl access() {
        return access;
    }

    /** Number of commands that ran. */
    public long commands() {
        return commands;
    }

    /** Number of error replies by their code. */
    public Map<String, Long> errorCounts() {
        return errorCounts;
    }

    /** Sets all counters back, for CONFIG RESETSTAT. */
    public void resetStatistics() {
        commands = 0;
        errorCounts.clear();
        access.resetStatistics();
        table.allWithSubcommands().forEach(Command::resetStatistics);
    }

    /** Says that a batch of requests begins: the time is taken anew. */
    public void beginBatch() {
        keyspace.refreshTime();
        clock = keyspace.clock().nanos();
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

    /** CLIENT PAUSE: the commands that are held back. */
    public Pause pause() {
        return pause;
    }

    /** Takes one request to its command; the reply is in the client's writer when this returns, if there is one. */
    public void execute(Client client, Request request) {
        int start = client.reply().size();
        Command command = resolve(client, request);
        if (command == null) {
            replied(client, start);
            return;
        }
        client.used(command, keyspace.now());
        Transaction transaction = client.transaction();
        String refused = refusal(client, command, request);
        if (refused != null) {
            reject(client, command, refused);
            replied(client, start);
        } else if (pause.holds(client, command)) {
            pause.hold(client, request);
        } else if (transaction != null && mustQueue(transaction, command)) {
            transaction.queue(request, command);
            client.reply().simple("QUEUED");
            replied(client, start);
        } else {
            run(client, command, request, false);
            if (!isBusy()) {
                keyspace.blocked().serveReady();
            }
        }
    }

    /** A reply is complete, which began at {@code start}: drops it if the client does not want it. */
    private static void replied(Client client, int start) {
        switch (client.replyMode()) {
            case ON -> {}
            case OFF -> client.reply().truncate(start);
            case SKIP -> {
                client.reply().truncate(start);
                client.replyMode(Client.ReplyMode.ON);
            }
            case SKIP_NEXT -> {
                client.reply().truncate(start);
                client.replyMode(Client.ReplyMode.SKIP);
            }
        }
    }

    /** The command that a request names; null, with the error written, if there is none or its arity is wrong. */
    private @Nullable Command resolve(Client client, Request request) {
        Command command = table.find(request.argument(0));
        if (command == null) {
            if (isFromWebBrowser(request.argument(0))) {
                client.connection().close();
            } else {
                reject(client, null, unknownCommand(request));
            }
            return null;
        }
        if (!command.subcommands().isEmpty() && request.count() > 1) {
            Command sub = CommandTable.subcommand(command, request.argument(1));
            if (sub == null) {
                String word = Errors.quoted(request.argument(1), QUOTED);
                reject(
                        client,
                        command,
                        Errors.unknownSubcommand(command.name(), word).text());
                return null;
            }
            command = sub;
        }
        if (!command.accepts(request.count())) {
            reject(client, command, Errors.wrongArity(command.fullName()).text());
            return null;
        }
        return command;
    }

    /** A page in a browser can be made to send an HTTP request here, and commands in its body: no more of it is read. */
    private static boolean isFromWebBrowser(Slice name) {
        return name.is("POST") || name.is("HOST:");
    }

    /** Why a command must not run now, or null. */
    private @Nullable String refusal(Client client, Command command, Request request) {
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
        if (refusal != null && needsMemory(client, command)) {
            String refused = refusal.get();
            if (refused != null) {
                return refused;
            }
        }
        if (client.isSubscribed() && client.reply().protocol() == 2 && !isForSubscribers(command)) {
            return "ERR Can't execute '" + command.fullName()
                    + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context";
        }
        return null;
    }

    /** What the client's user lacks to run a command, which is then noted; null if nothing. */
    private @Nullable Denial denial(Client client, Command command, Request request) {
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
        Transaction transaction = client.transaction();
        return command.is(Flag.DENYOOM)
                || (transaction != null
                        && transaction.needsMemory()
                        && command.name().equals("EXEC"));
    }

    private static boolean isForSubscribers(Command command) {
        return switch (command.name()) {
            case "SUBSCRIBE", "SSUBSCRIBE", "PSUBSCRIBE", "UNSUBSCRIBE", "SUNSUBSCRIBE", "PUNSUBSCRIBE" -> true;
            case "PING", "QUIT", "RESET" -> true;
            default -> false;
        };
    }

    private static boolean mustQueue(Transaction transaction, Command command) {
        return transaction.isOpen()
                && switch (command.name()) {
                    case "EXEC", "DISCARD", "MULTI", "WATCH", "QUIT", "RESET" -> false;
                    default -> true;
                };
    }

    private void reject(Client client, @Nullable Command command, String error) {
        if (command != null) {
            command.reject();
        }
        Transaction transaction = client.transaction();
        if (command != null && command.name().equals("EXEC")) {
            if (transaction != null) {
                transaction.unwatchAll();
                client.transaction(null);
            }
            error(client, "EXECABORT Transaction discarded because of: " + error.replaceFirst("^ERR ", ""));
            return;
        }
        if (transaction != null && transaction.isOpen()) {
            transaction.fail();
        }
        error(client, error);
    }

    /** Writes an error reply and counts it. */
    public void error(Client client, String text) {
        int codeEnd = text.indexOf(' ');
        errorCounts.merge(codeEnd < 0 ? text : text.substring(0, codeEnd), 1L, Long::sum);
        client.reply().error(text);
    }

    /** Runs a command that has passed all checks; true unless it decided to wait. */
    private boolean run(Client client, Command command, Request request, boolean retrying) {
        Call call = this.call == null ? new Call(this, keyspace, client, command) : this.call;
        this.call = null; // a command that runs others needs a call of its own
        Handler handler = command.handler();
        int start = client.reply().size();
        boolean failed = false;
        long before = clock;
        if (command.is(Flag.SCRIPT_RUNNER)) {
            observer.runsOthers(client, command, request);
        }
        call.begin(client, command, request, retrying);
        keyspace.countsUses(!client.isNoTouch() || command.name().equals("TOUCH"));
        client.beginsToRun();
        try {
            if (handler == null) {
                throw Errors.wrongArity(command.fullName());
            }
            handler.run(call);
        } catch (CommandException e) {
            failed = true;
            client.reply().truncate(start);
            error(client, e.text());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            failed = true;
            client.reply().truncate(start);
            error(client, "ERR internal error: " + e);
            System.getLogger(Dispatcher.class.getName())
                    .log(System.Logger.Level.ERROR, "the command " + command.fullName() + " failed", e);
        }
        finished(client, command, request, before, failed, retrying);
        if (client.isOutermost() && !call.isBlocked()) {
            replied(client, start);
        }
        client.hasRun();
        this.call = call;
        return !call.isBlocked();
    }

    private void finished(
            Client client, Command command, Request request, long before, boolean failed, boolean retrying) {
        clock = keyspace.clock().nanos();
        long nanos = clock - before;
        commands++;
        command.ran(nanos, failed);
        if (!retrying) {
            observer.after(client, command, request, nanos);
        }
        if (nanos > TIME_IS_OLD_NANOS && client.isOutermost()) {
            keyspace.refreshTime();
        }
    }

    /** Runs a command of EXEC. It was checked when it was queued, but its user may have less rights since then. */
    void runNested(Client client, Request request) {
        Command command = resolve(client, request);
        if (command == null) {
            return;
        }
        Denial denial = denial(client, command, request);
        if (denial == null) {
            run(client, command, request, false);
        } else {
            error(client, denial.textInExec());
        }
    }

    /**
     * Runs a command of a script, which has been checked; the reply is in the writer of {@code client}, who stands for
     * the script.
     */
    public void runForScript(Client client, Command command, Request request) {
        client.beginsToRun(); // so that the command is not the outermost one
        run(client, command, request, false);
        client.hasRun();
    }

    /** Makes the client of {@code call} wait. */
    void block(Call call, List<Slice> keys, long timeoutMillis, Handler onTimeout) {
        Client client = call.client();
        BlockedCall blocked =
                new BlockedCall(client, call.command(), call.request().copy(), onTimeout);
        client.blocked(true);
        blockedCalls.put(client, blocked);
        keyspace.blocked().add(blocked, client.database(), keys);
        if (timeoutMillis > 0) {
            blocked.cancelTimer = timers.schedule(blocked::timeOut, timeoutMillis);
        }
    }

    /** Runs the command that {@code client} waits in again in {@code millis}. */
    void lookAgain(Client client, long millis) {
        BlockedCall blocked = blockedCalls.get(client);
        if (blocked != null) {
            blocked.lookAgainIn(millis);
        }
    }

    /**
     * Ends the wait of a client that waits for keys.
     *
     * @param error true to answer with the error UNBLOCKED, false to answer as if time were up
     * @return false if the client does not wait
     */
    public boolean unblock(Client client, boolean error) {
        BlockedCall blocked = blockedCalls.get(client);
        if (blocked == null) {
            return false;
        }
        if (error) {
            blocked.answer("UNBLOCKED client unblocked via CLIENT UNBLOCK");
        } else {
            blocked.timeOut();
        }
        return true;
    }

    /** Forgets a client that has disconnected. */
    public void forget(Client client) {
        BlockedCall blocked = blockedCalls.get(client);
        if (blocked != null) {
            blocked.end();
        }
        pause.forget(client);
        Transaction transaction = client.transaction();
        if (transaction != null) {
            transaction.unwatchAll();
        }
    }

    /** Number of clients that wait, for keys or for the end of a pause. */
    public int blockedClients() {
        return blockedCalls.size() + pause.held();
    }

    /** A command that waits for keys. */
    private final class BlockedCall implements BlockedClients.Waiter {

        private final Client client;
        private final Command command;
        private final Request request;
        private final Handler onTimeout;
        private Runnable cancelTimer = () -> {};
        private Runnable cancelLook = () -> {};

        BlockedCall(Client client, Command command, Request request, Handler onTimeout) {
            this.client = client;
            this.command = command;
            this.request = request;
            this.onTimeout = onTimeout;
        }

        @Override
        public boolean retry() {
            Denial denial = denial(client, command, request);
            if (denial != null) {
                command.reject();
                answer(denial.text(command));
                return true;
            }
            if (!run(client, command, request, true)) {
                return false;
            }
            end();
            client.push();
            client.connection().resume();
            return true;
        }

        /** Ends the wait with an error. */
        void answer(String error) {
            end();
            int start = client.reply().size();
            error(client, error);
            replied(client, start);
            client.push();
            client.connection().resume();
        }

        void lookAgainIn(long millis) {
            cancelLook.run();
            cancelLook = timers.schedule(
                    () -> {
                        keyspace.refreshTime();
                        retry();
                        keyspace.blocked().serveReady();
                    },
                    millis);
        }

        void timeOut() {
            end();
            keyspace.refreshTime();
            Call call = new Call(Dispatcher.this, keyspace, client, command);
            call.begin(client, command, request, false);
            int start = client.reply().size();
            onTimeout.run(call);
            replied(client, start);
            client.push();
            client.connection().resume();
        }

        void end() {
            cancelTimer.run();
            cancelLook.run();
            client.blocked(false);
            blockedCalls.remove(client);
            keyspace.blocked().remove(this);
        }
    }

    private static String unknownCommand(Request request) {
        StringBuilder text = new StringBuilder("ERR unknown command '")
                .append(Errors.quoted(request.argument(0), QUOTED))
                .append("', with args beginning with: ");
        int left = QUOTED;
        for (int i = 1; i < request.count() && left > 0; i++) {
            String word = Errors.quoted(request.argument(i), left);
            text.append('\'').append(word).append("' ");
            left -= word.length() + 3;
        }
        return text.toString();
    }
}
