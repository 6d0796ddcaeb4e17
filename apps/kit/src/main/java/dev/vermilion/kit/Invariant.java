package dev.vermilion.kit;

/**
 * Something that must hold whatever happens to the app, checked while people watch.
 *
 * @param name what it is about, in two or three words; unique in the app
 * @param promise what must hold, as a sentence
 * @param check finds out whether it holds now; may be called by several threads at a time, about once a second while a
 *     page is open
 */
public record Invariant(String name, String promise, Check check) {

    /** Looks whether something holds. */
    @FunctionalInterface
    public interface Check {

        /** What is found just now; an exception counts as "could not be checked". */
        Finding check();
    }
}
