package dev.vermilion.engine.array;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The states of a regular expression, and how they follow from each other. A state is the index of it. */
final class Automaton {

    /** What an expression is refused with that would need more states. */
    static final String TOO_LARGE = "Out of memory";

    private static final int MOST_STATES = 10_000;
    private static final int MOST_WORK = 100_000;

    /** What a state is. */
    enum Kind {
        /** Goes on if the next byte is one of a set. */
        BYTES,
        /** Goes on in two states, without a byte. */
        SPLIT,
        /** Goes on without a byte, if a condition on the place holds. */
        PLACE,
        /** The text matches. */
        ACCEPT
    }

    /** Conditions on a place. */
    enum Place {
        START,
        END,
        WORD_START,
        WORD_END,
        WORD_EDGE,
        NO_WORD_EDGE
    }

    /** A part of an expression: adds its states, which lead to {@code next}, and returns the first of them. */
    @FunctionalInterface
    interface Part {
        /** Adds the states. */
        int addTo(Automaton automaton, int next);
    }

    private static final class State {
        final Kind kind;
        final BitSet bytes;
        final Place place;
        final int other;
        int next;

        State(Kind kind, BitSet bytes, Place place, int next, int other) {
            this.kind = kind;
            this.bytes = bytes;
            this.place = place;
            this.next = next;
            this.other = other;
        }
    }

    private static final BitSet NO_BYTES = new BitSet();

    private final List<State> states = new ArrayList<>();
    private final int start;
    private int work;

    /**
     * The automaton of an expression.
     *
     * @throws RegexException if it would be too large
     */
    Automaton(Part whole) {
        int accept = add(new State(Kind.ACCEPT, NO_BYTES, Place.START, 0, 0));
        start = add(whole, accept);
    }

    private int add(State state) {
        if (states.size() == MOST_STATES) {
            throw new RegexException(TOO_LARGE);
        }
        states.add(state);
        return states.size() - 1;
    }

    /** Adds the states of a part. */
    int add(Part part, int next) {
        if (++work > MOST_WORK) {
            throw new RegexException(TOO_LARGE);
        }
        return part.addTo(this, next);
    }

    /** Adds a state that takes one byte. */
    int addBytes(BitSet bytes, int next) {
        return add(new State(Kind.BYTES, bytes, Place.START, next, next));
    }

    /** Adds a state that goes on in two. */
    int addSplit(int one, int other) {
        return add(new State(Kind.SPLIT, NO_BYTES, Place.START, one, other));
    }

    /** Adds a state that goes on at some places only. */
    int addPlace(Place place, int next) {
        return add(new State(Kind.PLACE, NO_BYTES, place, next, next));
    }

    /** Adds the states of a part that may come any number of times. */
    int addLoop(Part part, int next) {
        int loop = addSplit(next, next);
        states.get(loop).next = add(part, loop);
        return loop;
    }

    int size() {
        return states.size();
    }

    int start() {
        return start;
    }

    Kind kind(int state) {
        return states.get(state).kind;
    }

    boolean takes(int state, int octet) {
        return states.get(state).bytes.get(octet);
    }

    Place place(int state) {
        return states.get(state).place;
    }

    int next(int state) {
        return states.get(state).next;
    }

    /** The second state that a split goes on in. */
    int other(int state) {
        return states.get(state).other;
    }
}
