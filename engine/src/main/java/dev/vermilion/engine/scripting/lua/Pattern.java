package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A match of a Lua pattern against a string, with its captures. Backtracks; its depth is bounded. */
final class Pattern {

    private static final int ESCAPE = '%';
    private static final int MOST_CAPTURES = 32;
    /** Length of a capture that is not closed yet. */
    private static final int OPEN = -1;
    /** Length of a capture that stands for a position. */
    private static final int POSITION = -2;

    private static final int NO_MATCH = -1;
    private static final int DEEPEST = 6_000;

    private final byte[] source;
    private final byte[] pattern;
    private final LuaState state;
    private final int[] captureStart = new int[MOST_CAPTURES];
    private final int[] captureLength = new int[MOST_CAPTURES];
    private int captures;
    private int depth;

    Pattern(LuaString source, LuaString pattern, LuaState state) {
        this.source = source.bytes();
        this.pattern = pattern.bytes();
        this.state = state;
    }

    /** Where the match that starts at {@code from} ends, the pattern read from {@code patternStart}; -1 if there is none. */
    int match(int from, int patternStart) {
        captures = 0;
        depth = 0;
        return run(from, patternStart);
    }

    /** Number of captures of the last match. */
    int captures() {
        return captures;
    }

    private static LuaError malformed(String problem) {
        return new LuaError(LuaString.of("malformed pattern (" + problem + ")"), 1);
    }

    private int run(int start, int patternStart) {
        if (++depth > DEEPEST) {
            throw new LuaError(LuaString.of("pattern too complex"), 1);
        }
        int result = runFrom(start, patternStart);
        depth--;
        return result;
    }

    private int runFrom(int start, int patternStart) {
        int s = start;
        int p = patternStart;
        while (true) {
            if (p == pattern.length) {
                return s;
            }
            int c = at(p);
            if (c == '(') {
                return at(p + 1) == ')' ? open(s, p + 2, POSITION) : open(s, p + 1, OPEN);
            } else if (c == ')') {
                return close(s, p + 1);
            } else if (c == '$' && p + 1 == pattern.length) {
                return s == source.length ? s : NO_MATCH;
            } else if (c == ESCAPE && at(p + 1) == 'b') {
                s = balance(s, p + 2);
                if (s == NO_MATCH) {
                    return NO_MATCH;
                }
                p += 4;
                continue;
            } else if (c == ESCAPE && at(p + 1) == 'f') {
                int end = frontier(s, p + 2);
                if (end == NO_MATCH) {
                    return NO_MATCH;
                }
                p = end;
                continue;
            } else if (c == ESCAPE && isDigit(at(p + 1))) {
                s = back(s, at(p + 1));
                if (s == NO_MATCH) {
                    return NO_MATCH;
                }
                p += 2;
                continue;
            }
            int end = classEnd(p);
            int suffix = at(end);
            switch (suffix) {
                case '?' -> {
                    if (s < source.length && single(source[s] & 0xff, p, end)) {
                        int rest = run(s + 1, end + 1);
                        if (rest != NO_MATCH) {
                            return rest;
                        }
                    }
                    p = end + 1;
                }
                case '*' -> {
                    return most(s, p, end, 0);
                }
                case '+' -> {
                    return most(s, p, end, 1);
                }
                case '-' -> {
                    return least(s, p, end);
                }
                default -> {
                    if (s >= source.length || !single(source[s] & 0xff, p, end)) {
                        return NO_MATCH;
                    }
                    s++;
                    p = end;
                }
            }
        }
    }

    private int most(int s, int p, int end, int atLeast) {
        int count = 0;
        while (s + count < source.length && single(source[s + count] & 0xff, p, end)) {
            count++;
        }
        for (; count >= atLeast; count--) {
            state.step();
            int result = run(s + count, end + 1);
            if (result != NO_MATCH) {
                return result;
            }
        }
        return NO_MATCH;
    }

    private int least(int start, int p, int end) {
        int s = start;
        while (true) {
            state.step();
            int result = run(s, end + 1);
            if (result != NO_MATCH) {
                return result;
            } else if (s < source.length && single(source[s] & 0xff, p, end)) {
                s++;
            } else {
                return NO_MATCH;
            }
        }
    }

    private int open(int s, int p, int length) {
        if (captures >= MOST_CAPTURES) {
            throw new LuaError(LuaString.of("too many captures"), 1);
        }
        captureStart[captures] = s;
        captureLength[captures] = length;
        captures++;
        int result = run(s, p);
        if (result == NO_MATCH) {
            captures--;
        }
        return result;
    }

    private int close(int s, int p) {
        int index = captures - 1;
        while (index >= 0 && captureLength[index] != OPEN) {
            index--;
        }
        if (index < 0) {
            throw new LuaError(LuaString.of("invalid pattern capture"), 1);
        }
        captureLength[index] = s - captureStart[index];
        int result = run(s, p);
        if (result == NO_MATCH) {
            captureLength[index] = OPEN;
        }
        return result;
    }

