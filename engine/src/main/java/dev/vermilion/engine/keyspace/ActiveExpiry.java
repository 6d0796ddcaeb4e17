package dev.vermilion.engine.keyspace;

/**
 * Removes expired keys that nobody looks up, a little at a time.
 *
 * <p>It goes through the places of the key tables in turn rather than sampling: a place without expiring keys costs one
 * look, and after one round every key that had expired at its start is gone.
 */
public final class ActiveExpiry {

    /** Longest time of one run, in nanoseconds: at ten runs a second at most 1 % of the thread's time. */
    private static final long RUN_NANOS = 1_000_000;
    /** Places looked at between two looks at the clock. */
    private static final int PLACES_PER_LOOK = 16;

    private final Keyspace keyspace;
    private int database;
    private int place;

    ActiveExpiry(Keyspace keyspace) {
        this.keyspace = keyspace;
    }

    /** One run: goes on where the last one stopped, until every place was seen or the time is up. */
    public void run() {
        if (!keyspace.settings().activeExpire) {
            return;
        }
        long end = keyspace.clock().nanos() + RUN_NANOS;
        for (int seen = 0; seen <= keyspace.databases(); ) {
            Database current = keyspace.database(database);
            if (current.expiring() == 0 || place >= current.places()) {
                database = (database + 1) % keyspace.databases();
                place = 0;
                seen++;
                continue;
            }
            int last = Math.min(place + PLACES_PER_LOOK, current.places());
            for (; place < last; place++) {
                current.expireIn(place);
            }
            if (keyspace.clock().nanos() > end) {
                return;
            }
        }
    }
}
