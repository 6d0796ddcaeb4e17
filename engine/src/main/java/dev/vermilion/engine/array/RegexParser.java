package dev.vermilion.engine.array;

import dev.vermilion.engine.array.Automaton.Part;
import dev.vermilion.engine.array.Automaton.Place;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * Reads extended regular expressions of POSIX, with what the engine of Redis adds to them: {@code \d \D \s \S \w \W},
 * {@code \b \B \< \>}, {@code \t \n \r \f \a \e}, {@code \x41}, {@code \x{41}}, {@code \Q...\E}, {@code (?:...)}, {@code
 * (?i)}, and a question mark behind a repetition, which changes nothing here. Expressions are bytes; letters are those of
 * ASCII.
 */
final class RegexParser {

    /** What a back-reference is refused with; the message of a {@link RegexException}. */
    static final String BACK_REFERENCE = "Back-reference";

    private static final int END = -1;
    private static final int ANY_TIMES = -1;
    private static final int MOST_TIMES = 255;
    /** Groups in groups beyond this are refused: reading them takes a part of the stack each. */
    private static final int MOST_DEPTH = 250;

    private static final Part NOTHING = (automaton, next) -> next;

    private final Slice pattern;
    private int at;
    private int depth;
    private int groups;
    private int highestReference;
    private boolean noCase;

    private RegexParser(Slice pattern, boolean noCase) {
        this.pattern = pattern;
        this.noCase = noCase;
    }

    /**
     * Understands an expression.
     *
     * @throws RegexException if it is none, with the reason; {@link #BACK_REFERENCE} if it refers back
     */
    static Automaton parse(Slice pattern, boolean noCase) {
        RegexParser parser = new RegexParser(pattern, noCase);
        Part whole = parser.choice();
        if (parser.highestReference > parser.groups) {
            throw new RegexException("Invalid back reference");
        }
        Automaton automaton = new Automaton(whole);
        if (parser.highestReference > 0) {
            throw new RegexException(BACK_REFERENCE);
        }
        return automaton;
    }

    private int peek() {
        return at < pattern.length() ? pattern.byteAt(at) & 0xff : END;
    }

