package dev.vermilion.ratelimiter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Limits that this process counts alone. Safe for use by many threads; the clients that came longest ago are forgotten. */
final class LocalMeters {

    private static final int MOST_METERS = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Meter> meters = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Meter> eldest) {
            return size() > MOST_METERS;
        }
    };

    /** Decides by all charges at once: a request is charged to all of them, or to none. */
    Outcome decide(List<Charge> charges, long nowMicros, String lease, boolean charging) {
        lock.lock();
        try {
            List<Standing> standings = new ArrayList<>();
            boolean passes = true;
            for (Charge each : charges) {
                Standing standing = meter(each).look(each, nowMicros);
                standings.add(standing);
                passes &= !standing.refuses();
            }
            for (int i = 0; charging && passes && i < charges.size(); i++) {
                if (standings.get(i).allows()) {
                    take(charges.get(i), nowMicros, lease);
                    standings.set(i, charged(standings.get(i), charges.get(i)));
                }
            }
            return new Outcome(nowMicros, passes, standings);
        } finally {
            lock.unlock();
        }
    }

    /** Charges what Redis has allowed, so that this process knows how things stand when Redis goes away. */
    void follow(List<Charge> charges, long nowMicros, String lease) {
        lock.lock();
        try {
            for (Charge each : charges) {
                if (meter(each).look(each, nowMicros).allows()) {
                    take(each, nowMicros, lease);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives leases back. */
    void release(List<Charge> charges, String lease) {
        lock.lock();
        try {
            charges.forEach(each -> meter(each).release(lease));
        } finally {
            lock.unlock();
        }
    }

    private void take(Charge charge, long nowMicros, String lease) {
        meter(charge).take(charge, nowMicros, lease);
    }

    private static Standing charged(Standing s, Charge charge) {
        int cost = charge.limit().algorithm() == Algorithm.CONCURRENCY ? 1 : charge.cost();
        return new Standing(
                s.limit(),
                s.who(),
                s.shadow(),
                true,
                s.used(),
                Math.max(0, s.left() - cost),
                0,
                s.resetMicros(),
                s.delayMicros());
    }

    private Meter meter(Charge charge) {
        return meters.computeIfAbsent(
                charge.key(), key -> Meter.of(charge.limit().algorithm()));
    }
}
