package dev.vermilion.engine.zset;

import dev.vermilion.engine.keyspace.ScoredSource.Visitor;
import dev.vermilion.engine.resp.Slice;
import java.util.random.RandomGenerator;

/** What both forms of a sorted set can do. Ranks count from 0, at the lowest score. */
interface ZSetForm {

    /** Number of elements. */
    int size();

    /** The score of {@code member}, or NaN. */
    double score(Slice member);

    /** Adds a member that is not there. */
    void add(Slice member, double score);

    /** Changes the score of a member that has {@code old}. */
    void rescore(Slice member, double old, double score);

    /** Removes a member; false if it was not there. */
    boolean remove(Slice member);

    /** Removes the elements with the ranks {@code from} (inclusive) to {@code to} (exclusive). */
    void removeRange(int from, int to);

    /** Number of elements that the bound covers. */
    int countBefore(Bound bound);

    /** Visits the elements with the ranks {@code from} (inclusive) to {@code to} (exclusive), upwards or downwards. */
    void forEach(int from, int to, boolean descending, Visitor visitor);

    /** A step of ZSCAN; returns the next cursor. */
    long scan(long cursor, long count, Visitor visitor);

    /** A form of its own with the same elements. O(n). */
    ZSetForm copy();

    /** Estimate of the heap it takes, in bytes. */
    long memoryBytes();

    /** Visits {@code count} elements chosen at random, one may come more than once. */
    default void forEachRandom(long count, RandomGenerator random, Visitor visitor) {
        for (long i = 0; i < count; i++) {
            int rank = random.nextInt(size());
            forEach(rank, rank + 1, false, visitor);
        }
    }
}
