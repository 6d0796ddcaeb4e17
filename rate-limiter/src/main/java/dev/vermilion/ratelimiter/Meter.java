package dev.vermilion.ratelimiter;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of one limit for one client in this process: the same arithmetic as {@code decide.lua}. Not thread-safe. */
interface Meter {

    /** How a request at this time stands, without charging it. Times in microseconds. */
    Standing look(Charge charge, long now);

    /** Charges a request that {@link #look} has just allowed at the same time. */
    void take(Charge charge, long now, String lease);

    /** Gives a lease back; nothing happens unless this counts concurrent requests. */
    default void release(String lease) {}

    static Meter of(Algorithm algorithm) {
        return switch (algorithm) {
            case FIXED_WINDOW, SLIDING_COUNTER -> new Windows(algorithm == Algorithm.SLIDING_COUNTER);
            case SLIDING_LOG -> new Log();
            case TOKEN_BUCKET -> new Tokens();
            case LEAKY_BUCKET -> new Queue();
            case GCRA -> new Arrival();
            case CONCURRENCY -> new Leases();
        };
    }

    private static Standing standing(
            Charge charge, boolean allows, long used, long left, long retry, long reset, long delay) {
        return new Standing(
                charge.limit(),
                charge.who(),
                charge.shadow(),
                allows,
                used,
                Math.max(0, left),
                allows ? 0 : Math.max(1, retry),
                Math.max(0, reset),
                allows ? delay : 0);
    }

    private static long ceilDiv(long a, long b) {
        return -Math.floorDiv(-a, b);
    }

    /** Fixed window, and with {@code weighted} the sliding counter. */
    final class Windows implements Meter {

        private final boolean weighted;
        private long start = -1;
        private long count;
        private long previous;

        Windows(boolean weighted) {
            this.weighted = weighted;
        }

        private void turn(long window, long now) {
            long current = now - now % window;
            if (start >= current) {
                return; // the same window, or the clock went back
            }
            previous = start == current - window ? count : 0;
            count = 0;
            start = current;
        }

        @Override
        public Standing look(Charge charge, long now) {
            long quota = charge.limit().quota();
            long window = charge.limit().windowMicros();
            turn(window, now);
            long rest = start + window - now;
            if (!weighted) {
                return standing(charge, count + charge.cost() <= quota, count, quota - count, rest, rest, 0);
            }
            double weight = (double) previous * (window - Math.max(0, now - start)) / window;
            boolean allows = weight + count + charge.cost() <= quota;
            long retry = 0;
            if (!allows) {
                retry = count + charge.cost() <= quota
                        ? (long) Math.ceil(
                                start + window * (1 - (double) (quota - charge.cost() - count) / previous) - now)
                        : (long) Math.ceil(start + window * (2 - (double) (quota - charge.cost()) / count) - now);
            }
            long reset = count > 0 ? rest + window : previous > 0 ? rest : 0;
            long used = (long) Math.ceil(weight + count);
            return standing(charge, allows, used, (long) Math.floor(quota - weight - count), retry, reset, 0);
        }

        @Override
        public void take(Charge charge, long now, String lease) {
            count += charge.cost();
        }
    }

    /** Sliding log. */
    final class Log implements Meter {

        private final ArrayDeque<Long> times = new ArrayDeque<>();

        @Override
        public Standing look(Charge charge, long now) {
            long quota = charge.limit().quota();
            long window = charge.limit().windowMicros();
            while (!times.isEmpty() && times.getFirst() <= now - window) {
                times.removeFirst();
            }
            int count = times.size();
            boolean allows = count + charge.cost() <= quota;
            long retry = allows
                    ? 0
                    : times.stream()
                                    .skip(count + charge.cost() - quota - 1)
                                    .findFirst()
                                    .orElse(now)
                            + window
                            - now;
            long reset = count == 0 ? 0 : times.getLast() + window - now;
            return standing(charge, allows, count, quota - count, retry, reset, 0);
        }

        @Override
        public void take(Charge charge, long now, String lease) {
            for (int i = 0; i < charge.cost(); i++) {
                times.addLast(now);
            }
        }
    }

    /** Token bucket, in units of which a token is as many as the window has microseconds. */
    final class Tokens implements Meter {

        private long units = -1;
        private long at;

        @Override
        public Standing look(Charge charge, long now) {
            long quota = charge.limit().quota();
            long window = charge.limit().windowMicros();
            long full = charge.limit().most() * window;
            if (units < 0) {
                units = full;
                at = now;
            }
            long passed = Math.max(0, now - at);
            units = passed >= full / quota + 1 ? full : Math.min(full, units + passed * quota);
            at = Math.max(now, at);
            long need = charge.cost() * window;
            long left = units / window;
            return standing(
                    charge,
                    units >= need,
                    charge.limit().most() - left,
                    left,
                    ceilDiv(need - units, quota),
                    ceilDiv(full - units, quota),
                    0);
        }

        @Override
        public void take(Charge charge, long now, String lease) {
            units -= charge.cost() * charge.limit().windowMicros();
        }
    }

    /** Leaky bucket: when the next turn is free. */
    final class Queue implements Meter {

        private long free;

        @Override
        public Standing look(Charge charge, long now) {
            long each = ceilDiv(charge.limit().windowMicros(), charge.limit().quota());
            free = Math.max(now, free);
            long delay = free - now;
            long room = charge.limit().most() * each - delay;
            long more = (charge.cost() - 1) * each;
            long left = Math.floorDiv(room, each) + 1;
            return standing(charge, more <= room, ceilDiv(delay, each), left, more - room, delay, delay);
        }

        @Override
        public void take(Charge charge, long now, String lease) {
            free += charge.cost()
                    * ceilDiv(charge.limit().windowMicros(), charge.limit().quota());
        }
    }

    /** GCRA: when the next request would be due. */
    final class Arrival implements Meter {

        private long due;

        @Override
        public Standing look(Charge charge, long now) {
            long each = ceilDiv(charge.limit().windowMicros(), charge.limit().quota());
            due = Math.max(now, due);
            long room = charge.limit().most() * each - (due - now);
            long need = charge.cost() * each;
            long left = Math.max(0, Math.floorDiv(room, each));
            return standing(charge, need <= room, charge.limit().most() - left, left, need - room, due - now, 0);
        }

        @Override
        public void take(Charge charge, long now, String lease) {
            due += charge.cost()
                    * ceilDiv(charge.limit().windowMicros(), charge.limit().quota());
        }
    }

    /** Leases: when each ends. */
    final class Leases implements Meter {

        private final Map<String, Long> ends = new LinkedHashMap<>();

        @Override
        public Standing look(Charge charge, long now) {
            ends.values().removeIf(end -> end <= now);
            long quota = charge.limit().quota();
            int count = ends.size();
            long first = ends.values().stream().mapToLong(Long::longValue).min().orElse(now);
            long last = ends.values().stream().mapToLong(Long::longValue).max().orElse(now);
            return standing(charge, count < quota, count, quota - count, first - now, last - now, 0);
        }

        @Override
        public void take(Charge charge, long now, String lease) {
            ends.put(lease, now + charge.limit().windowMicros());
        }

        @Override
        public void release(String lease) {
            ends.remove(lease);
        }
    }
}
