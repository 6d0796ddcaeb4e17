package dev.vermilion.engine.persist;

import dev.vermilion.engine.keyspace.BeforeWrite;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of all databases at the moment it is made, taken down step by step while commands go on changing them.
 *
 * <p>Each table is walked in the order of {@link ByteTable#scan}. A key whose place the walk has not come to is taken
 * down before it is changed, and remembered, so that the walk passes it by; a key that was not there at the beginning is
 * only remembered. What is behind the walk may change as it likes. A table that is cleared or exchanged for another goes
 * on to be walked here, and nobody changes it any more.
 */
final class Snapshot implements BeforeWrite {

    /* What bounds a step: its time is looked at after each key, so it is over by at most the time of one value. The same
     * holds for a change, which takes down the values it is about to change. A string of 512 MiB is a copy of as many
     * bytes; a collection costs some 50 ns an element. */

    /** Keys fetched at a time. Those that are written are looked for one by one when one is changed: not too many. */
    private static final int FETCHED = 64;

    private static final int NOWHERE = -1;

    private static final class Entry {
        private final byte[] key;
        private final Object value;
        private final long expireAt;

        Entry(byte[] key, Object value, long expireAt) {
            this.key = key;
            this.value = value;
            this.expireAt = expireAt;
        }
    }

    /** A table to be walked. */
    private static final class Walk {
        private final int database;
        private final ByteTable table;
        private final ByteTable done = new ByteTable(false, false);
        private final long keys;
        private final long expiring;
        private long cursor;
        private boolean begun;

        Walk(int database, ByteTable table) {
            this.database = database;
            this.table = table;
            this.keys = table.size();
            this.expiring = table.numbered();
        }
    }

    private final SnapshotForm form;
    private final RdbWriter out;
    private final List<Walk> walks = new ArrayList<>();
    private final List<Entry> fetched = new ArrayList<>();
    private final long total;
    private long fetchedTo;
    private int written;
    private int selected = NOWHERE;
    private long processed;
    private boolean begun;
    private boolean ended;

    /** A snapshot of now; from here on it must be told of every change. */
    Snapshot(Keyspace keyspace, SnapshotForm form, RdbWriter out) {
        this.form = form;
        this.out = out;
        long keys = 0;
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            if (database.size() > 0) {
                walks.add(new Walk(i, database.table()));
                keys += database.size();
            }
        }
        total = keys;
    }

    /** Number of keys that were taken down so far. */
    long processed() {
        return processed;
    }

    /** Number of keys that there are. */
    long total() {
        return total;
    }

    /** True once all is written. */
    boolean isComplete() {
        return ended;
    }

    /** Writes the next key, or what stands before or behind all keys; true if there is more. */
    boolean step() {
        begin();
        if (written < fetched.size()) {
            writeNext();
        } else if (!walks.isEmpty()) {
            fetch(walks.get(0));
        } else if (!ended) {
            ended = true;
            form.end(out);
        }
        return !ended;
    }

    private void fetch(Walk walk) {
        fetched.clear();
        written = 0;
        if (walk.begun && fetchedTo == 0) {
            walks.remove(0);
            return;
        }
        walk.cursor = walk.begun ? fetchedTo : 0;
        if (!walk.begun) {
            walk.begun = true;
            select(walk.database);
            form.sizes(walk.keys, walk.expiring, out);
        }
        fetchedTo = walk.table.scan(walk.cursor, FETCHED, (key, value, expireAt) -> {
            if (value != null) {
                fetched.add(new Entry(key, value, expireAt));
            }
        });
    }

    private void writeNext() {
        Walk walk = walks.get(0);
        Entry entry = fetched.get(written++);
        if (walk.done.isEmpty() || !walk.done.find(Slice.of(entry.key))) {
            write(walk, entry.key, entry.value, entry.expireAt);
        }
    }

    private void write(Walk walk, byte[] key, Object value, long expireAt) {
        select(walk.database);
        form.entry(key, value, expireAt, out);
        processed++;
    }

    private void select(int database) {
        if (selected != database) {
            selected = database;
            form.select(database, out);
        }
    }

    @Override
    public void beforeWrite(ByteTable table, Slice key) {
        Walk walk = walkOf(table);
        if (walk == null || isBehind(walk, key) || walk.done.findOrInsert(key)) {
            return;
        }
        if (table.find(key)) {
            Object value = table.value();
            if (value != null) {
                begin();
                write(walk, table.key(), value, table.number());
            }
        }
    }

    private boolean isBehind(Walk walk, Slice key) {
        long place = ByteTable.placeInScan(key);
        if (place < walk.cursor) {
            return true;
        }
        boolean isFetched = walk == walks.get(0) && (fetchedTo == 0 || place < fetchedTo);
        for (int i = 0; isFetched && i < written; i++) {
            if (key.contentEquals(fetched.get(i).key)) {
                return true;
            }
        }
        return false;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            form.begin(out);
        }
    }

    private @Nullable Walk walkOf(ByteTable table) {
        for (Walk walk : walks) {
            if (walk.table == table) {
                return walk;
            }
        }
        return null;
    }
}
