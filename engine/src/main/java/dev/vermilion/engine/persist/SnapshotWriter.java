package dev.vermilion.engine.persist;

import dev.vermilion.engine.rdb.Crc64;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes a snapshot to a file: under another name at first, and under its own only when every byte is on
 * the disk, so that there is always a whole file.
 */
final class SnapshotWriter {

    /** Bytes after which the disk is asked to take what was written, so that the end brings no long wait. */
    private static final long SYNC_EVERY = 4 << 20;

    private static final int VERSION_AT = 5;
    private static final byte[] LAST = {};
    private static final byte[] ABORT = {};

    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final Path temporary;
    private final Path target;
    private final boolean isRdb;
    private final boolean sums;
    private final Consumer<@Nullable IOException> done;
    private final Thread thread;
    private volatile int version;
    private volatile @Nullable IOException failure;
    private long written;
    private long unsynced;
    private long checksum;

    /**
     * Starts a thread that writes to {@code target}.
     *
     * @param temporary where to write at first
     * @param isRdb true to set the version, and to end with a checksum
     * @param sums false to write 0 for a checksum
     * @param done told on that thread when the file is there, or why it is not; not after {@link #abort}
     */
    SnapshotWriter(Path temporary, Path target, boolean isRdb, boolean sums, Consumer<@Nullable IOException> done) {
        this.temporary = temporary;
        this.target = target;
        this.isRdb = isRdb;
        this.sums = sums;
        this.done = done;
        this.thread = new Thread(this::run, "vermilion-save");
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands over bytes, which must not be changed any more. */
    void write(byte[] bytes) {
        queued.addAndGet(bytes.length);
        queue.add(bytes);
    }

    /** Number of bytes handed over that are not written yet. */
    long queued() {
        return queued.get();
    }

    /** Says that all was handed over. {@code version} is the version of RDB that the file needs. */
    void finish(int version) {
        this.version = version;
        queue.add(LAST);
    }

    /** Stops, and deletes what was written. Returns when that is done. */
    void abort() {
        queue.add(ABORT);
        await();
    }

    /** Waits for the end; returns why the file is not there, or null if it is. */
    @Nullable
    IOException await() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failure;
    }

    private void run() {
        try {
            if (!writeAll()) {
                Files.deleteIfExists(temporary);
                return;
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Disk.syncDirectory(target);
        } catch (IOException e) {
            failure = e;
            temporary.toFile().delete();
        } catch (InterruptedException e) {
            failure = new IOException("interrupted", e);
        }
        done.accept(failure);
    }

    /** Writes until the last bytes have come; false if it was stopped. */
    private boolean writeAll() throws IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(
                temporary,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.READ)) {
            for (byte[] bytes = queue.take(); bytes != LAST; bytes = queue.take()) {
                if (bytes == ABORT) {
                    return false;
                }
                write(file, bytes);
                queued.addAndGet(-bytes.length);
            }
            if (isRdb) {
                setVersion(file);
                ByteBuffer sum = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                Disk.write(file, sum.putLong(0, sums ? checksum : 0));
            }
            file.force(true);
            return true;
        }
    }

    private void write(FileChannel file, byte[] bytes) throws IOException {
        if (sums) {
            checksum = Crc64.of(checksum, bytes, 0, bytes.length);
        }
        Disk.write(file, ByteBuffer.wrap(bytes));
        written += bytes.length;
        unsynced += bytes.length;
        if (unsynced >= SYNC_EVERY) {
            unsynced = 0;
            file.force(false);
        }
    }

    /** The version that values need is known at the end only: it is set at the beginning, and the checksum set right. */
    private void setVersion(FileChannel file) throws IOException {
        byte[] before = RdbForm.HEAD.getBytes(StandardCharsets.US_ASCII);
        byte[] head = "REDIS%04d".formatted(version).getBytes(StandardCharsets.US_ASCII);
        byte[] changed = new byte[head.length];
        boolean same = true;
        for (int i = VERSION_AT; i < head.length; i++) {
            changed[i] = (byte) (head[i] ^ before[i]);
            same &= changed[i] == 0;
        }
        if (!same) {
            file.write(ByteBuffer.wrap(head), 0);
            checksum ^= sums ? Crc64.zeros(Crc64.of(changed, 0, changed.length), written - head.length) : 0;
        }
    }
}
