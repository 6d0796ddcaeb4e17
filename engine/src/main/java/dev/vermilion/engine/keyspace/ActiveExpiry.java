package dev.vermilion.engine.keyspace;

/**
 * Removes expired keys that nobody looks up, and expired elements of values, a little at a time.
 *
 * <p>It goes through the places of the key tables in turn rather than sampling: a place without expiring keys costs one
 * look, and after one round every key that had expired at its start is gone.
 */
public final class ActiveExpiry {

    /** Longest time of one run over keys or over elements, in nanoseconds: at ten runs a second 1 % of the thread. */
    private static final long RUN_NANOS = 500_000;
    /** Places looked at between two looks at the clock. */
    private static final int PLACES_PER_LOOK = 16;
    /** Elements removed between two looks at the clock, from the values of one place. */
    private static final int ELEMENTS_PER_LOOK = 100;
    /** A run whose time was up after so many removals has probably left more: much expires at once. */
    private static final long MANY = 16;

    private final Keyspace keyspace;
    private final Walk keys = new Walk(false);
    private final Walk elements = new Walk(true);

    ActiveExpiry(Keyspace keyspace) {
        this.keyspace = keyspace;
    }

    /**
     * One run: goes on where the last one stopped, until every place was seen or the time is up.
     *
     * @return true if it has removed many and did not get done: the next should not wait long
     */
    public boolean run() {
        boolean more = false;
        long before = removed();
        if (keyspace.settings().activeExpire) {
            more = keys.run();
            more |= elements.run();
        }
        keyspace.ledger().settle();
        keyspace.blocked().serveReady();
        return more && removed() - before >= MANY;
    }

    private long removed() {
        return keyspace.expired + keyspace.expiredElements;
    }

    /** A walk through all places of all databases that stops when its time is up. */
    private final class Walk {

        private final boolean ofElements;
        private int database;
        private int place;

        Walk(boolean ofElements) {
            this.ofElements = ofElements;
        }

        /** True if it stopped because its time was up. */
        boolean run() {
            long end = keyspace.clock().nanos() + RUN_NANOS;
            for (int seen = 0; seen <= keyspace.databases(); ) {
                Database current = keyspace.database(database);
                if (place >= places(current)) {
                    database = (database + 1) % keyspace.databases();
                    place = 0;
                    seen++;
                    continue;
                }
                step(current);
                if (keyspace.clock().nanos() > end) {
                    return true;
                }
            }
            return false;
        }

        private int places(Database current) {
            if (ofElements) {
                return current.elementPlaces();
            }
            return current.expiring() == 0 ? 0 : current.places();
        }

        private void step(Database current) {
            int last = Math.min(place + PLACES_PER_LOOK, places(current));
            while (place < last) {
                if (ofElements && !current.expireElementsIn(place, ELEMENTS_PER_LOOK)) {
                    return;
                }
                if (!ofElements) {
                    current.expireIn(place);
                }
                place++;
            }
        }
    }
}
