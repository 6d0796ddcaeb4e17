package dev.vermilion.engine.stream;

import dev.vermilion.engine.resp.Slice;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What producers have added lately, so that an entry that is sent again is not added again. */
final class Producers {

    private static final int PRODUCER_BYTES = 200;
    /** An entry of a map with a short name, and what is kept of it. */
    private static final int ENTRY_BYTES = 160;

    private record Added(StreamId id, long time) {}

    private final Map<Slice, LinkedHashMap<Slice, Added>> recent = new TreeMap<>();
    private long durationSeconds;
    private int maxSize;
    private long added;
    private long duplicates;

    Producers(long durationSeconds, int maxSize) {
        this.durationSeconds = durationSeconds;
        this.maxSize = maxSize;
    }

    Producers copy() {
        Producers copy = new Producers(durationSeconds, maxSize);
        recent.forEach((producer, entries) -> copy.recent.put(producer, new LinkedHashMap<>(entries)));
        copy.added = added;
        copy.duplicates = duplicates;
        return copy;
    }

    /** Sets for how long and how many entries of a producer are remembered; forgets all if that is a change. */
    void configure(long durationSeconds, int maxSize) {
        if (this.durationSeconds != durationSeconds || this.maxSize != maxSize) {
            recent.clear();
        }
        this.durationSeconds = durationSeconds;
        this.maxSize = maxSize;
    }

    /** The id of the entry that the producer added under this name of its own, or null. */
    @Nullable
    StreamId find(Slice producer, Slice name, long now) {
        LinkedHashMap<Slice, Added> entries = recent.get(producer);
        if (entries == null) {
            return null;
        }
        forgetOld(entries, now);
        Added entry = entries.get(name);
        return entry == null ? null : entry.id;
    }

    /** Counts an entry that was sent again. */
    void duplicate() {
        duplicates++;
    }

    /** Remembers that the producer added an entry under this name. */
    void added(Slice producer, Slice name, StreamId id, long now) {
        LinkedHashMap<Slice, Added> entries = recent.get(producer);
        if (entries == null) {
            entries = new LinkedHashMap<>();
            recent.put(producer.copy(), entries);
        }
        forgetOld(entries, now);
        entries.put(name.copy(), new Added(id, now));
        if (entries.size() > maxSize) {
            entries.remove(entries.keySet().iterator().next());
        }
        added++;
    }

    private void forgetOld(Map<Slice, Added> entries, long now) {
        Iterator<Added> oldestFirst = entries.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next().time + durationSeconds * 1000 <= now) {
            oldestFirst.remove();
        }
    }

    /** Forgets what is too old, of all producers. O(producers). */
    void forgetOld(long now) {
        recent.values().forEach(each -> forgetOld(each, now));
        recent.values().removeIf(Map::isEmpty);
    }

    /** For how long an entry is remembered. */
    long durationSeconds() {
        return durationSeconds;
    }

    /** How many entries of a producer are remembered. */
    int maxSize() {
        return maxSize;
    }

    /** Number of producers of which something is remembered. */
    int producers() {
        return recent.size();
    }

    /** Estimate of the heap it takes, in bytes. */
    long memoryBytes() {
        return PRODUCER_BYTES * (1L + recent.size()) + ENTRY_BYTES * entries();
    }

    /** Number of entries that are remembered. O(producers). */
    long entries() {
        return recent.values().stream().mapToLong(Map::size).sum();
    }

    /** Number of entries that were ever remembered. */
    long added() {
        return added;
    }

    /** Number of entries that were not added because they had been. */
    long duplicates() {
        return duplicates;
    }
}
