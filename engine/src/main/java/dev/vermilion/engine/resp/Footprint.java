package dev.vermilion.engine.resp;

/**
 * What arrays and references take of the heap, for all who keep account of their memory. The figures are those of a
 * 64-bit HotSpot machine: objects begin at multiples of 8, arrays have a head of 16 bytes.
 */
public final class Footprint {

    /** Above this heap size references are not compressed to 4 bytes. */
    private static final long MOST_COMPRESSED = 32L << 30;

    /** Bytes of a reference in a field or an array. */
    public static final int REFERENCE = Runtime.getRuntime().maxMemory() < MOST_COMPRESSED ? 4 : 8;

    private Footprint() {}

    /** Bytes of the heap that an array takes whose elements take {@code content} bytes. */
    public static long array(long content) {
        return content + 16 + 7 & ~7L;
    }

    /** Bytes of the heap that an array of references takes. */
    public static long references(int length) {
        return array((long) REFERENCE * length);
    }
}