    private boolean skip(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= pattern.length() || pattern.byteAt(at + i) != text.charAt(i)) {
                return false;
            }
        }
        at += text.length();
        return true;
    }

    private Part choice() {
        List<Part> choices = new ArrayList<>();
        do {
            choices.add(sequence());
        } while (skip("|"));
        return (automaton, next) -> {
            int first = automaton.add(choices.get(0), next);
            for (Part other : choices.subList(1, choices.size())) {
                first = automaton.addSplit(first, automaton.add(other, next));
            }
            return first;
        };
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (peek() != END && peek() != '|' && !(peek() == ')' && depth > 0)) {
            parts.add(repetitions(atom()));
        }
        Collections.reverse(parts);
        return (automaton, next) -> {
            int first = next;
            for (Part part : parts) {
                first = automaton.add(part, first);
            }
            return first;
        };
    }

    private Part atom() {
        int octet = peek();
        switch (octet) {
            case '*', '+', '?', '{' -> throw new RegexException("Invalid use of repetition operators");
            case '(' -> {
                return group();
            }
            case '[' -> {
                at++;
                return bytes(new RegexSet(pattern, at).readInto(this::moveTo));
            }
            case '\\' -> {
                return escape();
            }
            default -> at++;
        }
        return switch (octet) {
            case '.' -> bytes(RegexSet.all());
            case '^' -> place(Place.START);
            case '$' -> place(Place.END);
            default -> octet(octet);
        };
    }

    private void moveTo(int position) {
        at = position;
    }

    private static Part place(Place place) {
        return (automaton, next) -> automaton.addPlace(place, next);
    }

    private Part octet(int octet) {
        BitSet set = new BitSet();
        set.set(octet);
        return bytes(set);
    }

    private Part bytes(BitSet set) {
        BitSet taken = noCase ? RegexSet.withBothCases(set) : set;
        return (automaton, next) -> automaton.addBytes(taken, next);
    }

    private Part group() {
        at++;
        boolean outerCase = noCase;
        if (!skip("?")) {
            groups++;
        } else if (flags()) {
            return NOTHING;
        }
        if (++depth > MOST_DEPTH) {
            throw new RegexException(Automaton.TOO_LARGE);
        }
        Part inner = choice();
        depth--;
        if (!skip(")")) {
            throw new RegexException("Missing ')'");
        }
        noCase = outerCase;
        return inner;
    }

    /** Reads flags up to the colon or the parenthesis; true if it was the latter: they hold from here on. */
    private boolean flags() {
        boolean on = true;
        while (true) {
            int flag = peek();
            at++;
            switch (flag) {
                case ':' -> {
                    return false;
                }
                case ')' -> {
                    return true;
                }
                case '-' -> on = false;
                case 'i' -> noCase = on;
                default -> throw new RegexException("Invalid regexp");
            }
        }
    }

    private Part repetitions(Part atom) {
        Part part = atom;
        while (true) {
            switch (peek()) {
                case '*' -> part = sign(part, 0, ANY_TIMES);
                case '+' -> part = sign(part, 1, ANY_TIMES);
                case '?' -> part = sign(part, 0, 1);
                case '{' -> part = bounds(part);
                default -> {
                    return part;
                }
            }
        }
    }

    private Part sign(Part part, int least, int most) {
        at++;
        if (peek() == '*' || peek() == '+') {
            throw new RegexException("Invalid use of repetition operators");
        }
        skip("?");
        return times(part, least, most);
    }

    private Part bounds(Part part) {
        at++;
        int least = number();
        int most = least;
        if (skip(",")) {
            most = number();
        } else if (least == ANY_TIMES) {
            throw brokenBounds();
        }
        if (!skip("}") || Math.max(least, most) > MOST_TIMES || (most != ANY_TIMES && most < least)) {
            throw brokenBounds();
        }
        skip("?");
        return times(part, Math.max(least, 0), most);
    }

    private RegexException brokenBounds() {
        return new RegexException(peek() == END && !endsInBrace() ? "Missing '}'" : "Invalid contents of {}");
    }

    private boolean endsInBrace() {
        return pattern.byteAt(pattern.length() - 1) == '}';
    }

    /** The number here, or {@link #ANY_TIMES} if there is none. */
    private int number() {
        int number = ANY_TIMES;
        while (peek() >= '0' && peek() <= '9') {
            number = Math.min(Math.max(number, 0) * 10 + peek() - '0', MOST_TIMES + 1);
            at++;
        }
        return number;
    }

    private static Part times(Part part, int least, int most) {
        return (automaton, next) -> {
            int first = next;
            if (most == ANY_TIMES) {
                first = automaton.addLoop(part, next);
            }
            for (int i = least; i < most; i++) {
                first = automaton.addSplit(automaton.add(part, first), next);
            }
            for (int i = 0; i < least; i++) {
                first = automaton.add(part, first);
            }
            return first;
        };
    }

    private Part escape() {
        at++;
        int octet = peek();
        at++;
        return switch (octet) {
            case END -> throw new RegexException("Trailing backslash");
            case 'd', 'D', 's', 'S', 'w', 'W' -> bytes(RegexSet.named((char) octet));
            case 'b' -> place(Place.WORD_EDGE);
            case 'B' -> place(Place.NO_WORD_EDGE);
            case '<' -> place(Place.WORD_START);
            case '>' -> place(Place.WORD_END);
            case 't' -> octet('\t');
            case 'n' -> octet('\n');
            case 'r' -> octet('\r');
            case 'f' -> octet('\f');
            case 'a' -> octet(7);
            case 'e' -> octet(27);
            case 'x' -> octet(hexadecimal());
            case 'Q' -> literal();
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                highestReference = Math.max(highestReference, octet - '0');
                yield NOTHING;
            }
            default -> octet(octet);
        };
    }

    private int hexadecimal() {
        boolean braces = skip("{");
        int value = 0;
        int digits = 0;
        while (Character.digit(peek(), 16) >= 0 && digits < (braces ? 8 : 2)) {
            value = value << 4 | Character.digit(peek(), 16);
            at++;
            digits++;
        }
        if (braces && !skip("}")) {
            throw new RegexException("Missing '}'");
        }
        if (value < 0 || value > 255) {
            throw new RegexException("Invalid regexp");
        }
        return value;
    }

    /** What stands up to {@code \E}, as it is. */
    private Part literal() {
        List<Part> parts = new ArrayList<>();
        while (peek() != END && !skip("\\E")) {
            parts.add(0, octet(peek()));
            at++;
        }
        return (automaton, next) -> {
            int first = next;
            for (Part part : parts) {
                first = automaton.add(part, first);
            }
            return first;
        };
    }
}
