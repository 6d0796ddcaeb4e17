package dev.vermilion.engine.command;

import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.WatchedKeys;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;

/** The state of a client between WATCH or MULTI and EXEC or DISCARD. */
public final class Transaction implements WatchedKeys.Watcher {

    private record Watched(Database database, Slice key) {}

    /** A queued request beside the bytes of its words, of which most have a few. */
    private static final long QUEUED_BYTES = 320;
    /** A watched key, in the lists of the transaction and of the keyspace, beside its bytes. */
    private static final long WATCHED_BYTES = 200;

    private final WatchedKeys watchedKeys;
    private final List<Watched> watched = new ArrayList<>();
    private final List<Request> queue = new ArrayList<>();
    private boolean open;
    private boolean failed;
    private boolean touched;
    private boolean writes;
    private boolean needsMemory;
    private long bytes;
    private long watchedBytes;

    /** A transaction that has not begun to queue. */
    public Transaction(WatchedKeys watchedKeys) {
        this.watchedKeys = watchedKeys;
    }

    /** True from MULTI on: commands are queued. */
    public boolean isOpen() {
        return open;
    }

    /** MULTI: commands are queued from now on. */
    public void open() {
        open = true;
    }

    /** A command could not be queued: EXEC will refuse. */
    public void fail() {
        failed = true;
    }

    /** True if a command could not be queued. */
    public boolean isFailed() {
        return failed;
    }

    /** True if a watched key was changed. */
    public boolean isTouched() {
        if (!touched) {
            for (Watched each : watched) {
                each.database.contains(each.key); // finds out whether it has expired meanwhile
            }
        }
        return touched;
    }

    /** Queues a copy of the request, which is one for {@code command}. */
    public void queue(Request request, Command command) {
        Request copy = request.copy();
        queue.add(copy);
        bytes += copy.bytes();
        writes |= command.replicates(request);
        needsMemory |= command.is(Flag.DENYOOM);
    }

    /** True if a queued command may change keys or send messages. */
    boolean writes() {
        return writes;
    }

    /** True if a queued command may need memory. */
    boolean needsMemory() {
        return needsMemory;
    }

    /** Sum of the lengths of all words of the queued commands, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Estimate of the heap it takes, in bytes. */
    long memoryBytes() {
        return bytes + QUEUED_BYTES * queue.size() + watchedBytes;
    }

    /** The commands queued so far. */
    public List<Request> queued() {
        return queue;
    }

    /** Watches {@code key}; a second time changes nothing. */
    public void watch(Database database, Slice key) {
        for (Watched each : watched) {
            if (each.database == database && each.key.equals(key)) {
                return;
            }
        }
        database.contains(key); // one that has expired goes now, so that its end is no change later
        Slice own = key.copy();
        watched.add(new Watched(database, own));
        watchedBytes += WATCHED_BYTES + own.length();
        watchedKeys.watch(this, database.index(), own);
    }

    /** Watches nothing any more. */
    public void unwatchAll() {
        for (Watched each : watched) {
            watchedKeys.unwatch(this, each.database.index(), each.key);
        }
        watched.clear();
        watchedBytes = 0;
        touched = false;
    }

    /** Number of watched keys. */
    public int watchedKeys() {
        return watched.size();
    }

    @Override
    public void touched() {
        touched = true;
    }
}
