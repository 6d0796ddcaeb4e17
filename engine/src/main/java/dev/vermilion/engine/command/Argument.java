package dev.vermilion.engine.command;

import java.util.List;

/**
 * A part of a syntax line.
 *
 * @param kind what it is
 * @param text the token or the name of the value; empty for groups
 * @param parts the members of a group
 * @param optional true if it stands in brackets
 * @param multiple true if it may be repeated: itself once, then {@code [itself ...]}
 */
public record Argument(Kind kind, String text, List<Argument> parts, boolean optional, boolean multiple) {

    /** The kinds of parts. */
    public enum Kind {
        /** A word that stands for itself, such as {@code NX}. */
        TOKEN,
        /** A word that the caller chooses. */
        VALUE,
        /** Several parts in sequence. */
        BLOCK,
        /** One of several parts. */
        CHOICE
    }

    /** The fewest words it takes. */
    int leastWords() {
        return optional ? 0 : leastWordsIfPresent();
    }

    private int leastWordsIfPresent() {
        return switch (kind) {
            case TOKEN, VALUE -> 1;
            case BLOCK -> parts.stream().mapToInt(Argument::leastWords).sum();
            case CHOICE -> parts.stream().mapToInt(Argument::leastWords).min().orElse(0);
        };
    }

    /** True if it does not always take the same number of words. */
    boolean varies() {
        return optional
                || multiple
                || parts.stream().anyMatch(Argument::varies)
                || (kind == Kind.CHOICE
                        && parts.stream()
                                        .mapToInt(Argument::leastWords)
                                        .distinct()
                                        .count()
                                > 1);
    }

    /** True if both are the same but for brackets and repetition. */
    boolean isLike(Argument other) {
        if (kind != other.kind || !text.equals(other.text) || parts.size() != other.parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).isLike(other.parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    Argument repeated() {
        return new Argument(kind, text, parts, optional, true);
    }

    Argument inBrackets() {
        return new Argument(kind, text, parts, true, multiple);
    }
}
