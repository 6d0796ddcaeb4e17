package dev.vermilion.engine.list;

import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.Footprint;

/**
 * The nodes of a list, in order: a ring of packs that grows at both ends in O(1) amortised. In the middle it is opened
 * and closed by moving the shorter side.
 */
final class Nodes implements Pack.Owner {

    private static final int OBJECT_BYTES = 32;

    private Pack[] ring; // its length is a power of two
    private int first;
    private int count;
    /** What the packs take of the heap. */
    private long packBytes;

    /** No nodes. */
    Nodes() {
        this.ring = new Pack[1];
    }

    /** Copies of all packs of {@code other}. */
    Nodes(Nodes other) {
        this.ring = new Pack[other.ring.length];
        this.count = other.count;
        for (int i = 0; i < count; i++) {
            ring[i] = own(other.get(i).copy());
        }
    }

    /** Number of nodes. */
    int count() {
        return count;
    }

    /** The node with that index, from 0. */
    Pack get(int index) {
        return ring[place(index)];
    }

    /** The first node or the last; there must be one. */
    Pack end(boolean left) {
        return get(left ? 0 : count - 1);
    }

    /** Adds a node in front of all or behind all. */
    void add(Pack pack, boolean left) {
        if (count == ring.length) {
            grow();
        }
        if (left) {
            first = first - 1 & ring.length - 1;
        }
        count++;
        set(left ? 0 : count - 1, own(pack));
    }

    /** Puts {@code pack} in the place of the first node or the last. */
    void replaceEnd(Pack pack, boolean left) {
        disown(end(left));
        set(left ? 0 : count - 1, own(pack));
    }

    /** Removes the first node or the last. */
    void removeEnd(boolean left) {
        disown(end(left));
        closeEnd(left);
    }

    @SuppressWarnings("NullAway") // what is outside of the ring's used part is null
    private void closeEnd(boolean left) {
        set(left ? 0 : count - 1, null);
        if (left) {
            first = first + 1 & ring.length - 1;
        }
        count--;
        if (count == 0) {
            ring = new Pack[1];
            first = 0;
        }
    }

    /** Puts a node before the one at {@code index}, or behind all. */
    void insert(int index, Pack pack) {
        boolean left = index < count / 2;
        add(pack, left);
        if (left) {
            for (int i = 0; i < index; i++) {
                set(i, get(i + 1));
            }
        } else {
            for (int i = count - 1; i > index; i--) {
                set(i, get(i - 1));
            }
        }
        set(index, pack);
    }

    /** Removes the node at {@code index}. */
    void remove(int index) {
        boolean left = index < count / 2;
        disown(get(index));
        if (left) {
            for (int i = index; i > 0; i--) {
                set(i, get(i - 1));
            }
        } else {
            for (int i = index; i < count - 1; i++) {
                set(i, get(i + 1));
            }
        }
        closeEnd(left);
    }

    /** Joins the node at {@code index} with the one behind it if together they fill half a node at most. */
    void join(int index, int limit) {
        if (index >= 0 && index + 1 < count && fitTogether(get(index), get(index + 1), limit)) {
            get(index).appendAll(get(index + 1));
            remove(index + 1);
        }
    }

    /** Removes the nodes that hold nothing, and joins small neighbours. O(nodes). */
    void tidy(int limit) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            Pack pack = get(i);
            if (kept > 0 && fitTogether(get(kept - 1), pack, limit)) {
                get(kept - 1).appendAll(pack);
                disown(pack);
            } else if (pack.count() > 0) {
                set(kept++, pack);
            } else {
                disown(pack);
            }
        }
        while (count > kept) {
            closeEnd(false);
        }
    }

    private static boolean fitTogether(Pack one, Pack other, int limit) {
        return NodeLimit.allowsHalf(limit, one.bytes() + other.bytes(), one.count() + other.count());
    }

    /** What they take of the heap, in bytes. */
    long memoryBytes() {
        return OBJECT_BYTES + Footprint.references(ring.length) + packBytes;
    }

    @Override
    public void grown(long bytes) {
        packBytes += bytes;
    }

    private Pack own(Pack pack) {
        pack.tell(this);
        packBytes += pack.memoryBytes();
        return pack;
    }

    private void disown(Pack pack) {
        pack.tell(null);
        packBytes -= pack.memoryBytes();
    }

    private void grow() {
        Pack[] larger = new Pack[ring.length * 2];
        for (int i = 0; i < count; i++) {
            larger[i] = get(i);
        }
        ring = larger;
        first = 0;
    }

    private void set(int index, Pack pack) {
        ring[place(index)] = pack;
    }

    private int place(int index) {
        return first + index & ring.length - 1;
    }
}
