package dev.vermilion.engine.command;

import dev.vermilion.engine.keyspace.BlockedClients;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.ReplyTooLongException;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests to their commands: looks them up, checks what must hold before they run, runs them, keeps count.
 * Belongs to the command thread.
 */
public final class Dispatcher {

    /** Told of every command that runs; {@code words} are valid during the calls only. */
    public interface Observer {
        /** A command begins that runs others: it is shown before them. */
        void runsOthers(Client client, Command command, Request words);

        /** A command ran, or ran for the first time and waits now. */
        void ran(Client client, Command command, Request words);

        /** A command has its reply of {@code replyBytes}, after it ran for {@code nanos}. */
        void completed(Client client, Command command, Request words, long nanos, long replyBytes);
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
    private final ErrorCounts errors = new ErrorCounts();
    private final LoopStatistics loop = new LoopStatistics();
    private final Pause pause;
    private final Admission admission;
    private @Nullable Call call;
    private @Nullable ReadObserver reads;
    private @Nullable Client current;
    private final Effects effects = new Effects();
    private long commands;
    private long clock;
    private long batchStart;
    private long commandsBefore;

    /** A dispatcher for the commands of {@code table}. */
    public Dispatcher(CommandTable table, Keyspace keyspace, Timers timers, Observer observer) {
        this.table = table;
        this.keyspace = keyspace;
        this.timers = timers;
        this.observer = observer;
        this.pause = new Pause(this, timers);
        this.admission = new Admission(keyspace, pause);
        keyspace.eviction().goOnBy(task -> timers.schedule(task, 0));
        keyspace.losses(effects);
    }

    /** The commands. */
    public CommandTable table() {
        return table;
    }

    /** Sets who is told of the commands that read keys; null for nobody. */
    public void observeReads(@Nullable ReadObserver observer) {
        this.reads = observer;
    }

    /** The client whose request is being dealt with, also while its script or transaction runs; null between requests. */
    public @Nullable Client current() {
        return current;
    }

    /** What may run, for whom, and now. */
    public Admission admission() {
        return admission;
    }

    /** Number of commands that ran. */
    public long commands() {
        return commands;
    }

    /** What error replies there were. */
    public ErrorCounts errors() {
        return errors;
    }

    /** Sets all counters back, for CONFIG RESETSTAT. */
    public void resetStatistics() {
        commands = 0;
        errors.reset();
        loop.reset();
        admission.access().resetStatistics();
        table.allWithSubcommands().forEach(Command::resetStatistics);
    }

    /** Says that a batch of requests begins: the time is taken anew. */
    public void beginBatch() {
        keyspace.refreshTime();
        clock = keyspace.clock().nanos();
        batchStart = clock;
        commandsBefore = commands;
    }

    /** Says that the batch is through, and its replies are on their way. */
    public void endBatch() {
        loop.batch(keyspace.clock().nanos() - batchStart, clock - batchStart, commands - commandsBefore);
    }

    /** What the turns of the command thread cost. */
    public LoopStatistics loop() {
        return loop;
    }

    /** What commands do, for whoever must do the same. */
    public Effects effects() {
        return effects;
    }

    /** CLIENT PAUSE: the commands that are held back. */
    public Pause pause() {
        return pause;
    }

    /** Sets whether expired keys stay where they are, unseen: during a pause nothing changes. */
    void holdExpired(boolean hold) {
        keyspace.holdExpired(hold);
    }

    /** Takes one request to its command; the reply is in the client's writer when this returns, if there is one. */
    public void execute(Client client, Request request) {
        Client before = current; // while a script runs for long, others are served within its request
        current = client;
        ReadObserver observer = reads;
        if (observer != null) {
            observer.before(client);
        }
        resolveAndRun(client, request);
        if (observer != null && !client.isBlocked()) {
            observer.after(client);
        }
        current = before;
    }

