package dev.vermilion.engine.server;

import dev.vermilion.engine.keyspace.Keyspace;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What took longer than {@code latency-monitor-threshold}, by event. Of each second only the longest is kept, and of each
 * event the last 160, as Redis has it.
 */
final class LatencyMonitor {

    private static final int KEPT = 160;

    /**
     * The longest of a second.
     *
     * @param seconds when, in seconds since 1970
     * @param millis how long
     */
    record Sample(long seconds, long millis) {}

    /** The samples of an event, the oldest first; never empty. */
    static final class Series {
        private final Deque<Sample> samples = new ArrayDeque<>();
        private long longest;

        Collection<Sample> samples() {
            return samples;
        }

        Sample last() {
            return samples.getLast();
        }

        /** The longest of all time, in milliseconds. */
        long longest() {
            return longest;
        }

        private void add(long seconds, long millis) {
            longest = Math.max(longest, millis);
            Sample last = samples.peekLast();
            if (last != null && last.seconds == seconds) {
                if (last.millis >= millis) {
                    return;
                }
                samples.removeLast();
            }
            samples.addLast(new Sample(seconds, millis));
            if (samples.size() > KEPT) {
                samples.removeFirst();
            }
        }
    }

    private final Keyspace keyspace;
    private final Map<String, Series> events = new TreeMap<>();

    LatencyMonitor(Keyspace keyspace) {
        this.keyspace = keyspace;
    }

    /** True if anything is noted at all. */
    boolean isOn() {
        return thresholdMillis() > 0;
    }

    /** From which time on something is noted, in milliseconds; 0 for never. */
    long thresholdMillis() {
        return keyspace.settings().latencyMonitorThreshold;
    }

    /** Something took {@code nanos}. */
    void add(String event, long nanos) {
        long threshold = thresholdMillis();
        if (threshold > 0 && nanos >= threshold * 1_000_000) {
            events.computeIfAbsent(event, any -> new Series())
                    .add(keyspace.clock().wallMillis() / 1000, nanos / 1_000_000);
        }
    }

    /** All events that have samples. */
    Map<String, Series> events() {
        return events;
    }

    /** The samples of an event, or null; any case. */
    @Nullable
    Series find(String event) {
        return events.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(event))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Forgets an event; false if there are no samples of it. */
    boolean forget(String event) {
        return events.keySet().removeIf(each -> each.equalsIgnoreCase(event));
    }

    /** Forgets all; returns how many events there were. */
    int forgetAll() {
        int count = events.size();
        events.clear();
        return count;
    }
}
