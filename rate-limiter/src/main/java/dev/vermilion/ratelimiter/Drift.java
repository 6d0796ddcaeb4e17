package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** Three nodes that shall keep one limit together: each for itself, shared, and shared by clocks that differ. */
final class Drift {

    static final int NODES = 3;
    private static final int MOST_SKEW_MILLIS = 60_000;

    private final UnifiedJedis redis;
    private final Race race;

    Drift(UnifiedJedis redis) {
        this.redis = redis;
        this.race = new Race(redis);
    }

    /**
     * What is asked for.
     *
     * @param traffic as of a race
     * @param algorithm any but concurrency
     * @param uneven seven of ten requests go to the first node
     * @param skewMillis how far the clocks of the second and third node are ahead and behind, at most a minute
     */
    record Order(
            Race.Order traffic,
            Algorithm algorithm,
            boolean uneven,
            @Nullable Integer skewMillis) {

        Order {
            if (traffic == null || algorithm == null || algorithm == Algorithm.CONCURRENCY) {
                throw Problem.badRequest("It needs 'traffic' and an 'algorithm' other than concurrency.");
            }
            if (skewMillis != null && (skewMillis < 0 || skewMillis > MOST_SKEW_MILLIS)) {
                throw Problem.unprocessable("'skewMillis' must be 0 to " + MOST_SKEW_MILLIS + ".");
            }
        }

        long skewMicros() {
            return skewMillis == null ? 0 : skewMillis * 1_000L;
        }
    }

    private record Node(int number, long clock, LocalMeters whole, LocalMeters share) {}

    /** Runs all ways under the same traffic. */
    Race.Result run(Order order) {
        Limit limit = Limit.of(
                "drift",
                order.algorithm(),
                order.traffic().most(),
                order.traffic().windowMillis());
        Limit third = Limit.of("third", order.algorithm(), Math.max(1, limit.quota() / NODES), limit.windowMillis());
        Charge whole = new Charge(limit, "all", 1, false);
        Charge share = new Charge(third, "all", 1, false);
        SharedMeters shared = new SharedMeters(redis, "drift-" + Long.toString(Race.random(), 36));
        SharedMeters skewed = new SharedMeters(redis, "skew-" + Long.toString(Race.random(), 36));
        List<Node> nodes = IntStream.range(0, NODES)
                .mapToObj(i -> new Node(
                        i,
                        i == 1 ? order.skewMicros() : i == 2 ? -order.skewMicros() : 0,
                        new LocalMeters(),
                        new LocalMeters()))
                .toList();
        List<List<Long>> passed = IntStream.range(0, 4)
                .<List<Long>>mapToObj(i -> new ArrayList<>())
                .toList();
        List<Long> times = order.traffic().times();
        long window = limit.windowMicros();
        long begin = Math.floorDiv(System.currentTimeMillis() * 1_000, window) * window;
        Random random = new Random(7);
        for (long time : times) {
            Node node = nodes.get(order.uneven() && random.nextInt(10) < 7 ? 0 : random.nextInt(NODES));
            long now = begin + time;
            note(passed.get(0), time, node.whole().decide(List.of(whole), now, "", true));
            note(passed.get(1), time, node.share().decide(List.of(share), now, "", true));
            note(passed.get(2), time, shared(shared, whole, now));
            note(passed.get(3), time, shared(skewed, whole, now + node.clock()));
        }
        race.clear(shared, List.of(whole));
        race.clear(skewed, List.of(whole));
        List<String> labels = List.of(
                "each node the whole quota",
                "each node a third",
                "shared, clock of Redis",
                "shared, clocks of the nodes");
        List<Race.Series> series = IntStream.range(0, labels.size())
                .mapToObj(i -> Race.series(labels.get(i), passed.get(i), times.size(), window))
                .toList();
        return Race.result(order.traffic(), times, series);
    }

    private static Outcome shared(SharedMeters meters, Charge charge, long now) {
        return meters.decide(List.of(charge), SharedMeters.Asking.at(now)).orElseThrow();
    }

    private static void note(List<Long> passed, long time, Outcome outcome) {
        if (outcome.passes()) {
            passed.add(time + outcome.standings().get(0).delayMicros());
        }
    }
}
