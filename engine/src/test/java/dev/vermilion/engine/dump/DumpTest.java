package dev.vermilion.engine.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.RestoreParams;
import redis.clients.jedis.params.XReadGroupParams;

/** What one Redis dumped, the other restores: the engine from redis-server, and redis-server from the engine. */
class DumpTest {

    private static final String[] TYPES = {"string", "list", "set", "intset", "zset", "hash", "stream", "hyperloglog"};

    private static Engine engine;
    private static RedisServerProcess redis;
    private static Jedis ours;
    private static Jedis theirs;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServerProcess.start();
        assumeTrue(redis != null, "there is no redis-server to exchange values with: install redis-server");
        engine = Engine.open(EngineConfig.builder().port(0).build());
        ours = new Jedis("127.0.0.1", engine.port());
        theirs = new Jedis("127.0.0.1", redis.port());
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            ours.close();
            theirs.close();
            engine.close();
            redis.close();
        }
    }

    @BeforeEach
    void flush() {
        ours.flushAll();
        theirs.flushAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40, 600})
    void valuesOfAllTypesGoFromTheEngineToRedis(int size) {
        exchange(ours, theirs, size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40, 600})
    void valuesOfAllTypesGoFromRedisToTheEngine(int size) {
        exchange(theirs, ours, size);
    }

    private static void exchange(Jedis from, Jedis to, int size) {
        Random random = new Random(size);
        for (String type : TYPES) {
            String key = type + size;
            fill(from, key, type, size, random);
            assertThat(to.restore(key, 0, from.dump(key))).isEqualTo("OK");
            assertThat(show(to, key)).as(key).isEqualTo(show(from, key));
        }
    }

    private static void fill(Jedis jedis, String key, String type, int size, Random random) {
        for (int i = 0; i < size; i++) {
            String word = word(random, i);
            switch (type) {
                case "string" -> jedis.append(key, word);
                case "list" -> jedis.rpush(key, word);
                case "set" -> jedis.sadd(key, word);
                case "intset" -> jedis.sadd(key, Long.toString((long) (random.nextGaussian() * Math.pow(10, i % 15))));
                case "zset" -> jedis.zadd(key, i % 9 == 0 ? Double.POSITIVE_INFINITY : random.nextGaussian(), word);
                case "hash" -> jedis.hset(key, word, "v" + i);
                case "hyperloglog" -> jedis.pfadd(key, word);
                default ->
                    jedis.xadd(
                            key, new StreamEntryID(i + 1, i % 3), new TreeMap<>(java.util.Map.of("f" + i % 4, word)));
            }
        }
        if (type.equals("stream")) {
            jedis.xgroupCreate(key, "group", new StreamEntryID(0, 0), false);
            for (String consumer : List.of("one", "two")) {
                jedis.xreadGroup(
                        "group",
                        consumer,
                        new XReadGroupParams().count(3),
                        java.util.Map.of(key, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
            }
            jedis.xdel(key, new StreamEntryID(2, 1));
        }
    }

    private static String word(Random random, int i) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(i * 1_000_003L - 50_000);
            case 1 -> "repeated ".repeat(random.nextInt(40)) + i;
            default -> "w" + i;
        };
    }

    private static Object show(Jedis jedis, String key) {
        return switch (jedis.type(key)) {
            case "string" -> List.of(jedis.get(key));
            case "list" -> jedis.lrange(key, 0, -1);
            case "set" -> new TreeSet<>(jedis.smembers(key));
            case "zset" -> jedis.zrangeWithScores(key, 0, -1);
            case "hash" -> new TreeMap<>(jedis.hgetAll(key));
            case "stream" ->
                ""
                        + List.of(
                                jedis.xrange(key, (StreamEntryID) null, null),
                                jedis.xpending(key, "group").getConsumerMessageCount(),
                                jedis.xinfoStream(key).getLastGeneratedId());
            default -> "nothing";
        };
    }

    @Test
    void librariesGoBothWays() {
        String code = "#!lua name=mylib\nredis.register_function('twice', function(k, a) return a[1] * 2 end)";
        theirs.functionLoad(code);
        ours.functionRestore(theirs.functionDump());
        assertThat(ours.fcall("twice", List.of(), List.of("21"))).isEqualTo(42L);
        theirs.functionFlush();
        theirs.functionRestore(ours.functionDump());
        assertThat(theirs.fcall("twice", List.of(), List.of("21"))).isEqualTo(42L);
    }

    @Test
    void fieldsKeepTheirExpiry() {
        ours.hset("h", "stays", "1");
        ours.hset("h", "goes", "2");
        ours.hpexpire("h", 100_000, "goes");
        ours.restore("copy", 0, ours.dump("h"));

        assertThat(ours.hgetAll("copy")).isEqualTo(ours.hgetAll("h"));
        assertThat(ours.hpexpireTime("copy", "goes", "stays")).isEqualTo(ours.hpexpireTime("h", "goes", "stays"));
    }

    @Test
    void aKeyIsReplacedAndExpiresAsAsked() {
        ours.set("a", "one");
        ours.set("b", "two");
        byte[] dump = ours.dump("a");
        ours.restore("b", 50_000, dump, RestoreParams.restoreParams().replace());

        assertThat(ours.get("b")).isEqualTo("one");
        assertThat(ours.pttl("b")).isBetween(1L, 50_000L);
        ours.restore("b", 1, dump, RestoreParams.restoreParams().replace().absTtl());
        assertThat(ours.exists("b")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k 0 x               | ERR DUMP payload version or checksum are wrong",
                "k -1 x              | ERR Invalid TTL value, must be >= 0",
                "k x x               | ERR value is not an integer or out of range",
                "there 0 x           | BUSYKEY Target key name already exists.",
                "k 0 x FOO           | ERR syntax error",
                "k 0 x IDLETIME -1   | ERR Invalid IDLETIME value, must be >= 0",
                "k 0 x FREQ 300      | ERR Invalid FREQ value, must be >= 0 and <= 255",
                "k 0 x IDLETIME      | ERR syntax error",
                "k 0 x FREQ 1 IDLETIME 1 | ERR syntax error"
            })
    void badWordsAreRefused(String words, String error) {
        for (Jedis jedis : List.of(ours, theirs)) {
            jedis.set("there", "1");
            assertThat(errorOf(jedis, words.split(" "))).isEqualTo(error);
        }
    }

    /** Each byte of a payload is damaged in turn, and the checksum left out: nothing may come of it but an error. */
    @Test
    void damagedPayloadsDoNoHarm() {
        Random random = new Random(3);
        for (String type : TYPES) {
            fill(ours, type, type, 20, random);
            byte[] dump = ours.dump(type);
            java.util.Arrays.fill(dump, dump.length - 8, dump.length, (byte) 0);
            for (int i = 0; i < dump.length - 10; i++) {
                byte[] damaged = dump.clone();
                damaged[i] = (byte) random.nextInt(256);
                try {
                    ours.restore(
                            "damaged", 0, damaged, RestoreParams.restoreParams().replace());
                } catch (JedisDataException e) {
                    assertThat(e).hasMessage("ERR Bad data format");
                }
            }
        }
        assertThat(ours.ping()).isEqualTo("PONG");
    }

    private static String errorOf(Jedis jedis, String... words) {
        try {
            jedis.sendCommand(Protocol.Command.RESTORE, words);
            return "no error";
        } catch (JedisDataException e) {
            return e.getMessage();
        }
    }
}
