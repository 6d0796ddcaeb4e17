package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;
import java.util.function.Consumer;

/**
 * A value whose elements may expire one by one, as the fields of a hash do. An element that has expired is there for
 * nobody, but it is counted until a command comes upon it ({@link Database#expireElements}) or until the {@link Database},
 * which was told of the value ({@link Database#trackElements}), removes it in the background.
 */
public interface ExpiringElements {

    /** When the first element expires, in milliseconds since 1970, or {@link Database#NEVER}. Amortized O(log n). */
    long nextExpiry();

    /**
     * Removes elements that expire before {@code now}.
     *
     * @param limit how many at most
     * @param removed told of each before it is removed; the slice is valid during the call
     * @return how many were removed
     */
    int expireDue(long now, int limit, Consumer<Slice> removed);

    /** Removes {@code element} if it expires before {@code now}; false if it does not, or is not there. */
    boolean removeDue(Slice element, long now);

    /** Publishes the event that says that elements of the value at {@code key} have expired. */
    void publishExpired(KeyspaceEvents events, Slice key, int database);
}
