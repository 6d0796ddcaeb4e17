package dev.vermilion.engine.zset;

import dev.vermilion.engine.keyspace.ScoredSource.Visitor;
import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Elements in the order of their scores, those of one score in the order of their members' bytes, that can be found by
 * place as well: the order of a large sorted set. Members are not copied.
 *
 * <p>Everything is O(log n) but for the walks. Not thread safe.
 */
final class ScoreTree {

    /* Design: a B+ tree (Comer: "The Ubiquitous B-Tree", ACM Computing Surveys 11(2), 1979) whose inner nodes count
     * what is below each child. The counts answer both questions about ranks: how many elements lie before this one,
     * and which element is the k-th.
     *
     *   inner node   counts    40         25         61          elements below each child
     *                fences     .      (2.5,"c")   (7,"k")       a child holds nothing below its fence,
     *                           |          |          |          the child before it nothing from there on
     *                           v          v          v
     *   leaves       scores    1 1.5 2 <> 2.5 3 6 <> 7 7 9       linked both ways for the walks
     *                members   a  x  b     c  f a    k m b
     *
     * Why not a skip list, as Redis has: a leaf keeps 64 elements in two arrays, 12 bytes each; a list node would be an
     * object per element with its own header and pointers.
     *
     * A full leaf splits in halves, but at the right end of the tree an empty one is added instead: whoever adds in
     * ascending order fills the leaves. After a deletion two neighbours become one if together they fill no more than
     * three quarters of a node; so neighbours always fill more than that, and the depth stays logarithmic. Fences are
     * not tightened by deletions: they stay true.
     */

    private static final int LEAF_SIZE = 64;
    private static final int INNER_SIZE = 32;
    private static final int FIRST_LEAF_SIZE = 4;
    private static final Node[] NO_CHILDREN = new Node[0];
    private static final int[] NO_COUNTS = new int[0];

    private static final int TREE_BYTES = 32;
    private static final int NODE_BYTES = 40;

    private Node root = new Node(FIRST_LEAF_SIZE);
    private int size;
    /** What the nodes take of the heap. */
    private long nodeBytes = root.bytes();

    /** A leaf, or an inner node; then scores and members are the fences of its children, the first of them unused. */
    private static final class Node {
        private int size;
        private double[] scores;
        private byte[][] members;
        private final Node[] children;
        private final int[] counts;
        private @Nullable Node previous;
        private @Nullable Node next;

        /** A leaf. */
        private Node(int capacity) {
            this.scores = new double[capacity];
            this.members = new byte[capacity][];
            this.children = NO_CHILDREN;
            this.counts = NO_COUNTS;
        }

        /** An inner node with room for one child too many, until it is split. */
        private Node() {
            this.scores = new double[INNER_SIZE + 1];
            this.members = new byte[INNER_SIZE + 1][];
            this.children = new Node[INNER_SIZE + 1];
            this.counts = new int[INNER_SIZE + 1];
        }

        /** What it takes of the heap, without the members. */
        private long bytes() {
            long bytes = NODE_BYTES + Footprint.array(8L * scores.length) + Footprint.references(members.length);
            return isLeaf()
                    ? bytes
                    : bytes + Footprint.references(children.length) + Footprint.array(4L * counts.length);
        }

        private boolean isLeaf() {
            return children.length == 0;
        }

        private int elements() {
            if (isLeaf()) {
                return size;
            }
            int sum = 0;
            for (int i = 0; i < size; i++) {
                sum += counts[i];
            }
            return sum;
        }

