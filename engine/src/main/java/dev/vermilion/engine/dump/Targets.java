package dev.vermilion.engine.dump;

import dev.vermilion.engine.command.Dispatcher;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connections that MIGRATE keeps for a while: who moves many keys sends many commands. Belongs to the command thread. */
final class Targets {

    private static final int MOST = 64;
    private static final long KEPT_MILLIS = 10_000;

    private record Kept(Target target, Runnable cancelClosing) {
        private void close() {
            cancelClosing.run();
            target.close();
        }
    }

    private final Dispatcher.Timers timers;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    Targets(Dispatcher.Timers timers) {
        this.timers = timers;
    }

    /** A connection to {@code address} that nobody else will use, or null if none was kept. */
    @Nullable
    Target take(String address) {
        Kept found = kept.remove(address);
        if (found == null) {
            return null;
        }
        found.cancelClosing.run();
        return found.target;
    }

    /** Keeps a connection on which no reply is awaited. */
    void keep(String address, Target target) {
        if (kept.size() == MOST) {
            Iterator<Kept> eldest = kept.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
        Runnable cancel = timers.schedule(
                () -> {
                    kept.remove(address);
                    target.close();
                },
                KEPT_MILLIS);
        kept.put(address, new Kept(target, cancel));
    }

    /** Number of connections that are kept. */
    int size() {
        return kept.size();
    }

    /** Closes all. */
    void close() {
        kept.values().forEach(Kept::close);
        kept.clear();
    }
}
