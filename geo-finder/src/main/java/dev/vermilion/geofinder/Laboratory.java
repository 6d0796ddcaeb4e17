package dev.vermilion.geofinder;

import dev.vermilion.kit.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.args.GeoUnit;
import redis.clients.jedis.params.GeoSearchParam;
import redis.clients.jedis.resps.GeoRadiusResponse;

/** Riders who want the one free driver at the same moment: matched as many apps do it, and as this one does. */
final class Laboratory {

    static final int MOST_RIDERS = 50;
    private static final Point HERE = new Point(12.5683, 55.6761);
    private static final double RADIUS = 5_000;

    private final UnifiedJedis redis;
    private final Clock clock;
    private final String channel;

    Laboratory(UnifiedJedis redis, Clock clock, String channel) {
        this.redis = redis;
        this.clock = clock;
        this.channel = channel;
    }

    /** How a driver is chosen. */
    enum Mode {
        /** Search, look whether it is free, then write: three steps, and others in between. */
        NAIVE,
        /** One script. */
        CORRECT
    }

    /**
     * How a race ended.
     *
     * @param promised by rider: the driver that this rider was promised; riders without one are missing
     * @param broken whether a driver was promised to more than one rider
     */
    record Race(Mode mode, int riders, int drivers, Map<String, String> promised, boolean broken) {}

    /** Lets so many riders ask at once, where there is one free driver. */
    Race race(Mode mode, int riders) {
        String name = "race-" + UUID.randomUUID().toString().substring(0, 8);
        Fleet fleet = new Fleet(redis, name, channel + ":race"); // nobody listens there
        ExecutorService threads = Executors.newFixedThreadPool(riders);
        try {
            fleet.move(List.of(Report.of("the-only-driver", HERE, clock.millis())));
            CyclicBarrier together = new CyclicBarrier(riders);
            List<Future<Optional<String>>> asked = new ArrayList<>();
            for (int i = 1; i <= riders; i++) {
                String rider = "rider-" + i;
                asked.add(threads.submit(() -> mode == Mode.NAIVE
                        ? matchInSteps(fleet, rider, together)
                        : matchAtOnce(fleet, rider, together)));
            }
            Map<String, String> promised = new LinkedHashMap<>();
            for (int i = 0; i < riders; i++) {
                String rider = "rider-" + (i + 1);
                asked.get(i).get().ifPresent(driver -> promised.put(rider, driver));
            }
            return new Race(mode, riders, 1, promised, promised.size() > 1);
        } catch (ExecutionException e) {
            throw new CompletionException("a rider failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
            fleet.delete();
        }
    }

    private static Optional<String> matchAtOnce(Fleet fleet, String rider, CyclicBarrier together)
            throws InterruptedException, BrokenBarrierException {
        together.await();
        return fleet.match(rider, HERE, RADIUS).map(ride -> String.valueOf(ride.driver()));
    }

    /** What goes wrong: all have read before the first one writes, as happens where the network is slow enough. */
    private Optional<String> matchInSteps(Fleet fleet, String rider, CyclicBarrier together)
            throws InterruptedException, BrokenBarrierException {
        GeoSearchParam search = new GeoSearchParam()
                .fromLonLat(HERE.lon(), HERE.lat())
                .byRadius(RADIUS, GeoUnit.M)
                .asc()
                .count(1);
        List<GeoRadiusResponse> found = redis.geosearch(fleet.key("free"), search);
        Optional<String> driver = found.stream()
                .map(GeoRadiusResponse::getMemberByString)
                .filter(id -> Json.read(redis.hget(fleet.key("drivers"), id), Driver.class)
                        .status()
                        .equals("free"))
                .findFirst();
        together.await();
        driver.ifPresent(id -> {
            redis.hset(fleet.key("riders"), rider, id);
            redis.zrem(fleet.key("free"), id);
        });
        return driver;
    }
}
