package dev.vermilion.engine.resp;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays of one size that readers and writers share, so that an idle connection holds none and a busy one need not
 * allocate. Not thread safe: one pool for each thread.
 */
public final class BufferPool {

    /** Size of the arrays, in bytes. */
    public static final int SIZE = 16 * 1024;

    private final int most;
    private final List<byte[]> free = new ArrayList<>();

    /** A pool that keeps at most so many arrays that nobody uses. */
    public BufferPool(int most) {
        this.most = most;
    }

    /** An array of {@link #SIZE} bytes with any content. */
    public byte[] take() {
        return free.isEmpty() ? new byte[SIZE] : free.remove(free.size() - 1);
    }

    /** Gives an array back; one of another size is forgotten. */
    public void give(byte[] array) {
        if (array.length == SIZE && free.size() < most) {
            free.add(array);
        }
    }
}