    private void resolveAndRun(Client client, Request request) {
        int start = client.reply().size();
        Command command = resolve(client, request);
        if (command == null) {
            replied(client, start);
            return;
        }
        client.used(command, keyspace.now());
        Transaction transaction = client.transaction();
        String refused = admission.refusal(client, command, request);
        if (refused != null) {
            reject(client, command, refused);
            replied(client, start);
        } else if (pause.holds(client, command, request)) {
            pause.hold(client, request);
        } else if (transaction != null && mustQueue(transaction, command)) {
            transaction.queue(request, command);
            client.reply().simple("QUEUED");
            replied(client, start);
        } else {
            run(client, command, request, false);
            if (!admission.isBusy()) {
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
        countError(text);
        client.reply().error(text);
    }

    /** Counts an error by its code. */
    public void countError(String text) {
        errors.count(text);
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
        client.reply().stoppable(command.is(Flag.READONLY));
        effects.enter();
        long dirty = keyspace.dirty();
        int database = client.database().index();
        try {
            if (handler == null) {
                throw Errors.wrongArity(command.fullName());
            }
            handler.run(call);
        } catch (CommandException e) {
            failed = true;
            client.reply().truncate(start);
            if (!e.isCounted()) {
                countError(e.text());
            }
            client.reply().error(e.text());
        } catch (ReplyTooLongException e) {
            failed = true;
            client.reply().truncate(start);
            client.connection().closeOverLimit();
        } catch (OutOfMemoryError e) {
            failed = true;
            client.reply().truncate(start);
            error(client, Errors.OUT_OF_MEMORY);
        } catch (RuntimeException | StackOverflowError e) {
            failed = true;
            client.reply().truncate(start);
            error(client, "ERR internal error: " + e);
            System.getLogger(Dispatcher.class.getName())
                    .log(System.Logger.Level.ERROR, "the command " + command.fullName() + " failed", e);
        }
        client.reply().stoppable(false);
        if (keyspace.dirty() != dirty && effects.isFollowed() && !call.hasToldEffect() && command.isPropagated()) {
            effects.add(database, request);
        }
        effects.leave();
        if (!retrying) {
            commands++;
            observer.ran(client, command, request);
        }
        keyspace.ledger().settle();
        clock = keyspace.clock().nanos();
        if (!call.isBlocked()) {
            completed(client, command, request, clock - before, failed, start);
        }
        if (reads != null && current != null && command.is(Flag.READONLY)) {
            reads.read(current, command, request);
        }
        if (client.isOutermost() && !call.isBlocked()) {
            replied(client, start);
        }
        client.hasRun();
        this.call = call;
        return !call.isBlocked();
    }

    private void completed(
            Client client, Command command, Request request, long nanos, boolean failed, int replyStart) {
        command.ran(nanos, failed);
        observer.completed(client, command, request, nanos, client.reply().size() - replyStart);
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
        Denial denial = admission.denial(client, command, request);
        if (denial == null) {
            run(client, command, request, false);
        } else {
            error(client, denial.textInExec());
        }
    }

    /**
     * Runs a command that has run before, in this engine or another, without any check but for its arity.
     *
     * @return false, with the error in the client's writer, if there is no such command
     */
    public boolean replay(Client client, Request request) {
        Command command = resolve(client, request);
        if (command != null) {
            run(client, command, request, false);
        }
        return command != null;
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
            Denial denial = admission.denial(client, command, request);
            if (denial != null) {
                command.reject();
                answer(denial.text(command));
                return true;
            }
            Client before = current;
            current = client;
            boolean done = run(client, command, request, true);
            current = before;
            if (!done) {
                return false;
            }
            end();
            client.push();
            client.connection().resume();
            return true;
        }

        @Override
        public boolean waitsForEnd() {
            return command.name().equals("XREADGROUP");
        }

        /** Ends the wait with an error. */
        void answer(String error) {
            end();
            int start = client.reply().size();
            error(client, error);
            completed(client, command, request, 0, true, start);
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
            completed(client, command, request, 0, false, start);
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
            if (reads != null) {
                reads.after(client);
            }
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
