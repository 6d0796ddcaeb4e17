package dev.vermilion.engine.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.GeoCoordinate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.GeoUnit;
import redis.clients.jedis.args.SortingOrder;
import redis.clients.jedis.params.GeoSearchParam;
import redis.clients.jedis.resps.GeoRadiusResponse;

/** Searches find what a look at all places finds, whatever their size and wherever they are. */
@EveryRedis
class GeoSearchModelTest {

    private static final String KEY = "places";
    private static final double EARTH = 6372797.560856;
    private static final int SEARCHES = 400;

    private final Map<String, GeoCoordinate> places = new TreeMap<>();
    private Random random = new Random();

    private record Near(String member, double meters) {}

    @BeforeEach
    void reset() {
        places.clear();
        random = new Random(20);
    }

    /** Few places are packed, many are a tree. */
    @ParameterizedTest
    @ValueSource(ints = {30, 1_500})
    void aCircleHoldsThePlacesThatAreNearEnough(int count, RedisServer redis) {
        try (Jedis jedis = new Jedis(redis.host(), redis.port())) {
            fill(jedis, count);
            for (int i = 0; i < SEARCHES; i++) {
                GeoCoordinate center = somewhere();
                double radius = Math.pow(10, 3 + random.nextDouble() * 3.4);
                List<Near> expected = inside(center, each -> distance(center, each) <= radius);
                GeoSearchParam circle = param(center).byRadius(radius, GeoUnit.M);

                check(jedis.geosearch(KEY, circle.asc().withDist()), expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 1_500})
    void aBoxHoldsThePlacesThatAreNearEnoughInBothDirections(int count, RedisServer redis) {
        try (Jedis jedis = new Jedis(redis.host(), redis.port())) {
            fill(jedis, count);
            for (int i = 0; i < SEARCHES; i++) {
                GeoCoordinate center = somewhere();
                double width = Math.pow(10, 3 + random.nextDouble() * 3.3);
                double height = Math.pow(10, 3 + random.nextDouble() * 3.3);
                List<Near> expected = inside(center, each -> isInBox(each, center, width, height));
                GeoSearchParam box = param(center).byBox(width, height, GeoUnit.M);

                check(jedis.geosearch(KEY, box.asc().withDist()), expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 1_500})
    void countTakesTheNearestOrTheFarthestOrAny(int count, RedisServer redis) {
        try (Jedis jedis = new Jedis(redis.host(), redis.port())) {
            fill(jedis, count);
            for (int i = 0; i < SEARCHES; i++) {
                GeoCoordinate center = somewhere();
                List<Near> all = inside(center, each -> distance(center, each) <= 2_000_000);
                int wanted = 1 + random.nextInt(20);
                int got = Math.min(wanted, all.size());

                check(jedis.geosearch(KEY, around(center).count(wanted)), all.subList(0, got));
                List<Near> farthest = new ArrayList<>(all.subList(all.size() - got, all.size()));
                farthest.sort(Comparator.comparingDouble(Near::meters).reversed());
                GeoSearchParam descending = around(center).sortingOrder(SortingOrder.DESC);
                check(jedis.geosearch(KEY, descending.count(wanted)), farthest);
                assertThat(names(jedis.geosearch(KEY, around(center).count(wanted, true))))
                        .hasSize(got)
                        .isSubsetOf(all.stream().map(Near::member).toList());
            }
        }
    }

    private static GeoSearchParam param(GeoCoordinate center) {
        return GeoSearchParam.geoSearchParam().fromLonLat(center);
    }

    private static GeoSearchParam around(GeoCoordinate center) {
        return param(center).byRadius(2_000_000, GeoUnit.M).withDist();
    }

    private static void check(List<GeoRadiusResponse> found, List<Near> expected) {
        assertThat(names(found)).isEqualTo(expected.stream().map(Near::member).toList());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).getDistance()).isCloseTo(expected.get(i).meters, offset(0.0001));
        }
    }

    private static List<String> names(List<GeoRadiusResponse> found) {
        return found.stream().map(GeoRadiusResponse::getMemberByString).toList();
    }

    /** Adds places, and learns where they were rounded to. */
    private void fill(Jedis jedis, int count) {
        for (int i = 0; i < count; i++) {
            GeoCoordinate place = somewhere();
            jedis.geoadd(KEY, place.getLongitude(), place.getLatitude(), "place" + i);
        }
        for (int i = 0; i < count; i++) {
            places.put("place" + i, jedis.geopos(KEY, "place" + i).get(0));
        }
    }

    /** Anywhere but near the poles, and every second time in one of two crowded regions. */
    private GeoCoordinate somewhere() {
        return switch (random.nextInt(4)) {
            case 0 -> new GeoCoordinate(15 + random.nextGaussian() * 3, 38 + random.nextGaussian() * 3);
            case 1 -> new GeoCoordinate(-70 + random.nextGaussian() * 3, -33 + random.nextGaussian() * 3);
            default -> new GeoCoordinate(random.nextDouble() * 360 - 180, random.nextDouble() * 120 - 60);
        };
    }

    private List<Near> inside(GeoCoordinate center, Predicate<GeoCoordinate> isInside) {
        List<Near> inside = new ArrayList<>();
        places.forEach((member, place) -> {
            if (isInside.test(place)) {
                inside.add(new Near(member, distance(center, place)));
            }
        });
        inside.sort(Comparator.comparingDouble(Near::meters));
        return inside;
    }

    private static boolean isInBox(GeoCoordinate place, GeoCoordinate center, double width, double height) {
        GeoCoordinate besides = new GeoCoordinate(center.getLongitude(), place.getLatitude());
        return distance(place, besides) <= width / 2 && distance(besides, center) <= height / 2;
    }

    /** By the angle between two vectors, not by the formula that Redis uses. */
    private static double distance(GeoCoordinate a, GeoCoordinate b) {
        double[] one = vector(a);
        double[] other = vector(b);
        double x = one[1] * other[2] - one[2] * other[1];
        double y = one[2] * other[0] - one[0] * other[2];
        double z = one[0] * other[1] - one[1] * other[0];
        double along = one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
        return EARTH * Math.atan2(Math.sqrt(x * x + y * y + z * z), along);
    }

    private static double[] vector(GeoCoordinate place) {
        double longitude = Math.toRadians(place.getLongitude());
        double latitude = Math.toRadians(place.getLatitude());
        return new double[] {
            Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)
        };
    }
}
