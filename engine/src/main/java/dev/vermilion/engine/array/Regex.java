package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether bytes contain a match of a regular expression. All states that the {@link Automaton} may be in are
 * followed together, and the sets of them that occur are kept with what follows from each byte: so a byte costs a look-up
 * most of the time, a step for each state at worst, and nothing is ever tried again.
 */
final class Regex {

    /** The symbol behind the last byte. */
    private static final int END = 256;

    /** Most sets that are kept; when there are more all are forgotten, so that an expression cannot fill the memory. */
    private static final int MOST_SETS = 2000;

    private static final int LEAST_SETS = 20;
    /** Most steps of single states in a command, about a second. */
    private static final int MOST_WORK = 100_000_000;

    /** What a new set costs, in steps. */
    private static final int STEPS_OF_A_SET = 64;

    private static final String TOO_MUCH_WORK = "ERR regular expression needs too many steps";

    private final Automaton automaton;
    private final Map<StateSet, StateSet> known = new HashMap<>();
    private final StateSet initial;
    private final StateSet matched = new StateSet(new int[0], Before.OTHER, true);
    private final int mostSets;
    private final boolean[] seen;
    private final boolean[] reached;
    private final int[] pending;
    private int pendingCount;
    private int workLeft;

    /** What stands before a place. */
    private enum Before {
        NOTHING,
        WORD,
        OTHER
    }

    /** States that the automaton may be in at a place. */
    private static final class StateSet {
        final int[] states;
        final Before before;
        final boolean isMatch;
        /** What follows from each byte and from the end; null while it is not known. */
        final @Nullable StateSet[] next = new StateSet[END + 1];

        StateSet(int[] states, Before before, boolean isMatch) {
            this.states = states;
            this.before = before;
            this.isMatch = isMatch;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof StateSet that && before == that.before && Arrays.equals(states, that.states);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(states) * 31 + before.hashCode();
        }
    }

    /**
     * A matcher for one command.
     *
     * @param share how many matchers there are in the command: they share what memory and time it may take
     */
    Regex(Automaton automaton, int share) {
        this.automaton = automaton;
        this.seen = new boolean[automaton.size()];
        this.reached = new boolean[automaton.size()];
        this.pending = new int[automaton.size()];
        this.initial = new StateSet(new int[] {automaton.start()}, Before.NOTHING, false);
        this.mostSets = Math.max(LEAST_SETS, MOST_SETS / share);
        this.workLeft = MOST_WORK / share;
    }

    /**
     * True if a part of {@code text} matches.
     *
     * @throws dev.vermilion.engine.command.CommandException if all texts together needed too much time
     */
    boolean isIn(Slice text) {
        StateSet set = initial;
        for (int i = 0; i < text.length() && !set.isMatch; i++) {
            set = after(set, text.byteAt(i) & 0xff);
        }
        return set.isMatch || after(set, END).isMatch;
    }

    private StateSet after(StateSet set, int symbol) {
        StateSet next = set.next[symbol];
        if (next == null) {
            next = follow(set, symbol);
            set.next[symbol] = next;
        }
        return next;
    }

    private StateSet follow(StateSet set, int symbol) {
        spend(STEPS_OF_A_SET + seen.length / 4);
        Arrays.fill(seen, false);
        Arrays.fill(reached, false);
        reached[automaton.start()] = true; // a match may begin at any place
        for (int state : set.states) {
            enter(state);
        }
        boolean accepted = false;
        while (pendingCount > 0) {
            accepted |= leave(pending[--pendingCount], set.before, symbol);
        }
        return accepted ? matched : kept(symbol);
    }

    private void spend(int steps) {
        workLeft -= steps;
        if (workLeft < 0) {
            throw Errors.of(TOO_MUCH_WORK);
        }
    }

    private void enter(int state) {
        if (!seen[state]) {
            seen[state] = true;
            pending[pendingCount++] = state;
        }
    }

    /** Goes on from a state; true if it is where a match ends. */
    private boolean leave(int state, Before before, int symbol) {
        spend(1);
        switch (automaton.kind(state)) {
            case BYTES -> reached[automaton.next(state)] |= symbol != END && automaton.takes(state, symbol);
            case SPLIT -> {
                enter(automaton.next(state));
                enter(automaton.other(state));
            }
            case PLACE -> {
                if (holds(automaton.place(state), before, symbol)) {
                    enter(automaton.next(state));
                }
            }
            case ACCEPT -> {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(Automaton.Place place, Before before, int symbol) {
        boolean inWord = before == Before.WORD;
        boolean word = isWord(symbol);
        return switch (place) {
            case START -> before == Before.NOTHING;
            case END -> symbol == END;
            case WORD_START -> !inWord && word;
            case WORD_END -> inWord && !word;
            case WORD_EDGE -> inWord != word;
            case NO_WORD_EDGE -> inWord == word;
        };
    }

    private static boolean isWord(int symbol) {
        return symbol == '_'
                || (symbol >= '0' && symbol <= '9')
                || (symbol >= 'a' && symbol <= 'z')
                || (symbol >= 'A' && symbol <= 'Z');
    }

    /** The set of the reached states, as it is kept. */
    private StateSet kept(int symbol) {
        int[] states = new int[reached.length];
        int count = 0;
        for (int state = 0; state < reached.length; state++) {
            if (reached[state]) {
                states[count++] = state;
            }
        }
        StateSet set = new StateSet(Arrays.copyOf(states, count), isWord(symbol) ? Before.WORD : Before.OTHER, false);
        StateSet same = known.get(set);
        if (same != null) {
            return same;
        }
        if (known.size() >= mostSets) {
            known.clear();
            Arrays.fill(initial.next, null);
        }
        known.put(set, set);
        return set;
    }
}
