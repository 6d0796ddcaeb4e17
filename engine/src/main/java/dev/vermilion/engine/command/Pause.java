package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Request;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * CLIENT PAUSE: for a time, commands that may change something, or all, are held back; their clients wait. What was
 * held back then runs in the order in which it came. Belongs to the command thread.
 */
public final class Pause {

    private record Held(Client client, Request request) {}

    private final Dispatcher dispatcher;
    private final Dispatcher.Timers timers;
    private final Queue<Held> held = new ArrayDeque<>();
    private Runnable cancelTimer = () -> {};
    private boolean active;
    private boolean all;
    private long endMillis;

    Pause(Dispatcher dispatcher, Dispatcher.Timers timers) {
        this.dispatcher = dispatcher;
        this.timers = timers;
    }

    /**
     * Begins a pause. One that is on already becomes no shorter and holds no less back.
     *
     * @param nowMillis the time, in milliseconds since 1970
     * @param millis how long
     * @param all false to hold back only what may change keys or send messages
     */
    public void begin(long nowMillis, long millis, boolean all) {
        this.all = all || (active && this.all);
        endMillis = active ? Math.max(endMillis, nowMillis + millis) : nowMillis + millis;
        active = true;
        dispatcher.holdExpired(true);
        cancelTimer.run();
        cancelTimer = timers.schedule(this::end, endMillis - nowMillis);
    }

    /** Ends the pause, if there is one. What was held back runs after the command that runs now. */
    public void end() {
        if (active) {
            active = false;
            dispatcher.holdExpired(false);
            cancelTimer.run();
            timers.schedule(this::release, 0);
        }
    }

    /** True during a pause. */
    public boolean isActive() {
        return active;
    }

    /** True while all commands are held back, not only those that may change something. */
    public boolean holdsAll() {
        return active && all;
    }

    /** When the pause ends, in milliseconds since 1970; 0 without one. */
    public long endMillis() {
        return active ? endMillis : 0;
    }

    /** Number of clients that wait for the end. */
    int held() {
        return held.size();
    }

    boolean holds(Client client, Command command, Request request) {
        if (!active) {
            return false;
        }
        Transaction transaction = client.transaction();
        return all
                || command.replicates(request)
                || (transaction != null
                        && transaction.writes()
                        && command.name().equals("EXEC"));
    }

    void hold(Client client, Request request) {
        client.blocked(true);
        held.add(new Held(client, request.copy()));
    }

    void forget(Client client) {
        held.removeIf(each -> each.client == client);
    }

    /** Runs what was held back; what a new pause holds back waits again. */
    private void release() {
        dispatcher.beginBatch();
        int free = held.size();
        for (Held each = held.peek(); each != null && free > 0; each = held.peek()) {
            held.remove();
            free--;
            each.client.blocked(false);
            dispatcher.execute(each.client, each.request);
            each.client.push();
            each.client.connection().resume();
        }
    }
}
