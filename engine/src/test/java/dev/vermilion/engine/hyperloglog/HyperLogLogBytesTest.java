package dev.vermilion.engine.hyperloglog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

/** A HyperLogLog is the same string here and in redis-server, byte for byte, whatever was done to it. */
class HyperLogLogBytesTest {

    private static final int KEYS = 4;

    private static Engine engine;
    private static RedisServerProcess redis;
    private Jedis ours;
    private Jedis theirs;

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
        ours = new Jedis("127.0.0.1", engine.port());
        theirs = new Jedis("127.0.0.1", redis.port());
        ours.flushAll();
        theirs.flushAll();
    }

    @AfterEach
    void disconnect() {
        ours.close();
        theirs.close();
    }

    /** From one element to dense, looked at after each step. */
    @ParameterizedTest
    @CsvSource({"3000, 1", "3000, 7", "0, 1", "20, 1", "12000, 20"})
    void itIsTheSameAfterEachElement(int sparseMaxBytes, int atATime) {
        limit(sparseMaxBytes);
        for (int i = 0; i < 1_500; i++) {
            byte[][] elements = elements(i, atATime);
            assertThat(ours.pfadd(key(0), elements)).isEqualTo(theirs.pfadd(key(0), elements));
            assertSame(0);
            if (i % 50 == 0) {
                assertSameCount(0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3000, 1", "3000, 2", "500, 3", "20000, 4"})
    void itIsTheSameAfterRandomCommands(int sparseMaxBytes, long seed) {
        limit(sparseMaxBytes);
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            int key = random.nextInt(KEYS);
            switch (random.nextInt(20)) {
                case 0 -> assertSameMerge(key, random.nextInt(KEYS), random.nextInt(KEYS));
                case 1 -> assertSameCount(key, random.nextInt(KEYS), random.nextInt(KEYS));
                case 2 -> assertSameCount(key);
                case 3 -> {
                    if (random.nextInt(10) == 0) {
                        ours.del(key(key));
                        theirs.del(key(key));
                    }
                }
                default -> {
                    byte[][] elements = elements(random.nextInt(100_000), 1 + random.nextInt(10));
                    assertThat(ours.pfadd(key(key), elements)).isEqualTo(theirs.pfadd(key(key), elements));
                }
            }
            assertSame(key);
        }
    }

    @Test
    void aMillionElementsHaveTheSameEstimate() {
        limit(3000);
        for (int from = 0; from < 1_000_000; from += 20_000) {
            byte[][] elements = elements(from / 20_000, 20_000);
            ours.pfadd(key(0), elements);
            theirs.pfadd(key(0), elements);
            assertSameCount(0);
        }
        assertSame(0);
    }

    /** The hash takes eight bytes at a time: all lengths of what is left over, and bytes above 127. */
    @Test
    void elementsOfAllLengthsAndBytesAreCountedAlike() {
        Random random = new Random(5);
        for (int length = 0; length < 70; length++) {
            for (int i = 0; i < 5; i++) {
                byte[] element = new byte[length];
                random.nextBytes(element);
                assertThat(ours.pfadd(key(0), element)).isEqualTo(theirs.pfadd(key(0), element));
            }
            assertSame(0);
        }
    }

    @Test
    void aStringFromRedisGoesOnHere() {
        limit(3000);
        for (int elements : new int[] {3, 500, 3_000}) {
            theirs.del(key(0));
            theirs.pfadd(key(0), elements(0, elements));
            ours.set(key(0), theirs.get(key(0)));
            assertSameCount(0);
            assertThat(ours.pfadd(key(0), elements(10_000, 100)))
                    .isEqualTo(theirs.pfadd(key(0), elements(10_000, 100)));
            assertSame(0);
        }
    }

    @Test
    void aStringFromHereGoesOnInRedis() {
        limit(3000);
        for (int elements : new int[] {3, 500, 3_000}) {
            ours.del(key(0));
            ours.pfadd(key(0), elements(0, elements));
            theirs.set(key(0), ours.get(key(0)));
            assertSameCount(0);
            assertThat(theirs.pfadd(key(0), elements(10_000, 100)))
                    .isEqualTo(ours.pfadd(key(0), elements(10_000, 100)));
            assertSame(0);
        }
    }

    private void limit(int bytes) {
        ours.configSet("hll-sparse-max-bytes", Integer.toString(bytes));
        theirs.configSet("hll-sparse-max-bytes", Integer.toString(bytes));
    }

    private void assertSame(int key) {
        assertThat(ours.get(key(key))).isEqualTo(theirs.get(key(key)));
    }

    private void assertSameCount(int... keys) {
        byte[][] names = IntStream.of(keys).mapToObj(HyperLogLogBytesTest::key).toArray(byte[][]::new);
        assertThat(ours.pfcount(names)).isEqualTo(theirs.pfcount(names));
    }

    private void assertSameMerge(int target, int... sources) {
        byte[][] names =
                IntStream.of(sources).mapToObj(HyperLogLogBytesTest::key).toArray(byte[][]::new);
        ours.pfmerge(key(target), names);
        theirs.pfmerge(key(target), names);
    }

    private static byte[] key(int key) {
        return ("h" + key).getBytes(UTF_8);
    }

    private static byte[][] elements(int from, int count) {
        return IntStream.range(from * count, (from + 1) * count)
                .mapToObj(each -> ("element" + each).getBytes(UTF_8))
                .toArray(byte[][]::new);
    }
}
