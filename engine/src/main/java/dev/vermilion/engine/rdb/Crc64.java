package dev.vermilion.engine.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of RDB files and of DUMP: CRC-64 with the polynomial of Jones, reflected. */
public final class Crc64 {

    private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L; // 0xad93d23594c935a9, its bits reversed
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LANES = 8;
    /** For each of eight bytes in a row what it adds to the checksum, so that eight are taken in one step. */
    private static final long[][] TABLES = new long[LANES][256];

    static {
        for (int i = 0; i < 256; i++) {
            long crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
            }
            TABLES[0][i] = crc;
        }
        for (int lane = 1; lane < LANES; lane++) {
            for (int i = 0; i < 256; i++) {
                long crc = TABLES[lane - 1][i];
                TABLES[lane][i] = TABLES[0][(int) crc & 0xff] ^ crc >>> 8;
            }
        }
    }

    private Crc64() {}

    /** The checksum of the bytes from {@code from} (inclusive) to {@code to} (exclusive). O(n). */
    public static long of(byte[] bytes, int from, int to) {
        return of(0, bytes, from, to);
    }

    /** The checksum of what had {@code checksum}, followed by more bytes. O(n). */
    public static long of(long checksum, byte[] bytes, int from, int to) {
        long crc = checksum;
        int at = from;
        for (; at + LANES <= to; at += LANES) {
            crc ^= (long) WORD.get(bytes, at);
            crc = TABLES[7][(int) crc & 0xff]
                    ^ TABLES[6][(int) (crc >>> 8) & 0xff]
                    ^ TABLES[5][(int) (crc >>> 16) & 0xff]
                    ^ TABLES[4][(int) (crc >>> 24) & 0xff]
                    ^ TABLES[3][(int) (crc >>> 32) & 0xff]
                    ^ TABLES[2][(int) (crc >>> 40) & 0xff]
                    ^ TABLES[1][(int) (crc >>> 48) & 0xff]
                    ^ TABLES[0][(int) (crc >>> 56)];
        }
        for (; at < to; at++) {
            crc = TABLES[0][(int) (crc ^ bytes[at]) & 0xff] ^ crc >>> 8;
        }
        return crc;
    }

    /**
     * What {@code checksum} becomes when {@code count} bytes of zero follow. As checksums are sums without carry, a byte
     * that was changed long ago is set right with it: {@code checksum ^ zeros(of(changed ^ original), bytesSince)}.
     */
    public static long zeros(long checksum, long count) {
        long crc = checksum;
        for (long i = 0; i < count; i++) {
            crc = TABLES[0][(int) crc & 0xff] ^ crc >>> 8;
        }
        return crc;
    }
}
