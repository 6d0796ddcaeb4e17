package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;

/** Told of every key that may be changed, before it is: a snapshot that has not come to the key yet takes it down then. */
@FunctionalInterface
public interface BeforeWrite {

    /** {@code key} of {@code table}, which may be absent, is about to be changed. The table may be moved, not changed. */
    void beforeWrite(ByteTable table, Slice key);
}
