package dev.vermilion.engine.stream;

/**
 * How many nodes the radix tree would have in which Redis keeps what an array of nodes keeps here; XINFO STREAM tells it,
 * and tools judge the memory of a stream by it.
 */
final class RadixTree {

    /** Bytes of a key: an id, the larger bytes first. */
    private static final int KEY = 16;

    private RadixTree() {}

    /** Nodes of a tree with the first ids of all nodes of the stream. O(nodes). */
    static long nodes(Entries entries) {
        return entries.nodes() == 0 ? 1 : nodes(entries, 0, entries.nodes() - 1, 0);
    }

    /** Nodes below {@code depth} for the keys from {@code first} to {@code last}, which are the same up to there. */
    private static long nodes(Entries entries, int first, int last, int depth) {
        int common = depth;
        while (common < KEY && byteAt(entries, first, common) == byteAt(entries, last, common)) {
            common++;
        }
        long nodes = common > depth ? 2 : 1; // what all have in common is one node
        if (first == last) {
            return nodes;
        }
        int from = first;
        for (int i = first + 1; i <= last + 1; i++) {
            if (i > last || byteAt(entries, i, common) != byteAt(entries, from, common)) {
                nodes += nodes(entries, from, i - 1, common + 1);
                from = i;
            }
        }
        return nodes;
    }

    private static int byteAt(Entries entries, int node, int index) {
        Node of = entries.node(node);
        long part = index < 8 ? of.ms() : of.seq();
        return (int) (part >>> 56 - index % 8 * 8) & 0xff;
    }
}
