package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;
import java.util.function.Consumer;

/** Elements in an order, as SORT takes them: lists, sorted sets, and sets in the order they happen to have. */
public interface ElementSource {

    /** Number of elements. */
    long elements();

    /**
     * Visits the elements from index {@code from} (inclusive) to {@code to} (exclusive), both from 0 to {@link
     * #elements()}. Slices are valid during the call only, and the value must not be changed.
     *
     * @param descending true to begin with the last of them; of no effect on a set
     */
    void forEachElement(long from, long to, boolean descending, Consumer<Slice> visitor);
}
