package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * The clients that wait for keys. Whoever changes a key makes it ready; once the command is through,
 * {@link #serveReady()} lets the clients try again that wait for it, the longest waiting first. Touched by the command
 * thread only.
 */
public final class BlockedClients {

    /** A client that waits. */
    public interface Waiter {
        /** Runs the command that waits once more; true if it is served and waits no longer. */
        boolean retry();

        /** True if it must also be told when the key goes away. */
        boolean waitsForEnd();
    }

    private record Place(Database database, Slice key) {}

    private final Map<Place, Set<Waiter>> waiting = new HashMap<>();
    private final Map<Waiter, List<Place>> placesOf = new HashMap<>();
    private final Queue<Place> ready = new ArrayDeque<>();
    private final Set<Place> inReady = new LinkedHashSet<>();
    private boolean serving;

    /** Makes {@code waiter} wait for {@code keys}, behind those who wait already. */
    public void add(Waiter waiter, Database database, List<Slice> keys) {
        List<Place> places = new ArrayList<>(keys.size());
        for (Slice key : keys) {
            Place place = new Place(database, key.copy());
            waiting.computeIfAbsent(place, any -> new LinkedHashSet<>()).add(waiter);
            places.add(place);
        }
        placesOf.put(waiter, places);
    }

    /** Ends the wait of {@code waiter}, if it waits. */
    public void remove(Waiter waiter) {
        List<Place> places = placesOf.remove(waiter);
        if (places == null) {
            return;
        }
        for (Place place : places) {
            Set<Waiter> those = waiting.get(place);
            if (those != null) {
                those.remove(waiter);
                if (those.isEmpty()) {
                    waiting.remove(place);
                }
            }
        }
    }

    /** Number of clients that wait for keys. */
    public int size() {
        return placesOf.size();
    }

    /** Number of keys that somebody waits for. */
    public int keys() {
        return waiting.size();
    }

    /** Number of keys whose end somebody waits for. O(keys that are waited for). */
    public int keysWatchedForTheirEnd() {
        int keys = 0;
        for (Set<Waiter> those : waiting.values()) {
            keys += those.stream().anyMatch(Waiter::waitsForEnd) ? 1 : 0;
        }
        return keys;
    }

    /** A key was changed: it becomes ready if somebody waits for it. */
    void changed(Database database, Slice key) {
        if (!waiting.isEmpty()) {
            Place place = new Place(database, key);
            if (waiting.containsKey(place) && !inReady.contains(place)) {
                Place own = new Place(database, key.copy());
                ready.add(own);
                inReady.add(own);
            }
        }
    }

    /** All keys of a database went away: who waits for the end of one must look again. */
    void cleared(Database database) {
        swapped(database);
    }

    /** A database has other keys than before: all that are waited for may be ready. */
    void swapped(Database database) {
        for (Place place : waiting.keySet()) {
            if (place.database == database && inReady.add(place)) {
                ready.add(place);
            }
        }
    }

    /** Lets those try again who wait for keys that became ready. Not to be called in the middle of a command. */
    public void serveReady() {
        if (ready.isEmpty() || serving) {
            return;
        }
        serving = true;
        try {
            for (Place place = ready.poll(); place != null; place = ready.poll()) {
                inReady.remove(place);
                serve(place);
            }
        } finally {
            serving = false;
        }
    }

    private void serve(Place place) {
        Set<Waiter> those = waiting.get(place);
        if (those == null) {
            return;
        }
        boolean wasThere = place.database.contains(place.key);
        for (Waiter waiter : List.copyOf(those)) {
            if (placesOf.containsKey(waiter) && waiter.retry()) {
                remove(waiter);
            }
            if (wasThere && !place.database.contains(place.key)) {
                return; // the last element is taken; of a key that was gone before, all who wait must know
            }
        }
    }
}
