package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.Slice;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All databases of an engine, and what they share: time, chance, events, waiting clients. */
public final class Keyspace {

    private final Settings settings;
    private final EngineClock clock;
    private final RandomGenerator random;
    private final Database[] databases;
    private final WatchedKeys watched = new WatchedKeys();
    private final BlockedClients blocked = new BlockedClients();
    private final KeyspaceEvents events = new KeyspaceEvents();
    private final ActiveExpiry activeExpiry = new ActiveExpiry(this);
    private final Ledger ledger = new Ledger();
    private final Eviction eviction = new Eviction(this);
    private final Usage usage;
    private @Nullable KeyListener listener;
    private long now;
    private boolean holdsExpired;
    private @Nullable BeforeWrite beforeWrite;
    private Losses losses = new Losses() {
        @Override
        public void lost(int database, Slice key) {
            // nobody wants to know
        }

        @Override
        public void lost(int database, Slice key, Slice element) {
            // nobody wants to know
        }
    };
    private boolean keepsExpired;
    private long expiryTime;

    long hits;
    long misses;
    private long freedLazily;
    long expired;
    long expiredElements;
    long dirty;

    /** {@code count} empty databases. */
    public Keyspace(int count, Settings settings, EngineClock clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.usage = new Usage(settings, random);
        this.databases = new Database[count];
        for (int i = 0; i < count; i++) {
            databases[i] = new Database(this, i);
        }
        refreshTime();
    }

    /** Number of databases. */
    public int databases() {
        return databases.length;
    }

    /** The database that SELECT knows by {@code index}, from 0. */
    public Database database(int index) {
        return databases[index];
    }

    /** What commands read of the configuration. */
    public Settings settings() {
        return settings;
    }

    /** Where the time comes from. */
    public EngineClock clock() {
        return clock;
    }

    /** Where chance comes from. */
    public RandomGenerator random() {
        return random;
    }

    /** Keys that transactions watch. */
    public WatchedKeys watched() {
        return watched;
    }

    /** Clients that wait for keys. */
    public BlockedClients blocked() {
        return blocked;
    }

    /** Keyspace notifications. */
    public KeyspaceEvents events() {
        return events;
    }

    /** The removal of expired keys that nobody looks up. */
    public ActiveExpiry activeExpiry() {
        return activeExpiry;
    }

    /** How much memory all takes. */
    public Ledger ledger() {
        return ledger;
    }

    /** The limit of memory, and the removal of keys where it is reached. */
    public Eviction eviction() {
        return eviction;
    }

    /** The time all commands of this moment see, in milliseconds since 1970. It stands still while a command runs. */
    public long now() {
        return now;
    }

    /** Takes the time anew; to be called between commands. */
    public void refreshTime() {
        now = clock.wallMillis();
        expiryTime = keepsExpired ? Long.MIN_VALUE + 1 : now;
        usage.time(now);
    }

    /** Sets whether looking at a key counts as a use of it: not while a command of a client runs that asked so. */
    public void countsUses(boolean countsUses) {
        usage.wanted(countsUses);
    }

    /** What the marks of keys mean. */
    Usage usage() {
        return usage;
    }

    /** Sets whether expired keys stay where they are, though nobody sees them. */
    public void holdExpired(boolean hold) {
        this.holdsExpired = hold;
    }

    /** True while expired keys stay where they are. */
    boolean holdsExpired() {
        return holdsExpired;
    }

    /** What expires before this time is gone; {@link #now} but for times when nothing expires. */
    long expiryTime() {
        return expiryTime;
    }

    /** Lets nothing expire while what is done was done before: what expired then was removed by a command. */
    public void keepExpired(boolean keeps) {
        keepsExpired = keeps;
        refreshTime();
    }

    /** True if {@code wallMillis} is so long ago that what expires then is removed at once. */
    public boolean isPast(long wallMillis) {
        return wallMillis <= now && !keepsExpired;
    }

    /** Who is told of what goes away by itself. */
    Losses losses() {
        return losses;
    }

    /** Sets who is told of what goes away by itself. */
    public void losses(Losses observer) {
        this.losses = observer;
    }

    /** Who is told of keys before they are changed, or null for nobody. */
    @Nullable
    BeforeWrite beforeWrite() {
        return beforeWrite;
    }

    /** Sets who is told of keys before they are changed, null for nobody. */
    public void beforeWrite(@Nullable BeforeWrite observer) {
        this.beforeWrite = observer;
    }

    /** Number of look-ups that found their key. */
    public long hits() {
        return hits;
    }

    /** Number of look-ups that did not find their key. */
    public long misses() {
        return misses;
    }

    /** Counts values that were left to be freed beside the command thread, as the collector does with all. */
    public void freedLazily(int values) {
        freedLazily += values;
    }

    /** Number of values that were left to be freed beside the command thread. */
    public long freedLazily() {
        return freedLazily;
    }

    /** Number of keys that expired. */
    public long expired() {
        return expired;
    }

    /** Number of elements, such as fields of hashes, that expired. */
    public long expiredElements() {
        return expiredElements;
    }

    /** Sets who is told of changed keys; null for nobody. */
    public void listener(@Nullable KeyListener listener) {
        this.listener = listener;
    }

    /** Who is told of changed keys, or null. */
    @Nullable
    KeyListener listener() {
        return listener;
    }

    /** Says that all keys of one database, or of all, were removed at once. */
    public void flushed() {
        if (listener != null) {
            listener.flushed();
        }
    }

    /** Says that something was changed that neither those who wait for a key nor those who watch it look at. */
    public void changedAside() {
        dirty++;
    }

    /** Says that {@code changes} things were changed of which their readers are told in another way. */
    public void changedAside(long changes) {
        dirty += changes;
    }

    /** Number of changes since the start. */
    public long dirty() {
        return dirty;
    }

    /** Sets the counters of INFO back, for CONFIG RESETSTAT. */
    public void resetStatistics() {
        hits = 0;
        misses = 0;
        eviction.resetStatistics();
        expired = 0;
        freedLazily = 0;
        expiredElements = 0;
    }
}
