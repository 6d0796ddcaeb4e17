package dev.vermilion.engine.stream;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.Request;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a stream in the order of their ids: nodes in a sorted array, with room to grow at its end and room at
 * its start where nodes were trimmed. Appending is O(1), finding an id O(log nodes).
 */
final class Entries implements Pack.Owner {

    private static final int OBJECT_BYTES = 48;
    private static final int NODE_BYTES = 32;

    /** Stands where there is no node. */
    static final Node NONE = new Node(StreamId.ZERO, new Request(), 0, 0);

    private Node[] nodes;
    private int start;
    private int end;
    private long length;
    /** What the nodes take of the heap. */
    private long nodeBytes;

    Entries() {
        nodes = new Node[1];
    }

    private Entries(Node[] nodes, long length) {
        this.nodes = nodes;
        this.end = nodes.length;
        this.length = length;
        for (Node each : nodes) {
            own(each);
        }
    }

    Entries copy() {
        Node[] copies = new Node[nodes()];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = node(i).copy();
        }
        return new Entries(copies, length);
    }

    /** Number of entries. */
    long length() {
        return length;
    }

    /** Number of nodes. */
    int nodes() {
        return end - start;
    }

    /** The node with that index. */
    Node node(int index) {
        return nodes[start + index];
    }

    /** Index of the last node that may have entries up to this id: -1 if all are behind it. */
    int find(long ms, long seq) {
        int low = start;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (StreamId.compare(nodes[middle].ms(), nodes[middle].seq(), ms, seq) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1 - start;
    }

    /** Adds an entry with the fields and values that begin at word {@code from}; its id must be the largest so far. */
    void append(StreamId id, Request words, int from, int pairs, Settings settings) {
        long bytes = 0;
        for (int i = from; i < from + 2 * pairs; i++) {
            bytes += words.argument(i).length();
        }
        Node last = start == end ? NONE : nodes[end - 1];
        if (last == NONE || !last.hasRoom(bytes, settings.streamNodeMaxBytes, settings.streamNodeMaxEntries)) {
            last = new Node(id, words, from, pairs);
            add(last);
        }
        last.append(id, words, from, pairs);
        length++;
    }

    private void add(Node node) {
        if (end == nodes.length) {
            int count = nodes();
            nodes = Arrays.copyOfRange(nodes, start, start + Math.max(2, count + count / 2));
            start = 0;
            end = count;
        }
        nodes[end++] = own(node);
    }

    /** A walk at the entry with this id, or null if there is none. */
    @Nullable
    Walk at(long ms, long seq) {
        StreamId id = new StreamId(ms, seq);
        Walk walk = Walk.forwards(this, id, id);
        return walk.next() ? walk : null;
    }

    /** True if there is an entry with this id. */
    boolean contains(StreamId id) {
        return at(id.ms(), id.seq()) != null;
    }

    /** Deletes an entry; false if it is not there. */
    boolean delete(StreamId id) {
        Walk walk = at(id.ms(), id.seq());
        if (walk == null) {
            return false;
        }
        walk.delete();
        return true;
    }

    /** Deletes the entry whose flags are at {@code position} in a node. */
    void delete(int node, int position) {
        node(node).delete(position);
        deleted(node, 1);
    }

    /** Says that {@code count} entries of a node were marked as deleted; true if the node is gone with them. */
    boolean deleted(int node, int count) {
        length -= count;
        if (node(node).live() == count) {
            remove(node);
            return true;
        }
        node(node).deleted(count);
        return false;
    }

    /** Removes a node with all its entries. */
    void removeWhole(int node) {
        length -= node(node).live();
        remove(node);
    }

    private void remove(int node) {
        disown(node(node));
        if (node == 0) {
            nodes[start++] = NONE;
        } else {
            System.arraycopy(nodes, start + node + 1, nodes, start + node, end - start - node - 1);
            nodes[--end] = NONE;
        }
        if (nodes() * 4 < nodes.length && nodes.length > 8) {
            nodes = Arrays.copyOfRange(nodes, start, Math.max(end, start + 2));
            end -= start;
            start = 0;
        }
    }

    /** The first id, or 0-0 if there are no entries. */
    StreamId first() {
        Walk walk = Walk.forwards(this, StreamId.ZERO, StreamId.MAX);
        return walk.next() ? walk.id() : StreamId.ZERO;
    }

    /** The last id, or 0-0 if there are no entries. */
    StreamId last() {
        Walk walk = Walk.backwards(this, StreamId.ZERO, StreamId.MAX);
        return walk.next() ? walk.id() : StreamId.ZERO;
    }

    /** What they take of the heap, in bytes. */
    long memoryBytes() {
        return OBJECT_BYTES + Footprint.references(nodes.length) + nodeBytes;
    }

    @Override
    public void grown(long bytes) {
        nodeBytes += bytes;
    }

    private Node own(Node node) {
        node.pack().tell(this);
        nodeBytes += NODE_BYTES + node.pack().memoryBytes();
        return node;
    }

    private void disown(Node node) {
        node.pack().tell(null);
        nodeBytes -= NODE_BYTES + node.pack().memoryBytes();
    }
}
