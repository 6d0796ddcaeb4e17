package dev.vermilion.engine.set;

import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.set.SetValue.Visitor;
import java.util.random.RandomGenerator;

/** What all forms of a set can do. The set must not be changed while a visitor is called. */
interface SetForm {

    /** What OBJECT ENCODING says. */
    String encoding();

    /** Number of members. */
    int size();

    /** True if {@code member} is in the set. */
    boolean contains(Slice member);

    /** Adds a copy of {@code member}; false if it was there. The form must be able to hold it. */
    boolean add(Slice member);

    /** Removes {@code member}; false if it was not there. */
    boolean remove(Slice member);

    /** Visits all members. O(n). */
    void forEach(Visitor visitor);

    /** A step of a walk; see {@link dev.vermilion.engine.table.ByteTable#scan}. */
    long scan(long cursor, long count, Visitor visitor);

    /** Visits members chosen at random; one may come more than once. The set must not be empty. */
    void forEachRandom(long times, RandomGenerator random, Visitor visitor);

    /** Visits a member chosen at random and removes it then. The set must not be empty. */
    void takeRandom(RandomGenerator random, Visitor visitor);

    /** A form of its own with the same members. O(n). */
    SetForm copy();

    /** Estimate of the heap it takes, in bytes. */
    long memoryBytes();
}