    private int balance(int s, int p) {
        if (p + 1 >= pattern.length) {
            throw new LuaError(LuaString.of("unbalanced pattern"), 1);
        }
        if (s >= source.length || (source[s] & 0xff) != at(p)) {
            return NO_MATCH;
        }
        int open = 1;
        for (int i = s + 1; i < source.length; i++) {
            int c = source[i] & 0xff;
            if (c == at(p + 1)) {
                if (--open == 0) {
                    return i + 1;
                }
            } else if (c == at(p)) {
                open++;
            }
        }
        return NO_MATCH;
    }

    /** Where the pattern goes on if the frontier is here. */
    private int frontier(int s, int p) {
        if (at(p) != '[') {
            throw new LuaError(LuaString.of("missing '[' after '%f' in pattern"), 1);
        }
        int end = classEnd(p);
        int before = s == 0 ? 0 : source[s - 1] & 0xff;
        int here = s == source.length ? 0 : source[s] & 0xff;
        return !set(before, p, end - 1) && set(here, p, end - 1) ? end : NO_MATCH;
    }

    private int back(int s, int digit) {
        int index = digit - '1';
        if (index < 0 || index >= captures || captureLength[index] == OPEN) {
            throw new LuaError(LuaString.of("invalid capture index"), 1);
        }
        int length = captureLength[index];
        if (source.length - s < length) {
            return NO_MATCH;
        }
        for (int i = 0; i < length; i++) {
            if (source[captureStart[index] + i] != source[s + i]) {
                return NO_MATCH;
            }
        }
        return s + length;
    }

    /** Where the single character class at {@code p} ends. */
    private int classEnd(int p) {
        int at = p;
        int c = at(at++);
        if (c == ESCAPE) {
            if (at >= pattern.length) {
                throw malformed("ends with '%'");
            }
            return at + 1;
        } else if (c == '[') {
            if (at(at) == '^') {
                at++;
            }
            do {
                if (at >= pattern.length) {
                    throw malformed("missing ']'");
                }
                if (at(at++) == ESCAPE && at < pattern.length) {
                    at++;
                }
            } while (at >= pattern.length || at(at) != ']');
            return at + 1;
        }
        return at;
    }

    private boolean single(int c, int p, int end) {
        return switch (at(p)) {
            case '.' -> true;
            case ESCAPE -> inClass(c, at(p + 1));
            case '[' -> set(c, p, end - 1);
            default -> at(p) == c;
        };
    }

    /** True if {@code c} is in the set from {@code p}, which is at the opening bracket, to {@code last}, the closing one. */
    private boolean set(int c, int p, int last) {
        boolean wanted = true;
        int at = p;
        if (at(at + 1) == '^') {
            wanted = false;
            at++;
        }
        while (++at < last) {
            if (at(at) == ESCAPE) {
                at++;
                if (inClass(c, at(at))) {
                    return wanted;
                }
            } else if (at(at + 1) == '-' && at + 2 < last) {
                if (at(at) <= c && c <= at(at + 2)) {
                    return wanted;
                }
                at += 2;
            } else if (at(at) == c) {
                return wanted;
            }
        }
        return !wanted;
    }

    private static boolean inClass(int c, int letter) {
        boolean in = switch (letter | 0x20) {
            case 'a' -> isLetter(c);
            case 'c' -> c < 32 || c == 127;
            case 'd' -> isDigit(c);
            case 'l' -> c >= 'a' && c <= 'z';
            case 'p' -> c > 32 && c < 127 && !isLetter(c) && !isDigit(c);
            case 's' -> c == ' ' || (c >= 9 && c <= 13);
            case 'u' -> c >= 'A' && c <= 'Z';
            case 'w' -> isLetter(c) || isDigit(c);
            case 'x' -> isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
            case 'z' -> c == 0;
            default -> letter == c;
        };
        boolean isClass = "acdlpsuwxz".indexOf(letter | 0x20) >= 0 && isLetter(letter);
        if (!isClass) {
            return letter == c;
        }
        return (letter & 0x20) != 0 ? in : !in;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private int at(int index) {
        return index < pattern.length ? pattern[index] & 0xff : -1;
    }

    /** The capture at {@code index}; where there are none, the first one is the match from {@code start} to {@code end}. */
    @Nullable
    Object capture(int index, int start, int end) {
        if (index >= captures) {
            if (index == 0) {
                return LuaString.of(source, start, end);
            }
            throw new LuaError(LuaString.of("invalid capture index"), 1);
        }
        int length = captureLength[index];
        if (length == POSITION) {
            return LuaNumber.box(captureStart[index] + 1);
        } else if (length == OPEN) {
            throw new LuaError(LuaString.of("unfinished capture"), 1);
        }
        return LuaString.of(source, captureStart[index], captureStart[index] + length);
    }

    /** What was matched. */
    LuaString whole(int start, int end) {
        return LuaString.of(source, start, end);
    }

    /** All captures; the whole match if there are none. */
    @Nullable
    Object[] allCaptures(int start, int end) {
        Object[] all = new Object[captures == 0 ? 1 : captures];
        for (int i = 0; i < all.length; i++) {
            all[i] = capture(i, start, end);
        }
        return all;
    }
}
