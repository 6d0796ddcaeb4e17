package dev.vermilion.engine.persist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The thread that appends to the file that is appended to, and makes sure that it is on the disk as {@code appendfsync}
 * says. What cannot be written is kept, and tried again until it can.
 */
final class AofWriter {

    /** When what was written must be on the disk. */
    enum Policy {
        ALWAYS,
        EVERYSEC,
        NO
    }

    private static final long SYNC_MILLIS = 1000;
    private static final long RETRY_MILLIS = 100;

    private sealed interface Task {
        /** Bytes to append. */
        record Append(ByteBuffer bytes) implements Task {}

        /** Goes on with another file, after the one so far is on the disk. */
        record Switch(FileChannel file) implements Task {}

        /** Says when all that came before is on the disk. */
        record Sync(Barrier barrier) implements Task {}

        /** Ends, after all is on the disk. */
        record End() implements Task {}
    }

    /** Where the command thread waits for the disk. */
    private static final class Barrier {
        private boolean passed;
        private boolean failed;

        synchronized void pass(boolean failure) {
            passed = true;
            failed = failure;
            notifyAll();
        }

        /** True if all is on the disk. */
        synchronized boolean await() {
            boolean interrupted = false;
            while (!passed) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return !failed;
        }
    }

    private final Host host;
    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final Thread thread;
    private volatile Policy policy;
    private volatile long sleepMicros;
    private volatile @Nullable IOException failure;
    private FileChannel file;
    private long length;
    private boolean unsynced;
    private long lastSync;

    /** Appends to {@code file}, which it closes at the end. */
    AofWriter(FileChannel file, Policy policy, Host host) throws IOException {
        this.file = file;
        this.length = file.size();
        this.policy = policy;
        this.host = host;
        this.lastSync = System.nanoTime();
        this.thread = new Thread(this::run, "vermilion-append");
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens a file to append to, made if it is not there. */
    static FileChannel open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.position(file.size());
        return file;
    }

    /** Makes every write wait for so long first, in microseconds: what tests need of a slow disk. */
    void sleepBeforeWrite(long micros) {
        sleepMicros = micros;
    }

    void policy(Policy next) {
        policy = next;
    }

    /** Appends bytes, which must not be changed any more. */
    void append(byte[] bytes) {
        queued.addAndGet(bytes.length);
        queue.add(new Task.Append(ByteBuffer.wrap(bytes)));
    }

    /** Number of bytes that wait to be written. */
    long queued() {
        return queued.get();
    }

    /** What is appended from now on goes to another file. */
    void switchTo(FileChannel next) {
        queue.add(new Task.Switch(next));
    }

    /** Waits until all that was appended is on the disk; false if it cannot be brought there now. */
    boolean sync() {
        Barrier barrier = new Barrier();
        queue.add(new Task.Sync(barrier));
        return barrier.await();
    }

    /** Why nothing can be written just now, or null. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Brings all to the disk, closes the file and ends. */
    void close() {
        queue.add(new Task.End());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                Task task = queue.poll(SYNC_MILLIS, TimeUnit.MILLISECONDS);
                goesOn = task == null || done(task);
                syncIfDue();
            } catch (InterruptedException e) {
                goesOn = false;
            }
        }
    }

    private boolean done(Task task) throws InterruptedException {
        if (task instanceof Task.Append append) {
            write(append.bytes);
        } else if (task instanceof Task.Switch next) {
            force();
            closeFile();
            file = next.file;
            length = 0;
        } else if (task instanceof Task.Sync sync) {
            boolean forced = !unsynced || force();
            sync.barrier.pass(!forced || failure != null);
        } else {
            force();
            closeFile();
            return false;
        }
        return true;
    }

    /** Writes all; while that fails, who waits for the disk is told so, and it is tried again. */
    private void write(ByteBuffer bytes) throws InterruptedException {
        if (sleepMicros > 0) {
            TimeUnit.MICROSECONDS.sleep(sleepMicros);
        }
        int size = bytes.remaining();
        while (bytes.hasRemaining()) {
            try {
                file.write(bytes);
            } catch (IOException e) {
                failed("Error writing to the AOF file: ", e);
                cutTorn();
                bytes.rewind();
                failWaiting();
                if (isEnding()) {
                    return;
                }
                Thread.sleep(RETRY_MILLIS);
            }
        }
        if (failure != null) {
            host.warning("AOF write error looks solved, Redis can write again.");
            failure = null;
        }
        length += size;
        queued.addAndGet(-size);
        unsynced = true;
    }

    /** A part of something may have been written: it must not stand before the whole. */
    private void cutTorn() {
        try {
            file.truncate(length);
            file.position(length);
        } catch (IOException e) {
            failed(
                    "Could not remove short write from the append-only file. Redis may refuse to load the AOF the next"
                            + " time it starts. ftruncate: ",
                    e);
        }
    }

    private void failed(String what, IOException problem) {
        if (failure == null) {
            host.warning(what + Disk.reason(problem));
        }
        failure = problem;
    }

    private void failWaiting() {
        queue.removeIf(task -> {
            if (task instanceof Task.Sync sync) {
                sync.barrier.pass(true);
                return true;
            }
            return false;
        });
    }

    private boolean isEnding() {
        return queue.stream().anyMatch(Task.End.class::isInstance);
    }

    private void syncIfDue() {
        if (unsynced && policy == Policy.EVERYSEC && System.nanoTime() - lastSync >= SYNC_MILLIS * 1_000_000) {
            force();
        }
    }

    private boolean force() {
        lastSync = System.nanoTime();
        try {
            file.force(false);
            unsynced = false;
            return true;
        } catch (IOException e) {
            failed("Fail to fsync the AOF file: ", e);
            return false;
        }
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            host.warning("The append-only file could not be closed: " + Disk.reason(e));
        }
    }
}
