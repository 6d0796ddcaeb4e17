package dev.vermilion.engine.list;

import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.ElementSource;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A list: byte strings in the order in which they were put at its ends. Touched by the command thread only.
 *
 * <p>It is a chain of packs, each no larger than {@code list-max-listpack-size} says; an element that is larger by itself
 * has a pack of its own. Both ends are reached in O(1), an element in the middle by walking the nodes from the nearer
 * end.
 */
public final class ListValue implements Value, ElementSource {

    private static final int OBJECT_BYTES = 32;

    private final Nodes nodes;
    private long size;
    /** True while everything is in one node, which then grows as far as {@link #growBy} lets it. */
    private boolean packed;

    /** An empty list. */
    public ListValue() {
        this(new Nodes(), 0, true);
    }

    private ListValue(Nodes nodes, long size, boolean packed) {
        this.nodes = nodes;
        this.size = size;
        this.packed = packed;
    }

    /**
     * What a key holds as a list.
     *
     * @param held what the key table says; null stays null
     * @throws dev.vermilion.engine.command.CommandException WRONGTYPE if it is something else
     */
    public static @Nullable ListValue of(@Nullable Object held) {
        if (held == null || held instanceof ListValue) {
            return (ListValue) held;
        }
        throw Errors.wrongType();
    }

    /** A list of these elements, at least one, in this order. The slices are not kept. O(n). */
    public static ListValue listOf(List<Slice> elements, Settings settings) {
        ListValue list = new ListValue();
        long bytes = elements.stream().mapToLong(Slice::length).sum();
        list.growBy(bytes, elements.size(), settings);
        for (Slice element : elements) {
            list.push(element, false, settings);
        }
        return list;
    }

    @Override
    public ValueType type() {
        return ValueType.LIST;
    }

    @Override
    public String encoding() {
        return packed ? "listpack" : "quicklist";
    }

    @Override
    public long elements() {
        return size;
    }

    /** Number of elements. */
    public long size() {
        return size;
    }

    @Override
    public void forEachElement(long from, long to, boolean descending, Consumer<Slice> visitor) {
        if (from >= to) {
            return;
        }
        Slice element = new Slice();
        Cursor cursor = cursor(descending ? to - 1 : from);
        cursor.pack().read(cursor.at(), element);
        visitor.accept(element);
        for (long i = from + 1; i < to; i++) {
            cursor.step(descending);
            cursor.pack().read(cursor.at(), element);
            visitor.accept(element);
        }
    }

    /** Number of packs that it is held in. */
    public int nodes() {
        return nodes.count();
    }

    /** A cursor on the element at {@code index}, which must be there. O(nodes). */
    Cursor cursor(long index) {
        return new Cursor(nodes, index, size);
    }

    /** Writes {@code count} elements from {@code index} on, towards either end; they must be there. */
    void write(long index, long count, boolean backwards, ReplyWriter reply) {
        if (count == 0) {
            return;
        }
        Cursor cursor = cursor(index);
        cursor.pack().write(cursor.at(), reply);
        for (long i = 1; i < count; i++) {
            cursor.step(backwards);
            cursor.pack().write(cursor.at(), reply);
        }
    }

    /** A copy of the element at {@code index}, which must be there. */
    byte[] toBytes(long index) {
        Cursor cursor = cursor(index);
        return cursor.pack().toBytes(cursor.at());
    }

    /**
     * Says that elements will come: a list in one node becomes one of many if they would make it too large. To be called
     * once before {@link #push}, {@link #insert} and {@link #set}.
     *
     * @param bytes lengths of the elements together
     */
    void growBy(long bytes, long elements, Settings settings) {
        if (packed && size > 0) {
            packed = NodeLimit.allows(NodeLimit.of(settings), nodes.get(0).bytes() + bytes, size + elements);
        } else if (packed) {
            packed = NodeLimit.allows(NodeLimit.of(settings), bytes, elements);
        }
    }

    /** Adds {@code element} at an end. O(1) amortised. The slice must not point into this list. */
    void push(Slice element, boolean left, Settings settings) {
        size++;
        if (nodes.count() > 0) {
            Pack end = nodes.end(left);
            if (hasRoom(end, element, limit(settings))) {
                end.insert(left ? end.first() : end.end(), element);
                return;
            }
            squeeze(end, left);
        }
        nodes.add(packOf(element), left);
    }

    /** Gives back what a node, now full, has reserved to grow. */
    private void squeeze(Pack full, boolean left) {
        if (full.memoryBytes() > full.bytes() + full.bytes() / 8 + 64) {
            nodes.replaceEnd(full.copy(), left);
        }
    }

    /** Removes {@code count} elements from an end; that many must be there. O(nodes removed). */
    void remove(long count, boolean left, Settings settings) {
        long rest = count;
        while (rest > 0) {
            Pack end = nodes.end(left);
            if (end.count() <= rest) {
                rest -= end.count();
                nodes.removeEnd(left);
            } else {
                end.delete(left ? end.first() : end.at((int) -rest), (int) rest);
                rest = 0;
            }
        }
        size -= count;
        shrink(settings);
    }

