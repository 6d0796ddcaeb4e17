package dev.vermilion.geofinder;

import dev.vermilion.geofinder.Fence.Crossing;
import dev.vermilion.kit.Finding;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Scenario;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.UnifiedJedis;

/** The stores and fences that the app begins with, traffic on demand, and what must hold meanwhile. */
final class Demo {

    private static final int DRIVERS = 40;
    private static final int RIDERS = 25;
    private static final int RIDE_EVERY = 12; // so many reports for each rider who does something
    private static final double REACH = 40_000;

    private static final List<Fence> FENCES = List.of(
            fence("copenhagen", "Copenhagen", 9_000),
            fence("malmo", "Malmö", 8_000),
            fence("helsingor", "Helsingør ferry", 5_000),
            fence("lund", "Lund", 6_000));

    private final UnifiedJedis redis;
    private final Places places;
    private final Fleet fleet;
    private final Clock clock;

    Demo(UnifiedJedis redis, Places places, Fleet fleet, Clock clock) {
        this.redis = redis;
        this.places = places;
        this.fleet = fleet;
        this.clock = clock;
    }

    private static Fence fence(String id, String name, double radius) {
        Point point = Roads.town(name.split(" ")[0]);
        return new Fence(id, name, point.lon(), point.lat(), radius, 500);
    }

    /** Puts the stores and the fences in place if that was never done, and one report of each driver. */
    void seed() {
        if (places.isFilled()) {
            return;
        }
        places.fill(StoreFile.read());
        FENCES.forEach(fleet::watch);
        for (int i = 0; i < DRIVERS; i++) {
            fleet.move(List.of(Roads.report(i, clock.millis())));
        }
    }

    /** Deletes the keys of this app. */
    void deleteAll() {
        ScanIteration keys = redis.scanIteration(500, "geo-finder:*");
        while (!keys.isIterationCompleted()) {
            keys.nextBatch().getResult().forEach(redis::del);
        }
    }

    List<Scenario> traffic() {
        return List.of(
                new Scenario(
                        "city",
                        "Drivers and riders",
                        "Forty drivers go along their roads, far too fast, and riders call them and get out again.",
                        100,
                        2_000,
                        this::drive),
                new Scenario(
                        "lookups",
                        "Store lookups",
                        "Looks for the ten nearest stores, each time from somewhere else on Earth.",
                        200,
                        10_000,
                        (random, number) -> places.search(Query.nearest(anywhere(random), 10))));
    }

    private static Point anywhere(RandomGenerator random) {
        return new Point(random.nextDouble(-180, 180), Math.toDegrees(Math.asin(random.nextDouble(-1, 1))));
    }

    private void drive(RandomGenerator random, long number) {
        fleet.move(List.of(Roads.report((int) (number % DRIVERS), clock.millis())));
        if (number % RIDE_EVERY == 0) {
            String rider = "rider-" + random.nextInt(RIDERS);
            Optional<Ride> ride = fleet.rideOf(rider);
            if (ride.isPresent()) {
                end(ride.get(), random);
            } else {
                Point town = Roads.drawn().roads().get(random.nextInt(15)).from();
                fleet.match(rider, town, REACH);
            }
        }
    }

    private void end(Ride ride, RandomGenerator random) {
        try {
            fleet.finish(ride.id(), random.nextInt(5) == 0 ? "cancelled" : "finished");
        } catch (IllegalStateException e) {
            // another instance's traffic was faster, and that is as good
            fleet.reap();
        }
    }

    List<Invariant> invariants() {
        return List.of(
                new Invariant(
                        "One driver, one rider",
                        "Each ride under way has a driver of its own, and each busy driver one ride.",
                        () -> {
                            Fleet.Audit audit = fleet.audit();
                            return new Finding(
                                    audit.wrongRides() == 0,
                                    audit.rides() + " rides, " + audit.busy() + " busy drivers, " + audit.wrongRides()
                                            + " that do not fit.");
                        }),
                new Invariant(
                        "Nobody is a ghost",
                        "Who was silent for " + Fleet.SILENCE.toSeconds()
                                + " seconds is in no index; all others in each.",
                        () -> {
                            Fleet.Audit audit = fleet.audit();
                            return new Finding(
                                    audit.late() + audit.astray() == 0,
                                    audit.drivers() + " drivers, " + audit.late() + " late, " + audit.astray()
                                            + " astray.");
                        }),
                new Invariant(
                        "Fences are right",
                        "Who is recorded inside is inside, and each enter is followed by one exit.",
                        this::fencesAreRight),
                new Invariant(
                        "Indexes agree",
                        "Each store is in the index of all, in that of its kind, and in no other.",
                        this::indexesAgree));
    }

    private Finding fencesAreRight() {
        Fleet.Audit audit = fleet.audit();
        List<Crossing> crossings = new ArrayList<>(fleet.crossings(1_000));
        Collections.reverse(crossings);
        Map<String, Boolean> entered = new HashMap<>();
        int repeated = 0;
        for (Crossing each : crossings) {
            boolean enter = each.what().equals("enter");
            Boolean before = entered.put(each.fence() + "|" + each.driver(), enter);
            repeated += before != null && before == enter ? 1 : 0;
        }
        return new Finding(
                audit.wrongInside() == 0 && repeated == 0,
                audit.inside() + " inside, " + audit.wrongInside() + " wrong; " + crossings.size() + " crossings, "
                        + repeated + " repeated.");
    }

    private Finding indexesAgree() {
        Object counts = redis.eval(
                "local kinds = 0 for i = 4, #KEYS do kinds = kinds + redis.call('ZCARD', KEYS[i]) end "
                        + "return {redis.call('HLEN', KEYS[1]), redis.call('ZCARD', KEYS[2]), "
                        + "redis.call('HLEN', KEYS[3]), kinds}",
                keys(),
                List.of());
        List<Long> numbers =
                ((List<?>) counts).stream().map(each -> (Long) each).toList();
        long all = numbers.get(0);
        long indexed = numbers.get(1);
        long polar = numbers.get(2);
        return new Finding(
                all == indexed + polar && numbers.get(3) == indexed,
                all + " stores: " + indexed + " indexed, " + polar + " beyond the grid, " + numbers.get(3)
                        + " in the kinds.");
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(Places.INFO, Places.ALL, Places.POLAR));
        Arrays.stream(Kind.values()).map(Places::index).forEach(keys::add);
        return keys;
    }
}
