package dev.vermilion.engine.rdb;

/** The checksum of RDB files and of DUMP: CRC-64 with the polynomial of Jones, reflected. */
public final class Crc64 {

    private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L; // 0xad93d23594c935a9, its bits reversed
    private static final long[] TABLE = new long[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            long crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
            }
            TABLE[i] = crc;
        }
    }

    private Crc64() {}

    /** The checksum of the bytes from {@code from} (inclusive) to {@code to} (exclusive). O(n). */
    public static long of(byte[] bytes, int from, int to) {
        long crc = 0;
        for (int i = from; i < to; i++) {
            crc = TABLE[(int) (crc ^ bytes[i]) & 0xff] ^ crc >>> 8;
        }
        return crc;
    }
}
