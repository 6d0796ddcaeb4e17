package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Footprint;
import org.jspecify.annotations.Nullable;

/** A value that is changed in place, and so may grow and shrink while a key holds it. */
public interface Sized {

    /**
     * What it takes of the heap, with all that it holds, in bytes. O(1): it is asked before and after every command that
     * may change it, and must not change otherwise.
     */
    long memoryBytes();

    /** What any value of a key takes of the heap, in bytes. */
    static long of(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Footprint.array(bytes.length);
        } else if (value instanceof Sized sized) {
            return sized.memoryBytes();
        } else if (value instanceof Long number) {
            return number >= Byte.MIN_VALUE && number <= Byte.MAX_VALUE ? 0 : Long.BYTES * 3; // small ones are shared
        }
        return 0;
    }
}
