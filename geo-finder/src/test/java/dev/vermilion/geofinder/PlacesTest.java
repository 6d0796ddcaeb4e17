package dev.vermilion.geofinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.geofinder.Found.Hit;
import dev.vermilion.geofinder.Query.Area;
import dev.vermilion.kit.testing.Together;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class PlacesTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final List<Place> STORES = StoreFile.read();
    private static final Point COPENHAGEN = new Point(12.5683, 55.6761);
    private static final int THREADS = 200;

    private RedisClient redis;
    private RedisClient otherRedis;
    private Places places;
    private Places otherInstance;

    @BeforeEach
    void open(RedisServer server) {
        redis = server.jedis();
        otherRedis = server.jedis();
        places = new Places(redis, Clock.fixed(NOON, ZoneOffset.UTC));
        otherInstance = new Places(otherRedis, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        redis.close();
        otherRedis.close();
    }

    private static List<String> ids(Found found) {
        return found.hits().stream().map(hit -> hit.place().id()).toList();
    }

    private static List<String> wanted(Collection<Place> all, Point center, Predicate<Place> filter, int limit) {
        return all.stream()
                .filter(filter)
                .sorted(Comparator.comparingDouble(each -> each.point().metersTo(center)))
                .limit(limit)
                .map(Place::id)
                .toList();
    }

    private static Place store(String id, double lon, double lat) {
        return new Place(id, "Store " + id, "", "DK", Kind.CAFE, new Point(lon, lat), null);
    }

    @Test
    void theBundledStoresAreMoreThanFiveThousandAndLieAllOverTheWorld() {
        assertThat(STORES).hasSizeGreaterThan(5_000);
        assertThat(STORES.stream().map(Place::id).distinct()).hasSameSizeAs(STORES);
        assertThat(STORES.stream().map(Place::country).distinct().count()).isGreaterThan(200);
        assertThat(STORES).anyMatch(each -> each.point().lat() == -90);
    }

    @Test
    void theNearestStoresAreTheNearestWhereverOneStands() {
        places.fill(STORES);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 60; i++) {
            Point center = new Point(random.nextDouble(-180, 180), random.nextDouble(-90, 90));

            Found found = places.search(Query.nearest(center, 5));

            assertThat(found.hits()).hasSize(5);
            double fifth = STORES.stream()
                    .mapToDouble(each -> each.point().metersTo(center))
                    .sorted()
                    .skip(4)
                    .findFirst()
                    .orElseThrow();
            assertThat(found.hits().get(4).meters()).as("%s", center).isCloseTo(fifth, within(2.0));
        }
    }

    @Test
    void theCircleIsAsLargeAsItTakesAndWidenedIfTooFewPassTheFilters() {
        places.fill(STORES);

        Found near = places.search(Query.nearest(COPENHAGEN, 2));
        Found lonely = places.search(Query.nearest(new Point(-130, -50), 10));
        Found abroad = places.search(new Query(COPENHAGEN, Area.NEAREST, null, "NZ", false, 3, false));

        assertThat(ids(near)).startsWith("ekch");
        assertThat(near.radius()).isLessThan(500_000);
        assertThat(ids(lonely)).isEqualTo(wanted(STORES, new Point(-130, -50), each -> true, 10));
        assertThat(abroad.rounds()).isGreaterThan(1);
        assertThat(ids(abroad))
                .isEqualTo(wanted(STORES, COPENHAGEN, each -> each.country().equals("NZ"), 3));
    }

    @Test
    void aRadiusFindsWhatIsInItAndSaysIfThereIsMore() {
        places.fill(STORES);

        Found all = places.search(Query.nearest(COPENHAGEN, 200).within(Area.circle(300_000)));
        Found some = places.search(Query.nearest(COPENHAGEN, 5).within(Area.circle(300_000)));

        Predicate<Place> near = each -> each.point().metersTo(COPENHAGEN) <= 300_000;
        assertThat(ids(all)).isEqualTo(wanted(STORES, COPENHAGEN, near, 200));
        assertThat(all.more()).isFalse();
        assertThat(ids(some)).isEqualTo(ids(all).subList(0, 5));
        assertThat(some.more()).isTrue();
    }

    @Test
    void aBoxFindsWhatIsInItAlsoAcrossTheAntimeridianAndThePole() {
        Map<String, Place> all = new HashMap<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 800; i++) {
            double lon =
                    i % 2 == 0 ? random.nextDouble(-180, 180) : Math.copySign(random.nextDouble(175, 180), i % 4 - 2);
            double lat = i % 3 == 0 ? random.nextDouble(70, 90) : random.nextDouble(-90, 90);
            all.put("s" + i, store("s" + i, lon, lat));
        }
        places.fill(List.copyOf(all.values()));
        for (int i = 0; i < 300; i++) {
            double lon =
                    i % 2 == 0 ? random.nextDouble(-180, 180) : Math.copySign(random.nextDouble(175, 180), i % 4 - 2);
            double lat = i % 3 == 0 ? random.nextDouble(70, 90) : random.nextDouble(-90, 90);
            Point center = new Point(lon, lat);
            Area box = Area.box(random.nextDouble(10_000, 6_000_000), random.nextDouble(10_000, 6_000_000));

            Found found = places.search(Query.nearest(center, 200).within(box));

            assertSame(found, all.values(), center, each -> box.holds(each.point(), center), box);
        }
    }

    @Test
    void circlesOverThePolesAndTheAntimeridianMissNothing() {
        Map<String, Place> all = new HashMap<>();
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 600; i++) {
            double lat = Math.copySign(random.nextDouble(70, 90), i % 2 - 0.5);
            Place place = store("s" + i, random.nextDouble(-180, 180), lat);
            all.put(place.id(), place);
        }
        for (int i = 600; i < 900; i++) {
            double lon = Math.copySign(random.nextDouble(178, 180), i % 2 - 0.5);
            Place place = store("s" + i, lon, random.nextDouble(-60, 60));
            all.put(place.id(), place);
        }
        places.fill(List.copyOf(all.values()));
        for (int i = 0; i < 300; i++) {
            Point center = i % 3 == 0
                    ? new Point(Math.copySign(random.nextDouble(175, 180), i % 2 - 0.5), random.nextDouble(-60, 60))
                    : new Point(random.nextDouble(-180, 180), Math.copySign(random.nextDouble(72, 90), i % 2 - 0.5));
            Area circle = Area.circle(random.nextDouble(1_000, 2_200_000));

            Found found = places.search(Query.nearest(center, 200).within(circle));

            assertSame(found, all.values(), center, each -> circle.holds(each.point(), center), circle);
        }
    }

    /** The same stores; those within a metre of the border may be counted either way, a geo set rounds positions. */
    private static void assertSame(
            Found found, Collection<Place> all, Point center, Predicate<Place> inside, Area area) {
        Area smaller = area.isBox() ? Area.box(area.width() - 3, area.height() - 3) : Area.circle(area.radius() - 1.5);
        Area larger = area.isBox() ? Area.box(area.width() + 3, area.height() + 3) : Area.circle(area.radius() + 1.5);
        String what = center + " " + area + " " + found.way();
        List<String> sure = wanted(all, center, each -> smaller.holds(each.point(), center), 1_000);
        List<String> possible = wanted(all, center, each -> larger.holds(each.point(), center), 1_000);
        if (possible.size() <= 200) {
            assertThat(ids(found)).as(what).containsAll(sure);
            assertThat(possible).as(what).containsAll(ids(found));
        } else {
            assertThat(found.hits()).as(what).hasSize(200);
            assertThat(found.more()).as(what).isTrue();
        }
        assertThat(found.hits()).isSortedAccordingTo(Comparator.comparingDouble(Hit::meters));
        assertThat(all.stream().filter(inside)).hasSizeGreaterThanOrEqualTo(sure.size());
    }

    @Test
    void geosearchAloneMissesStoresAcrossAPoleAndThisAppDoesNot() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            places.add(store("s" + i, random.nextDouble(-180, 180), random.nextDouble(-85, -70)));
        }
        Point center = new Point(177.95, -79.18);
        Query query = Query.nearest(center, 200).within(Area.circle(1_250_570));

        Found right = places.search(query);
        Found plain = places.search(query.asPlain());

        assertThat(right.way()).isEqualTo("ranges");
        assertThat(plain.way()).isEqualTo("GEOSEARCH");
        assertThat(right.hits().size()).isGreaterThan(plain.hits().size());
    }

    @Test
    void aStoreAtThePoleItselfIsFoundThoughAGeoSetCannotHoldIt() {
        places.fill(STORES);

        Found found = places.search(Query.nearest(new Point(100, -89.5), 1));

        assertThat(ids(found)).containsExactly("nzsp");
        assertThat(found.hits().get(0).meters()).isCloseTo(55_613, within(50.0));
        assertThat(redis.zscore(Places.ALL, "nzsp")).isNull();
    }

    @Test
    void filtersByKindCountryAndOpenNowLeaveTheNearestThatPass() {
        places.fill(STORES);
        Query query = Query.nearest(COPENHAGEN, 7);

        assertThat(ids(places.search(query.only(Kind.BOOKS))))
                .isEqualTo(wanted(STORES, COPENHAGEN, each -> each.kind() == Kind.BOOKS, 7));
        assertThat(ids(places.search(query.open())))
                .isEqualTo(wanted(STORES, COPENHAGEN, each -> each.hours().areOpen(NOON), 7));
        Query far = new Query(COPENHAGEN, Area.NEAREST, Kind.CAFE, "NZ", true, 3, false);
        assertThat(ids(places.search(far)))
                .isEqualTo(wanted(
                        STORES,
                        COPENHAGEN,
                        each -> each.kind() == Kind.CAFE
                                && each.country().equals("NZ")
                                && each.hours().areOpen(NOON),
                        3));
    }

    @Test
    void openNowFollowsTheClockOfTheStore() {
        places.add(new Place("east", "East", "", "NZ", Kind.CAFE, new Point(174, -40), new Hours(480, 1200, 720)));
        places.add(new Place("west", "West", "", "US", Kind.CAFE, new Point(-75, 40), new Hours(360, 1200, -300)));

        Found open = places.search(Query.nearest(COPENHAGEN, 5).open());

        assertThat(ids(open)).containsExactly("west"); // at noon in UTC it is 07:00 … and midnight in the east
    }

    @Test
    void clustersAddUpToAllStoresAndTakeApartWhenZoomedIn() {
        places.fill(STORES);

        Clusters world = places.clusters(new Viewport(-180, -90, 180, 90), null);
        Clusters near = places.clusters(new Viewport(12, 55.2, 13.5, 56), null);

        long sum = world.clusters().stream().mapToLong(Clusters.Cluster::count).sum()
                + world.places().size();
        assertThat(sum).isEqualTo(world.total()).isEqualTo(redis.zcard(Places.ALL));
        assertThat(near.places()).extracting(Place::id).contains("ekch", "esms");
        assertThat(near.step()).isGreaterThan(world.step());
        assertThat(world.clusters()).allSatisfy(each -> {
            assertThat(each.point().lon()).isBetween(each.west(), each.east());
            assertThat(each.point().lat()).isBetween(each.south(), each.north());
        });
    }

    @Test
    void clustersOfOneKindCountOnlyThatKind() {
        places.fill(STORES);

        Clusters bikes = places.clusters(new Viewport(-180, -90, 180, 90), Kind.BIKES);

        assertThat(bikes.total())
                .isEqualTo(redis.zcard(Places.index(Kind.BIKES)))
                .isBetween(1L, 2_000L);
    }

    @Test
    void theCellsThatASearchScansHoldAllThatItFinds() {
        places.fill(STORES);
        Query query = Query.nearest(COPENHAGEN, 200).within(Area.circle(250_000));

        Scan scan = Scan.of(redis, query);

        assertThat(scan.cells()).hasSizeBetween(1, 9);
        assertThat(scan.scanned())
                .isGreaterThanOrEqualTo(places.search(query).hits().size());
        assertThat(places.search(query).hits())
                .allSatisfy(hit -> assertThat(scan.cells())
                        .anyMatch(cell -> hit.place().point().lon() >= cell.west()
                                && hit.place().point().lon() <= cell.east()
                                && hit.place().point().lat() >= cell.south()
                                && hit.place().point().lat() <= cell.north()));
        Scan polar = Scan.of(redis, Query.nearest(new Point(0, 89), 10).within(Area.circle(1_000_000)));
        assertThat(polar.way()).isEqualTo("ranges");
    }

    @Test
    void aStoreIsInAllIndexesOrInNone() {
        Place place = store("corner", 12.5, 55.7);

        assertThat(places.add(place)).isEqualTo(Places.Added.ADDED);
        assertThat(otherInstance.add(place)).isEqualTo(Places.Added.EXISTS);
        assertThat(otherInstance.find("corner")).contains(place);
        assertThat(ids(places.search(Query.nearest(COPENHAGEN, 5).only(Kind.CAFE))))
                .containsExactly("corner");
        assertThat(otherInstance.remove("corner")).isTrue();
        assertThat(places.remove("corner")).isFalse();
        assertThat(redis.keys("*")).isEmpty();
    }

    @Test
    void twoHundredThreadsOnTwoInstancesThatAddAndRemoveLeaveIndexesThatAgree() throws Exception {
        Together.run(THREADS, thread -> {
            Places mine = thread % 2 == 0 ? places : otherInstance;
            for (int i = 0; i < 5; i++) {
                String id = "store-" + (thread * 7 + i) % 20;
                if ((thread + i) % 3 == 0) {
                    mine.remove(id);
                } else {
                    mine.add(store(id, 10 + i * 0.01, 55));
                }
            }
            return thread;
        });

        assertThat(redis.zrange(Places.ALL, 0, -1))
                .containsExactlyInAnyOrderElementsOf(redis.hkeys(Places.INFO))
                .containsExactlyInAnyOrderElementsOf(redis.zrange(Places.index(Kind.CAFE), 0, -1));
    }

    @Test
    void twoHundredThreadsThatAddTheSameStoreAddItOnce() throws Exception {
        List<Places.Added> added = Together.run(
                THREADS,
                thread -> (thread % 2 == 0 ? places : otherInstance).add(store("one", thread % 90, thread % 80)));

        assertThat(added).containsOnlyOnce(Places.Added.ADDED);
    }
}
