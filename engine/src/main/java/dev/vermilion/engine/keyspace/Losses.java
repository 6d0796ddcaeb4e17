package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;

/** Told of what goes away though no command removed it: because its time has come, or to make room. */
public interface Losses {

    /** {@code key} is gone. */
    void lost(int database, Slice key);

    /** An element of the value at {@code key}, such as a field of a hash, is gone. */
    void lost(int database, Slice key, Slice element);
}
