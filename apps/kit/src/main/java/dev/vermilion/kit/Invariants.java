package dev.vermilion.kit;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the invariants of one app, at most once a second however many pages ask. */
final class Invariants {

    private static final Logger LOG = LoggerFactory.getLogger(Invariants.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** An invariant and what was found. */
    record Checked(String name, String promise, boolean holds, String detail) {}

    private final List<Invariant> invariants;
    private List<Checked> last = List.of();
    private long lastNanos = System.nanoTime() - FRESH_NANOS;

    Invariants(List<Invariant> invariants) {
        this.invariants = invariants;
    }

    /** What was found no longer than a second ago. */
    synchronized List<Checked> check() {
        if (System.nanoTime() - lastNanos >= FRESH_NANOS) {
            last = invariants.stream().map(Invariants::check).toList();
            lastNanos = System.nanoTime();
        }
        return last;
    }

    private static Checked check(Invariant invariant) {
        try {
            Finding finding = invariant.check().check();
            return new Checked(invariant.name(), invariant.promise(), finding.holds(), finding.detail());
        } catch (RuntimeException e) {
            LOG.warn("'{}' could not be checked", invariant.name(), e);
            return new Checked(invariant.name(), invariant.promise(), false, "It could not be checked just now.");
        }
    }
}
