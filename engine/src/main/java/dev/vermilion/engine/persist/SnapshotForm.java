package dev.vermilion.engine.persist;

import dev.vermilion.engine.rdb.RdbWriter;

/** How a snapshot is written down: as RDB, or as commands. */
interface SnapshotForm {

    /** Begins; all that is not in a database comes here. */
    void begin(RdbWriter out);

    /** What follows is in the database called {@code index}, which has so many keys. May come more than once for one. */
    void select(int index, RdbWriter out);

    /** A database that has not been seen begins: so many keys, of which so many expire. */
    void sizes(long keys, long expiring, RdbWriter out);

    /** A key with its value; {@code expireAt} in milliseconds since 1970, or NEVER. O(size of the value). */
    void entry(byte[] key, Object value, long expireAt, RdbWriter out);

    /** Ends. */
    void end(RdbWriter out);

    /** For RDB the version that the file must have so far, else 0. */
    int version();
}