    /** Puts {@code element} in the place of the one at {@code index}, which must be there. O(nodes). */
    void set(long index, Slice element, Settings settings) {
        growBy(element.length(), 1, settings);
        int limit = limit(settings);
        Cursor cursor = cursor(index);
        Pack pack = cursor.pack();
        int old = pack.next(cursor.at()) - cursor.at();
        int bytes = pack.bytes() - old + Pack.entryBytes(element);
        if (pack.count() == 1 || NodeLimit.allows(limit, bytes, pack.count())) {
            pack.replace(cursor.at(), element);
        } else {
            insertAt(cursor.node(), pack.delete(cursor.at(), 1), element, limit);
            size--;
        }
        shrink(settings);
    }

    /**
     * Puts {@code element} beside the first one that is {@code pivot}. O(n).
     *
     * @return false if there is no such element
     */
    boolean insert(Slice pivot, boolean before, Slice element, Settings settings) {
        growBy(element.length(), 1, settings);
        for (int node = 0; node < nodes.count(); node++) {
            Pack pack = nodes.get(node);
            int at = pack.find(pack.first(), pivot, 0);
            if (at >= 0) {
                insertAt(node, before ? at : pack.next(at), element, limit(settings));
                return true;
            }
        }
        return false;
    }

    /** Puts {@code element} at a position of a node that is not empty; where there is no room the node is split. */
    private void insertAt(int node, int at, Slice element, int limit) {
        size++;
        Pack pack = nodes.get(node);
        if (hasRoom(pack, element, limit)) {
            pack.insert(at, element);
        } else if (at == pack.first()) {
            insertBetween(node - 1, node, element, limit);
        } else if (at == pack.end()) {
            insertBetween(node, node + 1, element, limit);
        } else {
            nodes.insert(node + 1, pack.splitAt(at));
            int more = insertBetween(node, node + 1, element, limit);
            nodes.join(node + 1 + more, limit);
            nodes.join(node - 1, limit);
        }
    }

    /** Puts {@code element} between two neighbours, one of which may not be there; returns how many nodes it added. */
    private int insertBetween(int left, int right, Slice element, int limit) {
        if (left >= 0 && hasRoom(nodes.get(left), element, limit)) {
            nodes.get(left).append(element);
            return 0;
        }
        if (right < nodes.count() && hasRoom(nodes.get(right), element, limit)) {
            nodes.get(right).prepend(element);
            return 0;
        }
        nodes.insert(right, packOf(element));
        return 1;
    }

    /**
     * Removes elements that are {@code element}. O(n), less if {@code most} are found early.
     *
     * @param backwards true to begin with the last one
     * @return how many were removed, {@code most} at most
     */
    long removeEqual(Slice element, long most, boolean backwards, Settings settings) {
        long removed = 0;
        int touched = 0;
        int last = -1;
        int count = nodes.count();
        for (int i = 0; i < count && removed < most; i++) {
            int node = backwards ? count - 1 - i : i;
            Pack pack = nodes.get(node);
            long here = backwards
                    ? removeFromEnd(pack, element, most - removed)
                    : removeFromStart(pack, element, most - removed);
            if (here > 0) {
                removed += here;
                touched++;
                last = node;
            }
        }
        size -= removed;
        if (touched > 1) {
            nodes.tidy(NodeLimit.of(settings));
        } else if (touched == 1) {
            tidyAround(last, NodeLimit.of(settings));
        }
        shrink(settings);
        return removed;
    }

    private void tidyAround(int node, int limit) {
        if (nodes.get(node).count() == 0) {
            nodes.remove(node);
        } else {
            nodes.join(node, limit);
            nodes.join(node - 1, limit);
        }
    }

    private static long removeFromStart(Pack pack, Slice element, long most) {
        long removed = 0;
        int at = pack.find(pack.first(), element, 0);
        while (at >= 0 && removed < most) {
            at = pack.find(pack.delete(at, 1), element, 0);
            removed++;
        }
        return removed;
    }

    private static long removeFromEnd(Pack pack, Slice element, long most) {
        long removed = 0;
        int at = pack.end();
        while (at > pack.first() && removed < most) {
            at = pack.previous(at);
            if (pack.contentEquals(at, element)) {
                at = pack.delete(at, 1);
                removed++;
            }
        }
        return removed;
    }

    /** A list in one node again, if what is left fills half of it at most: not sooner, or it would go to and fro. */
    private void shrink(Settings settings) {
        if (!packed && nodes.count() == 1) {
            packed = NodeLimit.allowsHalf(NodeLimit.of(settings), nodes.get(0).bytes(), size);
        }
    }

    private int limit(Settings settings) {
        return packed ? NodeLimit.NONE : NodeLimit.of(settings);
    }

    private static boolean hasRoom(Pack pack, Slice element, int limit) {
        return NodeLimit.allows(limit, pack.bytes() + Pack.entryBytes(element), pack.count() + 1);
    }

    private static Pack packOf(Slice element) {
        Pack pack = new Pack();
        pack.append(element);
        return pack;
    }

    @Override
    public Value copy() {
        return new ListValue(new Nodes(nodes), size, packed);
    }

    @Override
    public long memoryBytes() {
        return OBJECT_BYTES + nodes.memoryBytes();
    }
}
