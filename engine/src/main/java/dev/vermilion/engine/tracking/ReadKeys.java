package dev.vermilion.engine.tracking;

import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which clients, by their numbers, have read which keys since these last changed. A client that goes is not looked for
 * here: its number finds nobody when the key changes.
 */
final class ReadKeys {

    private final ByteTable readers = new ByteTable(true, false);
    private long items;

    void add(Slice key, long client) {
        if (!readers.findOrInsert(key)) {
            readers.value(Set.of(client));
            items++;
            return;
        }
        Set<Long> those = those();
        if (those.contains(client)) {
            return;
        }
        items++;
        if (those.size() == 1) {
            those = new HashSet<>(those); // most keys have one reader, whose set cannot grow
            readers.value(those);
        }
        those.add(client);
    }

    /** The clients that have read {@code key}, who are forgotten. */
    Set<Long> take(Slice key) {
        if (!readers.find(key)) {
            return Set.of();
        }
        Set<Long> those = those();
        items -= those.size();
        readers.remove();
        return those;
    }

    @SuppressWarnings("unchecked") // nothing else is ever put there
    private Set<Long> those() {
        Object value = readers.value();
        return value == null ? Set.of() : (Set<Long>) value;
    }

    /** A key that somebody has read, each as likely as any other. There must be one. */
    Slice random(RandomGenerator random) {
        readers.findRandom(random);
        return Slice.of(readers.key());
    }

    void clear() {
        readers.clear();
        items = 0;
    }

    /** Number of keys. */
    int size() {
        return readers.size();
    }

    /** Number of keys, each counted as often as it has readers. */
    long items() {
        return items;
    }
}
