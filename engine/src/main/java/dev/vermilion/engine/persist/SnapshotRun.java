package dev.vermilion.engine.persist;

import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.rdb.RdbWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A snapshot on its way into a file: takes slices of the command thread's time until it is written. */
final class SnapshotRun {

    /** Longest time of a slice, unless one value takes longer, in nanoseconds. */
    private static final long SLICE_NANOS = 2_000_000;
    /** Time between two slices, in milliseconds: clients are served. */
    private static final long PAUSE_MILLIS = 1;
    /** Bytes that may wait to be written before the snapshot pauses for the disk; changes go on all the same. */
    private static final long MOST_QUEUED = 16 << 20;

    private static final int CHUNK = 256 << 10;

    private final Keyspace keyspace;
    private final Dispatcher.Timers timers;
    private final Host host;
    private final SnapshotForm form;
    private final RdbWriter out = new RdbWriter();
    private final Snapshot snapshot;
    private final SnapshotWriter writer;
    private final Consumer<@Nullable IOException> done;
    private long keyDelayMicros;
    private boolean handedOver;
    private boolean ended;

    /**
     * Takes the snapshot of now.
     *
     * @param done told on the command thread when the file is there, or why not; not if {@link #abort} is called
     */
    SnapshotRun(
            Keyspace keyspace,
            Dispatcher.Timers timers,
            Host host,
            SnapshotForm form,
            Path temporary,
            Path target,
            Options options,
            Consumer<@Nullable IOException> done) {
        this.keyspace = keyspace;
        this.timers = timers;
        this.host = host;
        this.form = form;
        this.done = done;
        if (options.compress) {
            out.compress();
        }
        this.keyDelayMicros = options.keyDelayMicros;
        this.snapshot = new Snapshot(keyspace, form, out);
        this.writer = new SnapshotWriter(temporary, target, form.version() > 0, options.sum, this::written);
        keyspace.beforeWrite((table, key) -> {
            snapshot.beforeWrite(table, key);
            handOver(CHUNK);
        });
    }

    /**
     * How to write.
     *
     * @param compress whether strings are compressed
     * @param sum whether there is a checksum
     * @param keyDelayMicros how long to wait after each key, for tests
     */
    record Options(boolean compress, boolean sum, long keyDelayMicros) {}

    /** Goes on in slices. */
    void start() {
        timers.schedule(this::slice, PAUSE_MILLIS);
    }

    /** Changes how long it waits after each key. */
    void keyDelay(long micros) {
        keyDelayMicros = micros;
    }

    /** Number of keys that were taken down so far. */
    long processed() {
        return snapshot.processed();
    }

    /** Number of keys that there are. */
    long total() {
        return snapshot.total();
    }

    private void slice() {
        if (ended || handedOver) {
            return;
        }
        long delay = 0;
        try {
            long end = keyspace.clock().nanos() + SLICE_NANOS;
            boolean more = true;
            while (more && writer.queued() < MOST_QUEUED && keyspace.clock().nanos() < end) {
                long before = snapshot.processed();
                more = snapshot.step();
                handOver(CHUNK);
                if (keyDelayMicros > 0 && snapshot.processed() > before) {
                    delay = keyDelayMicros / 1000;
                    break;
                }
            }
            if (!more) {
                finish();
                return;
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            fail(e);
            return;
        }
        timers.schedule(this::slice, Math.max(PAUSE_MILLIS, Math.min(delay, 100)));
    }

    private void fail(Throwable problem) {
        abort();
        done.accept(new IOException("a value could not be written: " + problem, problem));
    }

    private void handOver(int atLeast) {
        if (out.size() >= atLeast && out.size() > 0) {
            writer.write(Arrays.copyOf(out.array(), out.size()));
            out.clear();
        }
    }

    private void finish() {
        handedOver = true;
        keyspace.beforeWrite(null);
        handOver(1);
        writer.finish(form.version());
    }

    /** Told on the writer's thread. */
    private void written(@Nullable IOException problem) {
        host.execute(() -> end(problem));
    }

    private void end(@Nullable IOException problem) {
        if (!ended) {
            ended = true;
            if (!handedOver) {
                keyspace.beforeWrite(null);
            }
            done.accept(problem);
        }
    }

    /** Does the rest now, while nothing else happens. Returns why the file is not there, or null if it is. */
    @Nullable
    IOException runToEnd() {
        ended = true;
        if (!handedOver) {
            keyspace.beforeWrite(null);
            for (long before = 0; snapshot.step(); before = snapshot.processed()) {
                handOver(CHUNK);
                if (keyDelayMicros > 0 && snapshot.processed() > before) {
                    LockSupport.parkNanos(keyDelayMicros * 1000);
                }
                if (writer.queued() > MOST_QUEUED) {
                    Thread.onSpinWait();
                }
            }
            finish();
        }
        return writer.await();
    }

    /** Ends without a file. */
    void abort() {
        if (!ended) {
            ended = true;
            if (!handedOver) {
                keyspace.beforeWrite(null);
            }
            writer.abort();
        }
    }
}
