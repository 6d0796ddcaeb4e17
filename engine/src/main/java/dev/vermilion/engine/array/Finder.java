package dev.vermilion.engine.array;

import dev.vermilion.engine.resp.Slice;

/**
 * Finds a text in others, in time that grows with both lengths and not with their product (Knuth, Morris and Pratt),
 * because both may be long and come from strangers.
 */
final class Finder {

    private final byte[] wanted;
    private final boolean noCase;
    /** By the number of bytes that agree: how many agree at the next place that may be one. */
    private final int[] fallback;

    Finder(Slice wanted, boolean noCase) {
        this.noCase = noCase;
        this.wanted = wanted.toBytes();
        this.fallback = new int[this.wanted.length + 1];
        int agreeing = 0;
        for (int i = 1; i < this.wanted.length; i++) {
            agreeing = step(agreeing, this.wanted[i]);
            fallback[i + 1] = agreeing;
        }
    }

    /** True if {@code text} contains the wanted one. */
    boolean isIn(Slice text) {
        int agreeing = 0;
        for (int i = 0; i < text.length() && agreeing < wanted.length; i++) {
            agreeing = step(agreeing, text.byteAt(i));
        }
        return agreeing == wanted.length;
    }

    private int step(int agreeing, byte next) {
        int length = agreeing;
        while (length > 0 && !same(wanted[length], next)) {
            length = fallback[length];
        }
        return same(wanted[length], next) ? length + 1 : 0;
    }

    private boolean same(byte a, byte b) {
        return noCase ? lower(a) == lower(b) : a == b;
    }

    /** True if both are the same text. */
    static boolean equal(Slice a, Slice b, boolean noCase) {
        if (!noCase || a.length() != b.length()) {
            return a.equals(b);
        }
        for (int i = 0; i < a.length(); i++) {
            if (lower(a.byteAt(i)) != lower(b.byteAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter;
    }
}