        /** How many entries from {@code from} on the bound covers. */
        private int covered(int from, Bound bound) {
            int low = from;
            int high = size;
            while (low < high) {
                int middle = (low + high) >>> 1;
                byte[] member = members[middle];
                if (bound.covers(scores[middle], member, 0, member.length)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - from;
        }

        private void put(int at, double score, byte[] member) {
            scores[at] = score;
            members[at] = member;
        }

        /** Moves the entries from {@code from} on so that they begin at {@code to}. */
        private void shift(int from, int to) {
            int moved = size - from;
            System.arraycopy(scores, from, scores, to, moved);
            System.arraycopy(members, from, members, to, moved);
            if (!isLeaf()) {
                System.arraycopy(children, from, children, to, moved);
                System.arraycopy(counts, from, counts, to, moved);
            }
            size += to - from;
            clearBehind(size, size + Math.max(0, from - to));
        }

        /** Moves the entries from {@code from} on behind those of {@code target}. */
        private void moveTo(Node target, int from) {
            int moved = size - from;
            System.arraycopy(scores, from, target.scores, target.size, moved);
            System.arraycopy(members, from, target.members, target.size, moved);
            if (!isLeaf()) {
                System.arraycopy(children, from, target.children, target.size, moved);
                System.arraycopy(counts, from, target.counts, target.size, moved);
            }
            target.size += moved;
            clearBehind(from, size);
            size = from;
        }

        private void clearBehind(int from, int to) {
            Arrays.fill(members, from, to, null);
            if (!isLeaf()) {
                Arrays.fill(children, from, to, null);
            }
        }

        private void ensure(int capacity) {
            if (scores.length < capacity) {
                int larger = Math.min(LEAF_SIZE, Math.max(capacity, scores.length * 2));
                scores = Arrays.copyOf(scores, larger);
                members = Arrays.copyOf(members, larger);
            }
        }

        private void insertChild(int at, Node child, int count) {
            shift(at, at + 1);
            put(at, child.scores[0], child.members[0]);
            children[at] = child;
            counts[at] = count;
        }
    }

    /** Number of elements. */
    int size() {
        return size;
    }

    /** Adds an element that is not there. The array is kept. */
    void insert(double score, byte[] member) {
        Node right = insert(root, Bound.behind(score, Slice.of(member)), score, member);
        size++;
        if (right != null) {
            Node left = root;
            root = new Node();
            nodeBytes += root.bytes();
            root.insertChild(0, left, left.elements());
            root.insertChild(1, right, right.elements());
        }
    }

    /** Adds an element below {@code node}; returns the node that was split off to its right, or null. */
    private @Nullable Node insert(Node node, Bound place, double score, byte[] member) {
        if (node.isLeaf()) {
            return insertIntoLeaf(node, node.covered(0, place), score, member);
        }
        int at = node.covered(1, place);
        Node child = node.children[at];
        Node right = insert(child, place, score, member);
        node.counts[at]++;
        if (right == null) {
            return null;
        }
        int moved = right.elements();
        node.counts[at] -= moved;
        node.insertChild(at + 1, right, moved);
        if (node.size <= INNER_SIZE) {
            return null;
        }
        Node half = new Node();
        nodeBytes += half.bytes();
        node.moveTo(half, at + 2 == node.size ? node.size - 1 : node.size / 2);
        return half;
    }

    private @Nullable Node insertIntoLeaf(Node leaf, int at, double score, byte[] member) {
        if (leaf.size < LEAF_SIZE) {
            ensure(leaf, leaf.size + 1);
            leaf.shift(at, at + 1);
            leaf.put(at, score, member);
            return null;
        }
        Node right = new Node(LEAF_SIZE);
        nodeBytes += right.bytes();
        right.previous = leaf;
        right.next = leaf.next;
        if (leaf.next != null) {
            leaf.next.previous = right;
        }
        boolean appended = at == leaf.size && leaf.next == null;
        leaf.next = right;
        if (!appended) {
            leaf.moveTo(right, LEAF_SIZE / 2);
        }
        if (at <= leaf.size && !appended) {
            leaf.shift(at, at + 1);
            leaf.put(at, score, member);
        } else {
            int place = at - leaf.size;
            right.shift(place, place + 1);
            right.put(place, score, member);
        }
        return right;
    }

    /** Removes the element with this score and member, which must be there. */
    void remove(double score, Slice member) {
        remove(root, Bound.behind(score, member));
        size--;
        while (!root.isLeaf() && root.size == 1) {
            nodeBytes -= root.bytes();
            root = root.children[0];
        }
        if (root.size == 0) {
            root = new Node(FIRST_LEAF_SIZE);
            nodeBytes = root.bytes();
        }
    }

    private void remove(Node node, Bound behind) {
        if (node.isLeaf()) {
            int at = node.covered(0, behind);
            node.shift(at, at - 1);
            return;
        }
        int at = node.covered(1, behind);
        Node child = node.children[at];
        remove(child, behind);
        node.counts[at]--;
        if (child.size == 0) {
            nodeBytes -= child.bytes();
            unlink(child);
            node.shift(at + 1, at);
        } else if (at + 1 < node.size && fit(child, node.children[at + 1])) {
            mergeWithNext(node, at);
        } else if (at > 0 && fit(node.children[at - 1], child)) {
            mergeWithNext(node, at - 1);
        }
    }

    private static boolean fit(Node left, Node right) {
        int full = left.isLeaf() ? LEAF_SIZE : INNER_SIZE;
        return left.size + right.size <= full - full / 4;
    }

    private void mergeWithNext(Node parent, int at) {
        Node left = parent.children[at];
        Node right = parent.children[at + 1];
        nodeBytes -= right.bytes();
        if (left.isLeaf()) {
            ensure(left, left.size + right.size);
            unlink(right);
        } else {
            right.put(0, parent.scores[at + 1], parent.members[at + 1]);
        }
        right.moveTo(left, 0);
        parent.counts[at] += parent.counts[at + 1];
        parent.shift(at + 2, at + 1);
    }

    private void ensure(Node leaf, int capacity) {
        nodeBytes -= leaf.bytes();
        leaf.ensure(capacity);
        nodeBytes += leaf.bytes();
    }

    private static void unlink(Node leaf) {
        if (leaf.previous != null) {
            leaf.previous.next = leaf.next;
        }
        if (leaf.next != null) {
            leaf.next.previous = leaf.previous;
        }
    }

    /**
     * Changes a score. O(1) behind the search where the element stays within its leaf.
     *
     * @param member the element's own array
     */
    void rescore(byte[] member, double from, double to) {
        Slice slice = Slice.of(member);
        Bound old = Bound.behind(from, slice);
        Node leaf = root;
        while (!leaf.isLeaf()) {
            leaf = leaf.children[leaf.covered(1, old)];
        }
        int target = leaf.covered(0, Bound.behind(to, slice));
        if (target == 0 || target == leaf.size) {
            remove(from, slice); // it may belong to another leaf
            insert(to, member);
            return;
        }
        int at = leaf.covered(0, old) - 1;
        leaf.shift(at + 1, at);
        int place = target > at ? target - 1 : target;
        leaf.shift(place, place + 1);
        leaf.put(place, to, member);
    }

    /** Number of elements that the bound covers. */
    int countBefore(Bound bound) {
        int before = 0;
        Node node = root;
        while (!node.isLeaf()) {
            int at = node.covered(1, bound);
            for (int i = 0; i < at; i++) {
                before += node.counts[i];
            }
            node = node.children[at];
        }
        return before + node.covered(0, bound);
    }

    /** Visits the elements with the ranks {@code from} (inclusive) to {@code to} (exclusive), upwards or downwards. */
    void forEach(int from, int to, boolean descending, Visitor visitor) {
        if (from >= to) {
            return;
        }
        int rank = descending ? to - 1 : from;
        Node leaf = root;
        while (!leaf.isLeaf()) {
            int at = 0;
            while (rank >= leaf.counts[at]) {
                rank -= leaf.counts[at++];
            }
            leaf = leaf.children[at];
        }
        if (descending) {
            walkDown(leaf, rank, to - from, visitor);
        } else {
            walkUp(leaf, rank, to - from, visitor);
        }
    }

    private static void walkUp(Node first, int at, int count, Visitor visitor) {
        Slice member = new Slice();
        int left = count;
        int start = at;
        for (Node leaf = first; leaf != null && left > 0; leaf = leaf.next) {
            for (int i = start; i < leaf.size && left > 0; i++, left--) {
                member.set(leaf.members[i]);
                visitor.visit(member, leaf.scores[i]);
            }
            start = 0;
        }
    }

    private static void walkDown(Node first, int at, int count, Visitor visitor) {
        Slice member = new Slice();
        int left = count;
        int start = at;
        for (Node leaf = first; leaf != null && left > 0; ) {
            for (int i = start; i >= 0 && left > 0; i--, left--) {
                member.set(leaf.members[i]);
                visitor.visit(member, leaf.scores[i]);
            }
            leaf = leaf.previous;
            start = leaf == null ? 0 : leaf.size - 1;
        }
    }

    /** What it takes of the heap without the members, in bytes. */
    long memoryBytes() {
        return TREE_BYTES + nodeBytes;
    }
}
