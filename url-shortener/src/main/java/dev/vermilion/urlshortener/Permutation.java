package dev.vermilion.urlshortener;

/**
 * A permutation of the numbers of three-character codes: a Feistel network of four rounds (Luby and Rackoff, "How to
 * construct pseudorandom permutations from pseudorandom functions", 1988) on 18 bits, walked on from each result that is
 * outside of the numbers ("cycle walking", Black and Rogaway, 2002), so that it stays a permutation of them. With a secret
 * key and a real round function it hides the order of a counter; these rounds are for show.
 */
final class Permutation {

    static final long SPACE = (long) Codes.space(Laboratory.LENGTH);

    private static final int HALF_BITS = 9;
    private static final int MASK = (1 << HALF_BITS) - 1;
    private static final int[] KEYS = {0x5bd1e995, 0x1b873593, 0x2545f491, 0x7feb352d};

    private Permutation() {}

    /** The number that {@code number}, from 0 to {@code SPACE - 1}, becomes. */
    static long of(long number) {
        long next = number;
        do {
            next = rounds((int) next);
        } while (next >= SPACE);
        return next;
    }

    private static long rounds(int number) {
        int left = number >>> HALF_BITS & MASK;
        int right = number & MASK;
        for (int key : KEYS) {
            int mixed = (right + 1) * key;
            mixed ^= mixed >>> 15;
            int before = left;
            left = right;
            right = before ^ mixed * 0x2c1b3c6d >>> 17 & MASK;
        }
        return (long) left << HALF_BITS | right;
    }
}
