package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;

/** Told of keys whose values are no longer what they were: for client side caching. Keys are valid during the call. */
public interface KeyListener {

    /** A command changed {@code key}, or removed it. */
    void changed(Slice key);

    /** {@code key} went without a command: its time had come, or memory was wanted. */
    void lost(Slice key);

    /** All keys of one database, or of all, were removed at once. */
    void flushed();
}
