package dev.vermilion.engine.stream;

import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.function.Consumer;

/**
 * A walk through the entries of a stream from one id to another, forwards or backwards, past the deleted ones. It stands
 * at an entry after each {@link #next()} that is true. Void after a change of the stream.
 */
final class Walk {

    private final Entries entries;
    private final StreamId from;
    private final StreamId to;
    private final boolean backwards;
    private int nodeIndex;
    private Node node;
    private Pack pack;
    private int sharedFields;
    /** Where the walk goes on: the flags of an entry, or, backwards, the last word of one. */
    private int position;

    private int flagsAt;
    private int dataAt;
    private int fields;
    private boolean shared;
    private long ms;
    private long seq;

    /** A walk forwards from {@code from} to {@code to}, both included. */
    static Walk forwards(Entries entries, StreamId from, StreamId to) {
        return new Walk(entries, from, to, false);
    }

    /** A walk backwards from {@code to} to {@code from}, both included. */
    static Walk backwards(Entries entries, StreamId from, StreamId to) {
        return new Walk(entries, from, to, true);
    }

    private Walk(Entries entries, StreamId from, StreamId to, boolean backwards) {
        this.entries = entries;
        this.from = from;
        this.to = to;
        this.backwards = backwards;
        StreamId begin = backwards ? to : from;
        nodeIndex = entries.find(begin.ms(), begin.seq());
        if (!backwards && nodeIndex < 0) {
            nodeIndex = 0;
        }
        node = Entries.NONE;
        pack = node.pack();
        enter();
    }

    private void enter() {
        if (nodeIndex >= 0 && nodeIndex < entries.nodes()) {
            node = entries.node(nodeIndex);
            pack = node.pack();
            sharedFields = node.sharedFields();
            position = backwards ? pack.last() : pack.next(node.headEnd());
        }
    }

    /** Goes to the next entry of the range; false if there is none. */
    boolean next() {
        while (nodeIndex >= 0 && nodeIndex < entries.nodes()) {
            if (backwards ? pack.integer(position) == 0 : position == pack.end()) {
                nodeIndex += backwards ? -1 : 1;
                enter();
                continue;
            }
            boolean deleted = backwards ? stepBack() : step();
            if (backwards ? StreamId.compare(ms, seq, from.ms(), from.seq()) < 0 : isBehind(to)) {
                return false;
            }
            if (!deleted && (backwards ? !isBehind(to) : StreamId.compare(ms, seq, from.ms(), from.seq()) >= 0)) {
                return true;
            }
        }
        return false;
    }

    private boolean isBehind(StreamId id) {
        return StreamId.compare(ms, seq, id.ms(), id.seq()) > 0;
    }

    /** Reads the entry at the position and goes behind it; true if it is a deleted one. */
    private boolean step() {
        boolean deleted = read(position);
        int at = dataAt;
        for (int i = shared ? fields : 2 * fields; i > 0; i--) {
            at = pack.next(at);
        }
        position = pack.next(at);
        return deleted;
    }

    private boolean stepBack() {
        int start = node.startOf(position);
        position = pack.previous(start);
        return read(start);
    }

    private boolean read(int start) {
        long flags = pack.integer(start);
        flagsAt = start;
        int at = pack.next(start);
        ms = node.ms() + pack.integer(at);
        at = pack.next(at);
        seq = node.seq() + pack.integer(at);
        dataAt = pack.next(at);
        shared = (flags & Node.SHARED_FIELDS) != 0;
        fields = sharedFields;
        if (!shared) {
            fields = (int) pack.integer(dataAt);
            dataAt = pack.next(dataAt);
        }
        return (flags & Node.DELETED) != 0;
    }

    /** The time of the id of the entry. */
    long ms() {
        return ms;
    }

    /** The number of the id of the entry. */
    long seq() {
        return seq;
    }

    /** The id of the entry. */
    StreamId id() {
        return new StreamId(ms, seq);
    }

    /** Deletes the entry; the walk ends with it. */
    void delete() {
        entries.delete(nodeIndex, flagsAt);
    }

    /** Writes the entry: an array of its id and an array of its fields and values. */
    void write(ReplyWriter reply) {
        reply.array(2);
        StreamId.write(ms, seq, reply);
        writeFields(reply);
    }

    /** Writes an array of the fields and values of the entry. */
    void writeFields(ReplyWriter reply) {
        reply.array(2L * fields);
        int at = dataAt;
        int fieldAt = shared ? node.sharedStart() : 0;
        for (int i = 0; i < fields; i++) {
            if (shared) {
                pack.write(fieldAt, reply);
                fieldAt = pack.next(fieldAt);
            } else {
                pack.write(at, reply);
                at = pack.next(at);
            }
            pack.write(at, reply);
            at = pack.next(at);
        }
    }

    /** Visits the fields and values of the entry, in turn. Slices are valid during the call only. */
    void forEachWord(Consumer<Slice> visitor) {
        Slice word = new Slice();
        int at = dataAt;
        int fieldAt = shared ? node.sharedStart() : 0;
        for (int i = 0; i < fields; i++) {
            if (shared) {
                pack.read(fieldAt, word);
                fieldAt = pack.next(fieldAt);
            } else {
                pack.read(at, word);
                at = pack.next(at);
            }
            visitor.accept(word);
            pack.read(at, word);
            visitor.accept(word);
            at = pack.next(at);
        }
    }
}
