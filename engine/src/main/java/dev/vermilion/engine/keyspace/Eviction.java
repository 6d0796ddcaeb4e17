package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.config.EvictionPolicy;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.Slice;
import java.util.function.Consumer;

/**
 * The limit of memory, and the removal of keys where it is reached, as {@code maxmemory-policy} says. Touched by the
 * command thread only.
 *
 * <p>There is a limit without {@code maxmemory}, too: that of the heap, see {@link #ceiling}. The lower one counts.
 */
public final class Eviction {

    /** How a look at the memory ends. */
    private enum State {
        /** There is memory. */
        ENOUGH,
        /** There is not, but keys go. */
        RUNNING,
        /** There is not, and no key may go. */
        FULL
    }

    /** Told how long something took, for the latency monitor. */
    @FunctionalInterface
    public interface Observer {
        /** The event {@code name} took {@code nanos}. */
        void took(String name, long nanos);
    }

    /** Keys evicted between two looks at the clock. */
    private static final int KEYS_PER_LOOK = 16;

    private static final long NO_TIME = -1;

    private final Keyspace keyspace;
    private final EvictionPool pool = new EvictionPool();
    private Observer observer = (name, nanos) -> {};
    private Consumer<Runnable> soon = task -> {};
    private EvictionPolicy poolPolicy = EvictionPolicy.NOEVICTION;
    private long ceiling = Long.MAX_VALUE;
    private State state = State.ENOUGH;
    private boolean goesOn;
    private int lastDatabase;
    private long evicted;
    private long exceededSince = NO_TIME;
    private long exceededNanos;

    Eviction(Keyspace keyspace) {
        this.keyspace = keyspace;
    }

    /** Makes it tell {@code observer} how long it takes. */
    public void observe(Observer observer) {
        this.observer = observer;
    }

    /** Sets how a task is run after the commands that wait. */
    public void goOnBy(Consumer<Runnable> soon) {
        this.soon = soon;
    }

    /** Sets the limit that holds whatever {@code maxmemory} says, in bytes. */
    public void ceiling(long bytes) {
        this.ceiling = bytes;
    }

    /** The limit that holds whatever {@code maxmemory} says, in bytes. */
    public long ceiling() {
        return ceiling;
    }

    /** The limit that holds now, in bytes. */
    public long limit() {
        long wanted = keyspace.settings().maxMemory;
        return wanted == 0 ? ceiling : Math.min(wanted, ceiling);
    }

    /**
     * To be called before a command: evicts keys if there is not enough memory.
     *
     * @return true if the memory is full, and nothing can be done about it
     */
    public boolean check() {
        if (keyspace.ledger().bytes() > limit()) {
            run();
        } else if (state != State.ENOUGH) {
            enter(State.ENOUGH);
        }
        return state == State.FULL;
    }

    /** True if the memory was full before the command that runs, and nothing could be done about it. */
    public boolean isFull() {
        return state == State.FULL;
    }

    private void run() {
        EvictionPolicy policy = keyspace.settings().maxMemoryPolicy;
        if (policy == EvictionPolicy.NOEVICTION) {
            enter(State.FULL);
            return;
        }
        long start = keyspace.clock().nanos();
        State end = evict(policy, start);
        observer.took("eviction-cycle", keyspace.clock().nanos() - start);
        enter(end);
    }

    /** Evicts until there is memory, no key that may go, or no time. */
    private State evict(EvictionPolicy policy, long start) {
        long limit = limit();
        long mostNanos = mostNanos(keyspace.settings().maxMemoryEvictionTenacity);
        for (int keys = 1; keyspace.ledger().bytes() > limit; keys++) {
            long before = keyspace.clock().nanos();
            if (!evictOne(policy)) {
                return State.FULL;
            }
            long now = keyspace.clock().nanos();
            observer.took("eviction-del", now - before);
            evicted++;
            if (keys % KEYS_PER_LOOK == 0 && now - start > mostNanos) {
                goOnLater();
                return State.RUNNING;
            }
        }
        return State.ENOUGH;
    }

    /** Up to 10 the time grows evenly to half a millisecond, then by 15 % a step to about two minutes. */
    private static long mostNanos(int tenacity) {
        if (tenacity <= 10) {
            return 50_000L * tenacity;
        }
        return tenacity < 100 ? (long) (500_000 * Math.pow(1.15, tenacity - 10.0)) : Long.MAX_VALUE;
    }

    /** Sees to it that eviction goes on when the commands that wait have been run. */
    public void goOnLater() {
        if (!goesOn) {
            goesOn = true;
            soon.accept(() -> {
                goesOn = false;
                keyspace.refreshTime();
                check();
                keyspace.blocked().serveReady();
            });
        }
    }

    private void enter(State next) {
        state = next;
        long now = keyspace.clock().nanos();
        if (next != State.ENOUGH) {
            exceededSince = exceededSince == NO_TIME ? now : exceededSince;
        } else if (exceededSince != NO_TIME) {
            exceededNanos += now - exceededSince;
            exceededSince = NO_TIME;
        }
    }

    private boolean evictOne(EvictionPolicy policy) {
        if (policy.measure() == EvictionPolicy.Measure.CHANCE) {
            return evictRandom(policy);
        }
        if (policy != poolPolicy) {
            pool.clear();
            poolPolicy = policy;
        }
        while (fillPool(policy)) {
            for (EvictionPool.Candidate best = pool.takeBest(); best != null; best = pool.takeBest()) {
                if (best.database().evict(best.key(), policy.onlyVolatile())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Looks at some keys of every database; false if there are none that may go. */
    private boolean fillPool(EvictionPolicy policy) {
        Settings settings = keyspace.settings();
        boolean any = false;
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            int keys = policy.onlyVolatile() ? database.expiring() : database.size();
            for (int j = Math.min(keys, settings.maxMemorySamples); j > 0; j--) {
                any |= database.findCandidate(policy.onlyVolatile());
                pool.offer(database, Slice.of(database.candidate()), score(database, policy));
            }
        }
        return any;
    }

    private long score(Database database, EvictionPolicy policy) {
        return switch (policy.measure()) {
            case FREQUENCY -> Usage.MOST - keyspace.usage().frequency(database.candidateMark());
            case EXPIRY -> Long.MAX_VALUE - database.candidateExpiry();
            default -> keyspace.usage().idleSeconds(database.candidateMark());
        };
    }

    /** Evicts any key, of each database in turn. */
    private boolean evictRandom(EvictionPolicy policy) {
        for (int i = 0; i < keyspace.databases(); i++) {
            lastDatabase = (lastDatabase + 1) % keyspace.databases();
            Database database = keyspace.database(lastDatabase);
            if (database.findCandidate(policy.onlyVolatile())) {
                return database.evict(Slice.of(database.candidate()), policy.onlyVolatile());
            }
        }
        return false;
    }

    /** Number of keys that were evicted. */
    public long evicted() {
        return evicted;
    }

    /** For how long more memory was taken than the limit allows, now and before, in milliseconds. */
    public long totalExceededMillis() {
        return exceededNanos / 1_000_000 + currentExceededMillis();
    }

    /** For how long more memory has been taken than the limit allows, in milliseconds; 0 if it is not. */
    public long currentExceededMillis() {
        return exceededSince == NO_TIME ? 0 : (keyspace.clock().nanos() - exceededSince) / 1_000_000;
    }

    /** Sets the counters of INFO back. */
    void resetStatistics() {
        evicted = 0;
        exceededNanos = 0;
        exceededSince = NO_TIME;
    }
}
