package dev.vermilion.engine.hyperloglog;

import dev.vermilion.engine.resp.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** MurmurHash64A, the 64-bit form of MurmurHash2: what HyperLogLogs are made of must not differ from server to server. */
final class Murmur {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0xc6a4a7935bd1e995L;
    private static final int SHIFT = 47;

    private Murmur() {}

    /** The hash of {@code bytes}; the seed is taken as an unsigned number. */
    static long hash(Slice bytes, int seed) {
        byte[] array = bytes.array();
        int at = bytes.offset();
        int left = bytes.length();
        long hash = (seed & 0xffffffffL) ^ left * FACTOR;
        for (; left >= 8; left -= 8, at += 8) {
            long part = (long) LONGS.get(array, at) * FACTOR;
            part = (part ^ part >>> SHIFT) * FACTOR;
            hash = (hash ^ part) * FACTOR;
        }
        if (left > 0) {
            for (int i = 0; i < left; i++) {
                hash ^= (array[at + i] & 0xffL) << 8 * i;
            }
            hash *= FACTOR;
        }
        hash = (hash ^ hash >>> SHIFT) * FACTOR;
        return hash ^ hash >>> SHIFT;
    }
}
