package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;

/**
 * Members with scores, as ZUNION and its kin take them: sorted sets, and sets, whose members all have the score 1.
 */
public interface ScoredSource {

    /** Called for each member. */
    @FunctionalInterface
    interface Visitor {
        /** One member; the slice is valid during the call only. The value must not be changed. */
        void visit(Slice member, double score);
    }

    /** Number of members. */
    long elements();

    /** The score of {@code member}, or NaN if it is not there. */
    double score(Slice member);

    /** Visits all members. O(n). */
    void forEachScored(Visitor visitor);
}
