package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream: entries with ids that only grow, and the groups that read them. Touched by the command thread only.
 *
 * <p>The entries lie in packs; see {@code Node}. Adding is O(1), finding an id O(log n). A stream without entries keeps
 * its key.
 */
public final class StreamValue implements Value {

    /** With the map of groups and one id: the three are mostly the same one, or zero. */
    private static final int OBJECT_BYTES = 48 + 48 + 32;
    /** An entry of the map of groups, with a slice and the array in it. */
    private static final int GROUP_NAME_BYTES = 40 + 24 + 16;

    private final Entries entries;
    private final TreeMap<Slice, Group> groups = new TreeMap<>();
    private StreamId firstId = StreamId.ZERO;
    private StreamId lastId = StreamId.ZERO;
    private StreamId maxDeletedId = StreamId.ZERO;
    private long entriesAdded;
    private @Nullable Producers producers;

    /** An empty stream. */
    public StreamValue() {
        this(new Entries());
    }

    private StreamValue(Entries entries) {
        this.entries = entries;
    }

    /**
     * What a key holds as a stream.
     *
     * @param held what the key table says; null stays null
     * @throws dev.vermilion.engine.command.CommandException WRONGTYPE if it is something else
     */
    public static @Nullable StreamValue of(@Nullable Object held) {
        if (held == null || held instanceof StreamValue) {
            return (StreamValue) held;
        }
        throw Errors.wrongType();
    }

    /**
     * Visits the words of all entries in their order: of each its id, with a dot between its time and its number, and its
     * fields and values in turn. Slices are valid during the call only, and the stream must not be changed. O(n).
     */
    public void forEachWord(Consumer<Slice> visitor) {
        Walk walk = Walk.forwards(entries, StreamId.ZERO, StreamId.MAX);
        while (walk.next()) {
            StreamId id = walk.id();
            String text = Long.toUnsignedString(id.ms()) + "." + Long.toUnsignedString(id.seq());
            visitor.accept(Slice.of(text));
            walk.forEachWord(visitor);
        }
    }

    /** The entries. */
    Entries entries() {
        return entries;
    }

    /** Number of entries. */
    long length() {
        return entries.length();
    }

    /** The id of the first entry; 0-0 if there is none. */
    StreamId firstId() {
        return firstId;
    }

    /** The largest id that an entry ever had, or was said to have had. */
    StreamId lastId() {
        return lastId;
    }

    /** The largest id of an entry that was deleted by its id. */
    StreamId maxDeletedId() {
        return maxDeletedId;
    }

    /** Number of entries that were ever added. */
    long entriesAdded() {
        return entriesAdded;
    }

    /** Sets what is known of entries that are not there any more. */
    void restore(StreamId lastId, long entriesAdded, StreamId maxDeletedId) {
        this.lastId = lastId;
        this.entriesAdded = entriesAdded;
        this.maxDeletedId = maxDeletedId;
    }

    /** Adds an entry with the fields and values that begin at word {@code from}; its id must be above {@link #lastId}. */
    void append(StreamId id, Request words, int from, int pairs, Settings settings) {
        entries.append(id, words, from, pairs, settings);
        entriesAdded++;
        lastId = id;
        if (length() == 1) {
            firstId = id;
        }
    }

    /** Deletes an entry; false if it is not there. */
    boolean delete(StreamId id) {
        if (!entries.delete(id)) {
            return false;
        }
        maxDeletedId = maxDeletedId.max(id);
        if (id.equals(firstId)) {
            entriesRemoved();
        }
        return true;
    }

    /** Says that entries were removed at the start. */
    void entriesRemoved() {
        firstId = entries.first();
    }

    /** The groups, in the order of their names. */
    Map<Slice, Group> groups() {
        return groups;
    }

    /** The group with this name, or null. */
    @Nullable
    Group group(Slice name) {
        return groups.get(name);
    }

    /** True if a group has still to read the entry or to acknowledge it. */
    boolean isReferenced(StreamId id) {
        for (Group group : groups.values()) {
            if (id.isAfter(group.lastId) || group.pending().find(id.ms(), id.seq()) != null) {
                return true;
            }
        }
        return false;
    }

    /** Makes all groups forget an entry. */
    void dropReferences(StreamId id) {
        groups.values().forEach(group -> group.acknowledge(id));
    }

    /** What producers have added lately, or null if none said that it may send entries twice. */
    @Nullable
    Producers producers() {
        return producers;
    }

    /** As {@link #producers()}, made if there was nothing. */
    Producers producers(Settings settings) {
        if (producers == null) {
            producers = new Producers(settings.streamIdmpDuration, settings.streamIdmpMaxSize);
        }
        return producers;
    }

    /** Writes the stream in the second of its forms in RDB. O(n). */
    public void write(RdbWriter out) {
        StreamRdb.write(this, out);
    }

    /**
     * Reads a stream from RDB.
     *
     * @param form 1, 2 or 3, in the order in which they came
     * @throws dev.vermilion.engine.rdb.RdbException if it is none
     */
    public static StreamValue read(RdbReader in, int form, Settings settings) {
        return StreamRdb.read(in, form, settings);
    }

    @Override
    public ValueType type() {
        return ValueType.STREAM;
    }

    @Override
    public String encoding() {
        return "stream";
    }

    @Override
    public long elements() {
        return entries.length();
    }

    @Override
    public Value copy() {
        StreamValue copy = new StreamValue(entries.copy());
        copy.firstId = firstId;
        copy.restore(lastId, entriesAdded, maxDeletedId);
        groups.forEach((name, group) -> copy.groups.put(name, group.copy()));
        copy.producers = producers == null ? null : producers.copy();
        return copy;
    }

    @Override
    public long memoryBytes() {
        long bytes = OBJECT_BYTES + entries.memoryBytes() + (producers == null ? 0 : producers.memoryBytes());
        if (!groups.isEmpty()) {
            for (Map.Entry<Slice, Group> each : groups.entrySet()) {
                bytes += GROUP_NAME_BYTES
                        + each.getKey().length()
                        + each.getValue().memoryBytes();
            }
        }
        return bytes;
    }
}
