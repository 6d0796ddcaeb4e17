package dev.vermilion.engine.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds comes in the order in which redis-server finds it, all over the world and to the last digit. */
class GeoOrderTest {

    private static final int SEARCHES = 500;

    private static Engine engine;
    private static RedisServerProcess redis;
    private final Random random = new Random(3);
    private Conversation ours;
    private Conversation theirs;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServerProcess.start();
        assumeTrue(redis != null, "there is no redis-server to compare with: install redis-server");
        engine = Engine.open(EngineConfig.builder().port(0).build());
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
            engine.close();
        }
    }

    @BeforeEach
    void connect() {
        ours = new Conversation(new RedisServer("engine", "127.0.0.1", engine.port()));
        theirs = new Conversation(new RedisServer("redis-server", "127.0.0.1", redis.port()));
        assertSame("FLUSHALL");
    }

    @AfterEach
    void disconnect() {
        ours.close();
        theirs.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 2_000})
    void searchesOfAllSizesFindInTheSameOrder(int count) {
        fill(count);
        for (int i = 0; i < SEARCHES; i++) {
            String from = random.nextBoolean() ? "FROMMEMBER m" + random.nextInt(count) : "FROMLONLAT " + somewhere();
            String by = random.nextBoolean()
                    ? "BYRADIUS " + length() + " km"
                    : "BYBOX " + length() + " " + length() + " mi";
            assertSame("GEOSEARCH s " + from + " " + by + some("WITHDIST") + some("WITHHASH") + some("WITHCOORD")
                    + some("ASC") + some("DESC") + some("COUNT " + (1 + random.nextInt(30)) + some("ANY")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 40, 41, 300})
    void placesAtTheSameDistanceComeInTheSameOrder(int count) {
        for (int i = 0; i < count; i++) {
            int where = random.nextInt(1 + count / (1 + random.nextInt(8)));
            assertSame("GEOADD s " + where % 90 + ".5 " + where * 7 % 80 + ".25 m" + i);
        }
        for (int i = 0; i < SEARCHES / 2; i++) {
            assertSame("GEOSEARCH s FROMLONLAT 30 30 BYRADIUS " + random.nextInt(20_000) + " km"
                    + List.of(" ASC", " DESC").get(random.nextInt(2)) + some("COUNT " + (1 + random.nextInt(count))));
        }
    }

    @Test
    void positionsHashesAndDistancesAreTheSameToTheLastDigit() {
        fill(1_000);
        assertSame("ZRANGE s 0 -1 WITHSCORES");
        for (int i = 0; i < 1_000; i++) {
            assertSame("GEOPOS s m" + i);
            assertSame("GEOHASH s m" + i);
            assertSame("GEODIST s m" + i + " m" + random.nextInt(1_000) + " "
                    + List.of("m", "km", "ft", "mi").get(random.nextInt(4)));
        }
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            assertSame("GEOADD s " + somewhere() + " m" + i);
        }
    }

    private void assertSame(String command) {
        assertThat(ours.run(command)).as(command).isEqualTo(theirs.run(command));
    }

    /** Longitude and latitude: crowded around some places, and up to the edges of the map. */
    private String somewhere() {
        double[] longitudes = {random.nextDouble(-180, 180), random.nextGaussian(15, 2), random.nextGaussian(179, 2)};
        double[] latitudes = {
            random.nextDouble(-85.05, 85.05),
            random.nextGaussian(38, 1),
            random.nextGaussian(-38, 1),
            random.nextGaussian(83, 2)
        };
        double longitude = longitudes[random.nextInt(longitudes.length)];
        double latitude = latitudes[random.nextInt(latitudes.length)];
        return Math.max(-180, Math.min(longitude, 180)) + " " + Math.max(-85.05112878, Math.min(latitude, 85.05112878));
    }

    /** From 100 m to half of the equator, in kilometers. */
    private double length() {
        return Math.pow(10, random.nextDouble(-1, 4.3));
    }

    private String some(String words) {
        return random.nextInt(4) == 0 ? " " + words : "";
    }
}
