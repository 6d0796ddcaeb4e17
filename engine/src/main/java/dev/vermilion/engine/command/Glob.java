package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Slice;

/** Patterns as KEYS, PSUBSCRIBE and CONFIG GET take them: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]}, {@code \x}. */
public final class Glob {

    /** A pattern may take up so many stars; one that needs more matches nothing, as in Redis. */
    private static final int MOST_STARS = 1000;

    private Glob() {}

    /**
     * True if {@code text} matches {@code pattern} as a whole. A star is retried from the last one only, so that the cost
     * is at most the product of both lengths.
     */
    public static boolean matches(Slice pattern, Slice text, boolean ignoreCase) {
        int p = 0;
        int t = 0;
        int star = -1;
        int starText = 0;
        int stars = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.byteAt(p) == '*') {
                star = p++;
                starText = t;
                stars++;
                if (stars > MOST_STARS) {
                    return false;
                }
                continue;
            }
            int next = p < pattern.length() ? one(pattern, p, text.byteAt(t), ignoreCase) : -1;
            if (next >= 0) {
                p = next;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.byteAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Index behind the part of the pattern at {@code p} that takes {@code letter}, or -1 if it does not take it. */
    private static int one(Slice pattern, int p, byte letter, boolean ignoreCase) {
        byte part = pattern.byteAt(p);
        if (part == '?') {
            return p + 1;
        }
        if (part == '[') {
            return set(pattern, p + 1, letter, ignoreCase);
        }
        if (part == '\\' && p + 1 < pattern.length()) {
            return same(pattern.byteAt(p + 1), letter, ignoreCase) ? p + 2 : -1;
        }
        return same(part, letter, ignoreCase) ? p + 1 : -1;
    }

    private static int set(Slice pattern, int from, byte letter, boolean ignoreCase) {
        int p = from;
        boolean not = p < pattern.length() && pattern.byteAt(p) == '^';
        p += not ? 1 : 0;
        boolean found = false;
        while (p < pattern.length() && pattern.byteAt(p) != ']') {
            if (pattern.byteAt(p) == '\\' && p + 1 < pattern.length()) {
                found |= same(pattern.byteAt(p + 1), letter, ignoreCase);
                p += 2;
            } else if (p + 2 < pattern.length() && pattern.byteAt(p + 1) == '-') {
                found |= between(pattern.byteAt(p), pattern.byteAt(p + 2), letter, ignoreCase);
                p += 3;
            } else {
                found |= same(pattern.byteAt(p), letter, ignoreCase);
                p++;
            }
        }
        return found != not ? Math.min(p + 1, pattern.length()) : -1;
    }

    private static boolean same(byte a, byte b, boolean ignoreCase) {
        return ignoreCase ? lower(a) == lower(b) : a == b;
    }

    private static boolean between(byte a, byte b, byte letter, boolean ignoreCase) {
        int low = ignoreCase ? lower(a) : a & 0xff;
        int high = ignoreCase ? lower(b) : b & 0xff;
        int at = ignoreCase ? lower(letter) : letter & 0xff;
        return at >= Math.min(low, high) && at <= Math.max(low, high);
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter & 0xff;
    }
}
