package dev.vermilion.geofinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class FleetTest {

    private static final Point HARBOUR = new Point(12.6, 55.69);
    private static final Fence FENCE = new Fence("harbour", "Harbour", 12.6, 55.69, 1_000, 100);
    private static final int THREADS = 200;

    private RedisClient redis;
    private RedisClient otherRedis;
    private Fleet fleet;
    private Fleet otherInstance;
    private Fleet forgetful;

    @BeforeEach
    void open(RedisServer server) {
        redis = server.jedis();
        otherRedis = server.jedis();
        fleet = new Fleet(redis, "test", "geo-finder:test");
        otherInstance = new Fleet(otherRedis, "test", "geo-finder:test");
        forgetful = new Fleet(redis, "test", "geo-finder:test", Duration.ofMillis(150), Fleet.LONGEST_RIDE);
    }

    @AfterEach
    void close() {
        redis.close();
        otherRedis.close();
    }

    private static Point north(double meters) {
        return new Point(12.6, 55.69 + Math.toDegrees(meters / Point.EARTH_METERS));
    }

    private Fleet.Outcome move(String driver, Point point, long at) {
        return fleet.move(List.of(Report.of(driver, point, at))).get(0);
    }

    private List<String> log() {
        List<String> log = new ArrayList<>();
        fleet.crossings(1_000).forEach(each -> log.add(0, each.driver() + " " + each.what() + " " + each.fence()));
        return log;
    }

    private static void assertSound(Fleet.Audit audit) {
        assertThat(List.of(audit.wrongRides(), audit.late(), audit.astray(), audit.wrongInside()))
                .as("%s", audit)
                .containsOnly(0);
    }

    @Test
    void aDriverThatMovesIsFoundWhereItIsNowByEveryInstance() {
        move("ann", north(5_000), 1);
        move("bob", north(900), 1);
        move("ann", north(300), 2);

        List<Driver.Near> near = otherInstance.nearby(HARBOUR, 2_000, 10, false);

        assertThat(near).extracting(each -> each.driver().id()).containsExactly("ann", "bob");
        assertThat(near.get(0).meters()).isCloseTo(300, within(1.0));
        assertThat(near.get(0).seconds()).isEqualTo(25);
        assertThat(near.get(0).driver().trail()).hasSize(2);
    }

    @Test
    void aReportThatWasOvertakenByALaterOneChangesNothing() {
        assertThat(move("ann", north(100), 20)).isEqualTo(Fleet.Outcome.MOVED);
        assertThat(move("ann", north(9_000), 10)).isEqualTo(Fleet.Outcome.OLD);
        assertThat(move("ann", north(9_000), 20)).isEqualTo(Fleet.Outcome.OLD);

        assertThat(fleet.nearby(HARBOUR, 500, 10, true)).hasSize(1);
    }

    @Test
    void aReportFromTheFutureIsRefusedForItWouldSilenceTheDriver() {
        assertThat(move("ann", HARBOUR, System.currentTimeMillis() + 3_600_000)).isEqualTo(Fleet.Outcome.EARLY);
        assertThat(fleet.drivers(10)).isEmpty();
    }

    @Test
    void aSilentDriverIsFoundByNobodyAndLeavesNothingBehind() {
        forgetful.watch(FENCE);
        move("ann", HARBOUR, 1);
        assertThat(forgetful.nearby(HARBOUR, 500, 10, false)).hasSize(1);

        await().until(() -> forgetful.nearby(HARBOUR, 500, 10, false).isEmpty());

        assertThat(log()).containsExactly("ann enter harbour", "ann lost harbour");
        for (String name : List.of("positions", "free", "seen", "inside", "drivers")) {
            assertThat(redis.exists(fleet.key(name))).as(name).isFalse();
        }
    }

    @Test
    void aDriverThatReportsInTimeStays() {
        long[] at = {1};
        long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            move("ann", HARBOUR, at[0]++);
            assertThat(forgetful.drivers(10)).hasSize(1);
            return System.nanoTime() > end;
        });
    }

    @Test
    void aFenceTellsWhoEntersAndWhoExitsOnce() {
        fleet.watch(FENCE);
        long at = 1;
        for (double meters : new double[] {5_000, 900, 500, 0, 700, 1_300, 4_000, 200}) {
            move("ann", north(meters), at++);
        }

        assertThat(log()).containsExactly("ann enter harbour", "ann exit harbour", "ann enter harbour");
        assertThat(fleet.inside().get("harbour")).containsExactly("ann");
    }

    @Test
    void whoTremblesAtTheBorderDoesNotComeAndGo() {
        fleet.watch(FENCE);
        for (int i = 1; i <= 20; i++) {
            move("ann", north(i % 2 == 0 ? 990 : 1_050), i);
        }

        assertThat(log()).containsExactly("ann enter harbour");
    }

    @Test
    void aNewFenceKnowsWhoStandsInItAndAnEndedOneLetsThemGo() {
        move("ann", HARBOUR, 1);
        move("bob", north(9_000), 1);

        fleet.watch(FENCE);
        fleet.watch(new Fence("harbour", "Harbour", 12.6, 55.69 + 0.081, 1_000, 0)); // moved to where bob is
        fleet.unwatch("harbour");

        assertThat(log())
                .containsExactlyInAnyOrder(
                        "ann enter harbour", "ann exit harbour", "bob enter harbour", "bob exit harbour");
        assertThat(fleet.fences()).isEmpty();
        assertThat(fleet.unwatch("harbour")).isFalse();
    }

    @Test
    void aFenceAcrossTheAntimeridianIsOneFence() {
        fleet.watch(new Fence("date-line", "Date line", 179.99, -17, 5_000, 0));
        move("ann", new Point(-179.99, -17), 1);
        move("ann", new Point(-179.9, -17), 2);

        assertThat(log()).containsExactly("ann enter date-line", "ann exit date-line");
    }

    @Test
    void twoHundredThreadsThatMoveOneDriverMakeEntersAndExitsThatAlternate() throws Exception {
        fleet.watch(FENCE);

        Together.run(THREADS, thread -> {
            for (int i = 0; i < 5; i++) {
                Report report = Report.of("ann", north((thread + i) % 2 == 0 ? 0 : 3_000), thread * 5 + i + 1);
                (thread % 2 == 0 ? fleet : otherInstance).move(List.of(report));
            }
            return thread;
        });

        List<String> log = log();
        assertThat(log).isNotEmpty();
        for (int i = 0; i < log.size(); i++) {
            assertThat(log.get(i)).isEqualTo(i % 2 == 0 ? "ann enter harbour" : "ann exit harbour");
        }
        assertSound(fleet.audit());
    }

    @Test
    void theNearestFreeDriverComesAndIsFreeNoMore() {
        move("far", north(2_000), 1);
        move("near", north(500), 1);
        fleet.move(List.of(new Report("pausing", 12.6, 55.69, 1, 0, 0, false)));

        Ride ride = fleet.match("rosa", HARBOUR, 5_000).orElseThrow();

        assertThat(ride.driver()).isEqualTo("near");
        assertThat(ride.meters()).isCloseTo(500, within(1.0));
        assertThat(fleet.nearby(HARBOUR, 5_000, 10, true))
                .extracting(each -> each.driver().id())
                .containsExactly("far");
        assertThat(otherInstance.match("otto", HARBOUR, 1_000)).isEmpty();
        move("near", north(100), 2);
        assertThat(fleet.nearby(HARBOUR, 300, 10, true))
                .extracting(each -> each.driver().id())
                .isEmpty();
        assertSound(fleet.audit());
    }

    @Test
    void aRiderWhoAsksAgainGetsTheSameRide() {
        move("ann", north(100), 1);
        move("bob", north(200), 1);

        Ride first = fleet.match("rosa", HARBOUR, 5_000).orElseThrow();

        assertThat(otherInstance.match("rosa", HARBOUR, 5_000)).contains(first);
        assertThat(fleet.rideOf("rosa")).contains(first);
    }

    @Test
    void twoHundredRidersOnTwoInstancesNeverShareADriver() throws Exception {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            reports.add(Report.of("driver-" + i, north(i * 20), 1));
        }
        fleet.move(reports);

        List<Optional<Ride>> rides = Together.run(
                THREADS, thread -> (thread % 2 == 0 ? fleet : otherInstance).match("rider-" + thread, HARBOUR, 5_000));

        List<String> drivers = rides.stream()
                .flatMap(Optional::stream)
                .map(ride -> String.valueOf(ride.driver()))
                .toList();
        assertThat(drivers).hasSize(50).doesNotHaveDuplicates();
        assertSound(fleet.audit());
    }

    @Test
    void twoHundredRequestsOfOneRiderGetOneRide() throws Exception {
        fleet.move(List.of(Report.of("ann", north(10), 1), Report.of("bob", north(20), 1)));

        List<Optional<Ride>> rides = Together.run(
                THREADS, thread -> (thread % 2 == 0 ? fleet : otherInstance).match("rosa", HARBOUR, 5_000));

        assertThat(rides.stream().map(Optional::orElseThrow).map(Ride::id).distinct())
                .hasSize(1);
    }

    @Test
    void hundredsOfMovesMatchesAndEndsAtOnceLeaveAFleetThatIsSound() throws Exception {
        fleet.watch(FENCE);
        Together.run(THREADS, thread -> {
            Fleet mine = thread % 2 == 0 ? fleet : otherInstance;
            SplittableRandom random = new SplittableRandom(thread);
            for (int i = 1; i <= 10; i++) {
                String driver = "driver-" + random.nextInt(20);
                mine.move(List.of(Report.of(driver, north(random.nextInt(3_000)), thread + i * 1_000L)));
                Optional<Ride> ride = mine.match("rider-" + random.nextInt(40), HARBOUR, 5_000);
                if (ride.isPresent() && random.nextBoolean()) {
                    try {
                        mine.finish(ride.get().id(), "finished");
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessageContaining("ended before"); // by another thread of this rider
                    }
                }
                if (random.nextInt(10) == 0) {
                    mine.leave(driver);
                }
            }
            return thread;
        });

        assertSound(fleet.audit());
    }

    @Test
    void anEndedRideFreesItsDriverOnce() {
        move("ann", north(100), 1);
        Ride ride = fleet.match("rosa", HARBOUR, 5_000).orElseThrow();
        move("ann", north(400), 2);

        assertThat(fleet.finish(ride.id(), "finished").orElseThrow().status()).isEqualTo("finished");

        assertThat(fleet.nearby(HARBOUR, 1_000, 1, true).get(0).meters()).isCloseTo(400, within(1.0));
        assertThatThrownBy(() -> otherInstance.finish(ride.id(), "cancelled"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fleet.finish("nothing", "finished")).isEmpty();
        assertThat(fleet.match("rosa", HARBOUR, 5_000).orElseThrow().id()).isNotEqualTo(ride.id());
    }

    @Test
    void aRideWhoseDriverFallsSilentIsLostAndItsRiderMayAskAgain() {
        move("ann", HARBOUR, 1);
        Ride ride = fleet.match("rosa", HARBOUR, 5_000).orElseThrow();

        await().until(() -> forgetful.reap() > 0);

        assertThat(fleet.ride(ride.id()).orElseThrow().status()).isEqualTo("lost");
        move("bob", HARBOUR, 1);
        assertThat(fleet.match("rosa", HARBOUR, 5_000).orElseThrow().driver()).isEqualTo("bob");
    }

    @Test
    void aRideThatNobodyEndsExpires() {
        Fleet hasty = new Fleet(redis, "test", "geo-finder:test", Fleet.SILENCE, Duration.ofMillis(80));
        move("ann", HARBOUR, 1);
        Ride ride = hasty.match("rosa", HARBOUR, 5_000).orElseThrow();

        await().until(() -> {
            hasty.reap();
            return "expired".equals(fleet.ride(ride.id()).orElseThrow().status());
        });
        assertThat(fleet.nearby(HARBOUR, 100, 1, true)).hasSize(1);
    }

    @Test
    void twoReapersAtOnceTellOfALostDriverOnce() throws Exception {
        Fleet otherForgetful =
                new Fleet(otherRedis, "test", "geo-finder:test", Duration.ofMillis(1), Fleet.LONGEST_RIDE);
        fleet.watch(FENCE);
        move("ann", HARBOUR, 1);
        await().until(() ->
                !Together.run(THREADS, thread -> otherForgetful.reap()).isEmpty()
                        && fleet.inside().isEmpty());

        assertThat(log()).containsExactly("ann enter harbour", "ann lost harbour");
    }

    @Test
    void twoFleetsDoNotSeeEachOther() {
        move("ann", HARBOUR, 1);
        Fleet elsewhere = new Fleet(redis, "elsewhere", "geo-finder:test");

        assertThat(elsewhere.drivers(10)).isEmpty();
        assertThat(elsewhere.match("rosa", HARBOUR, 5_000)).isEmpty();
    }

    @Test
    void allKeysOfAFleetLieInOneSlot() {
        assertThat(fleet.keys()).hasSize(11).allMatch(key -> key.startsWith("geo-finder:{fleet:test}:"));
    }
}
