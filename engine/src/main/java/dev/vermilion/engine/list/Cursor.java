package dev.vermilion.engine.list;

import dev.vermilion.engine.pack.Pack;

/** Stands on an element of a list and walks to its neighbours. A change of the list makes it void. */
final class Cursor {

    private final Nodes nodes;
    private int node;
    private Pack pack;
    private int at;

    /**
     * Stands on the element at {@code index}, which must be there. O(nodes), from the nearer end.
     *
     * @param size number of elements of all nodes
     */
    Cursor(Nodes nodes, long index, long size) {
        this.nodes = nodes;
        long before;
        if (index <= size / 2) {
            before = 0;
            node = 0;
            while (before + nodes.get(node).count() <= index) {
                before += nodes.get(node++).count();
            }
        } else {
            node = nodes.count() - 1;
            before = size - nodes.get(node).count();
            while (before > index) {
                before -= nodes.get(--node).count();
            }
        }
        pack = nodes.get(node);
        at = pack.at((int) (index - before));
    }

    /** The index of the node. */
    int node() {
        return node;
    }

    /** The node. */
    Pack pack() {
        return pack;
    }

    /** The position in {@link #pack()}. */
    int at() {
        return at;
    }

    /** Goes one element on; to be called only if there is one. */
    void step(boolean backwards) {
        if (backwards) {
            if (at == pack.first()) {
                pack = nodes.get(--node);
                at = pack.end();
            }
            at = pack.previous(at);
        } else {
            at = pack.next(at);
            if (at == pack.end()) {
                pack = nodes.get(++node);
                at = pack.first();
            }
        }
    }
}
