package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which transactions watch which keys. Touched by the command thread only. */
public final class WatchedKeys {

    /** Somebody who wants to know that a key changed. */
    public interface Watcher {
        /** A key that is watched was changed. */
        void touched();
    }

    private record Place(int database, Slice key) {}

    private final Map<Place, List<Watcher>> watchers = new HashMap<>();

    /** Begins to tell {@code watcher} of changes to {@code key}. */
    public void watch(Watcher watcher, int database, Slice key) {
        watchers.computeIfAbsent(new Place(database, key.copy()), place -> new ArrayList<>(1))
                .add(watcher);
    }

    /** Ends what {@link #watch} began. */
    public void unwatch(Watcher watcher, int database, Slice key) {
        Place place = new Place(database, key);
        List<Watcher> those = watchers.get(place);
        if (those != null) {
            those.remove(watcher);
            if (those.isEmpty()) {
                watchers.remove(place);
            }
        }
    }

    /** Number of keys that are watched. */
    public int keys() {
        return watchers.size();
    }

    /** A key was changed, or expired. */
    void changed(int database, Slice key) {
        if (!watchers.isEmpty()) {
            watchers.getOrDefault(new Place(database, key), List.of()).forEach(Watcher::touched);
        }
    }

    /** Two databases are about to be exchanged: watched keys that are there in either count as changed. */
    void swapped(Database one, Database other) {
        watchers.forEach((place, those) -> {
            if (place.database == one.index() || place.database == other.index()) {
                boolean inOne = one.contains(place.key);
                boolean inOther = other.contains(place.key);
                if (inOne || inOther) {
                    those.forEach(Watcher::touched);
                }
            }
        });
    }

    /** All keys of a database are about to go: those that are watched and there count as changed. */
    void cleared(Database database) {
        watchers.forEach((place, those) -> {
            if (place.database == database.index() && database.contains(place.key)) {
                those.forEach(Watcher::touched);
            }
        });
    }
}
