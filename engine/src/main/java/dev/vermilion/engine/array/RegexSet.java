package dev.vermilion.engine.array;

import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** The sets of bytes in regular expressions: {@code [a-z]}, {@code [^[:digit:]]}, {@code \w}. Letters are those of ASCII. */
final class RegexSet {

    private static final int BYTES = 256;

    private final Slice pattern;
    private final BitSet set = new BitSet();
    private int at;

    /** Reads from behind the opening bracket at {@code at} - 1. */
    RegexSet(Slice pattern, int at) {
        this.pattern = pattern;
        this.at = at;
    }

    /** All bytes. */
    static BitSet all() {
        return where(octet -> true);
    }

    /** What {@code \d}, {@code \s}, {@code \w} or, in upper case, their opposites take. */
    static BitSet named(char letter) {
        BitSet set = switch (letter) {
            case 'd', 'D' -> where(RegexSet::isDigit);
            case 's', 'S' -> where(RegexSet::isSpace);
            default -> where(octet -> isLetter(octet) || isDigit(octet) || octet == '_');
        };
        if (letter < 'a') {
            set.flip(0, BYTES);
        }
        return set;
    }

    /** The set with each letter in upper and lower case. */
    static BitSet withBothCases(BitSet set) {
        BitSet both = (BitSet) set.clone();
        set.stream().filter(RegexSet::isLetter).forEach(octet -> both.set(octet ^ 0x20));
        return both;
    }

    /** The set; {@code behind} gets the position behind its closing bracket. */
    BitSet readInto(IntConsumer behind) {
        boolean not = skip('^');
        int first = at;
        while (at == first || next() != ']') {
            if (next() == '[' && at + 1 < pattern.length() && ":.=".indexOf(pattern.byteAt(at + 1)) >= 0) {
                named();
            } else {
                range();
            }
        }
        at++;
        behind.accept(at);
        if (not) {
            set.flip(0, BYTES);
        }
        return set;
    }

    private int next() {
        if (at >= pattern.length()) {
            throw new RegexException("Missing ']'");
        }
        return pattern.byteAt(at) & 0xff;
    }

    private boolean skip(int octet) {
        boolean there = next() == octet;
        at += there ? 1 : 0;
        return there;
    }

    private void range() {
        int low = next();
        at++;
        int high = low;
        if (next() == '-' && at + 1 < pattern.length() && pattern.byteAt(at + 1) != ']') {
            at++;
            high = next();
            at++;
        }
        if (high < low) {
            throw new RegexException("Invalid character range");
        }
        set.set(low, high + 1);
    }

    /** A class of characters, {@code [:alpha:]}; the other names in brackets are those of languages and not known. */
    private void named() {
        if (pattern.byteAt(at + 1) != ':') {
            throw new RegexException("Unknown collating element");
        }
        int start = at + 2;
        at = start;
        while (next() != ':') {
            at++;
        }
        String name = new String(pattern.array(), pattern.offset() + start, at - start, StandardCharsets.ISO_8859_1);
        at++;
        if (!skip(']')) {
            throw new RegexException("Unknown character class name");
        }
        set.or(where(byName(name)));
    }

    private static IntPredicate byName(String name) {
        return switch (name) {
            case "alpha" -> RegexSet::isLetter;
            case "digit" -> RegexSet::isDigit;
            case "alnum" -> octet -> isLetter(octet) || isDigit(octet);
            case "upper" -> octet -> octet >= 'A' && octet <= 'Z';
            case "lower" -> octet -> octet >= 'a' && octet <= 'z';
            case "space" -> RegexSet::isSpace;
            case "blank" -> octet -> octet == ' ' || octet == '\t';
            case "cntrl" -> octet -> octet < ' ' || octet == 127;
            case "print" -> octet -> octet >= ' ' && octet < 127;
            case "graph" -> octet -> octet > ' ' && octet < 127;
            case "punct" -> octet -> octet > ' ' && octet < 127 && !isLetter(octet) && !isDigit(octet);
            case "xdigit" -> octet -> isDigit(octet) || ((octet | 0x20) >= 'a' && (octet | 0x20) <= 'f');
            default -> throw new RegexException("Unknown character class name");
        };
    }

    private static BitSet where(IntPredicate takes) {
        BitSet set = new BitSet(BYTES);
        for (int octet = 0; octet < BYTES; octet++) {
            set.set(octet, takes.test(octet));
        }
        return set;
    }

    private static boolean isLetter(int octet) {
        return (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean isSpace(int octet) {
        return octet == ' ' || (octet >= '\t' && octet <= '\r');
    }
}
