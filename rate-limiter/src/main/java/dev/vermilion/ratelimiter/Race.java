package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * All algorithms under the very same traffic, in Redis, in a time of its own that passes faster than ours: each request
 * goes to all of them at once.
 */
final class Race {

    static final int MOST_QUOTA = 100;
    private static final int USUAL_QUOTA = 20;
    private static final int USUAL_SECONDS = 10;
    private static final int LONGEST_SECONDS = 3_600;
    private static final int POINTS = 200;
    private static final List<Algorithm> RUNNERS = Arrays.stream(Algorithm.values())
            .filter(each -> each != Algorithm.CONCURRENCY)
            .toList();

    private final UnifiedJedis redis;

    Race(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * What is asked for.
     *
     * @param arrivals how requests come
     * @param quota 1 to 100, 20 if it is not given
     * @param windowSeconds 1 to 3600, 10 if it is not given
     * @param seed of what comes by chance
     */
    record Order(
            Arrivals arrivals,
            @Nullable Integer quota,
            @Nullable Integer windowSeconds,
            @Nullable Long seed) {

        Order {
            if (arrivals == null) {
                throw Problem.badRequest("A race needs 'arrivals': border, steady, bursts, random or ramp.");
            }
            quota = within("quota", quota, USUAL_QUOTA, MOST_QUOTA);
            windowSeconds = within("windowSeconds", windowSeconds, USUAL_SECONDS, LONGEST_SECONDS);
            seed = seed == null ? 1L : seed;
        }

        int most() {
            return quota == null ? USUAL_QUOTA : quota;
        }

        long windowMillis() {
            return 1_000L * (windowSeconds == null ? USUAL_SECONDS : windowSeconds);
        }

        List<Long> times() {
            return arrivals.times(most(), windowMillis() * 1_000, seed == null ? 1 : seed);
        }
    }

    static int within(String name, @Nullable Integer value, int otherwise, int most) {
        if (value == null) {
            return otherwise;
        }
        if (value < 1 || value > most) {
            throw Problem.unprocessable("'" + name + "' must be 1 to " + most + ", not " + value + ".");
        }
        return value;
    }

    /**
     * How one runner did.
     *
     * @param allowed how many passed
     * @param peak the most that passed within any one window
     * @param lately how many had passed in the window before each point of time
     */
    record Series(String label, long allowed, long refused, long peak, List<Long> lately) {}

    /**
     * All of them.
     *
     * @param seconds the points of time, from the beginning
     * @param came as {@code lately}, of what came
     */
    record Result(
            int quota, long windowMillis, long requests, List<Double> seconds, List<Long> came, List<Series> series) {}

    /** Runs it. */
    Result run(Order order) {
        long window = order.windowMillis() * 1_000;
        List<Long> times = order.times();
        SharedMeters meters = new SharedMeters(redis, "race-" + Long.toString(random(), 36));
        List<Charge> charges = RUNNERS.stream()
                .map(each ->
                        new Charge(Limit.of(each.label(), each, order.most(), order.windowMillis()), "all", 1, true))
                .toList();
        List<List<Long>> passed = new ArrayList<>();
        RUNNERS.forEach(each -> passed.add(new ArrayList<>()));
        long begin = Math.floorDiv(System.currentTimeMillis() * 1_000, window) * window;
        for (long time : times) {
            Outcome outcome =
                    meters.decide(charges, SharedMeters.Asking.at(begin + time)).orElseThrow();
            for (int i = 0; i < RUNNERS.size(); i++) {
                Standing standing = outcome.standings().get(i);
                if (standing.allows()) {
                    passed.get(i).add(time + standing.delayMicros());
                }
            }
        }
        clear(meters, charges);
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < RUNNERS.size(); i++) {
            series.add(series(RUNNERS.get(i).label(), passed.get(i), times.size(), window));
        }
        return result(order, times, series);
    }

    void clear(SharedMeters meters, List<Charge> charges) {
        charges.forEach(each -> redis.del(meters.meterKey(each)));
    }

    static long random() {
        return ThreadLocalRandom.current().nextLong(1L << 40);
    }

    static Result result(Order order, List<Long> times, List<Series> series) {
        long window = order.windowMillis() * 1_000;
        return new Result(
                order.most(),
                order.windowMillis(),
                times.size(),
                points(window).mapToObj(each -> each / 1e6).toList(),
                lately(times, window),
                series);
    }

    static Series series(String label, List<Long> passed, int requests, long window) {
        passed.sort(null);
        return new Series(label, passed.size(), requests - passed.size(), peak(passed, window), lately(passed, window));
    }

    /** The most within any one window; {@code times} in rising order. */
    static long peak(List<Long> times, long window) {
        long peak = 0;
        int first = 0;
        for (int i = 0; i < times.size(); i++) {
            while (times.get(first) <= times.get(i) - window) {
                first++;
            }
            peak = Math.max(peak, i - first + 1);
        }
        return peak;
    }

    private static LongStream points(long window) {
        long end = (Arrivals.WINDOWS + 1) * window;
        return LongStream.rangeClosed(0, POINTS).map(each -> each * end / POINTS);
    }

    private static List<Long> lately(List<Long> times, long window) {
        return points(window)
                .map(point -> times.stream()
                        .filter(each -> each <= point && each > point - window)
                        .count())
                .boxed()
                .toList();
    }
}
