package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.table.ByteTable;
import org.jspecify.annotations.Nullable;

/** A value that may be held in a table, for DEBUG HTSTATS-KEY. */
public interface Tabled {

    /** The table that it is held in, or null while it has another form. To be looked at only. */
    @Nullable
    ByteTable table();
}
