package dev.vermilion.engine.list;

import dev.vermilion.engine.config.Settings;

/**
 * How much a node of a list may hold: what {@code list-max-listpack-size} says, as a plain int. A positive limit is a
 * number of elements, -1 to -5 are 4 to 64 KiB.
 */
final class NodeLimit {

    /** No limit at all. */
    static final int NONE = Integer.MIN_VALUE;

    /** What Redis's listpacks take beyond their entries; it counts against the limit. */
    private static final int HEAD_AND_TAIL = 7;

    private static final int LARGEST_SIZE = -5;
    private static final int SMALLEST_SIZE_BYTES = 4096;
    /** Holds even where the limit is a number of elements. */
    private static final int MOST_BYTES_OF_COUNTED = 8192;

    private NodeLimit() {}

    /** The limit that is set now. */
    static int of(Settings settings) {
        return Math.max(settings.listMaxListpackSize, LARGEST_SIZE);
    }

    /** True if a node may hold {@code elements} entries of {@code bytes} bytes together. */
    static boolean allows(int limit, long bytes, long elements) {
        if (limit == NONE) {
            return true;
        }
        return limit < 0
                ? bytes + HEAD_AND_TAIL <= mostBytes(limit)
                : bytes + HEAD_AND_TAIL <= MOST_BYTES_OF_COUNTED && elements <= Math.max(1, limit);
    }

    /** True if that would fill half of a node at most. */
    static boolean allowsHalf(int limit, long bytes, long elements) {
        if (limit == NONE) {
            return true;
        }
        return limit < 0
                ? bytes + HEAD_AND_TAIL <= mostBytes(limit) / 2
                : bytes + HEAD_AND_TAIL <= MOST_BYTES_OF_COUNTED && elements <= limit / 2;
    }

    private static int mostBytes(int limit) {
        return SMALLEST_SIZE_BYTES << -limit - 1;
    }
}
