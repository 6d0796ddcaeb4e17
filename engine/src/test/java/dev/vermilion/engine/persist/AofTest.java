package dev.vermilion.engine.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** The append-only file: that what was done is there again, here and in redis-server. */
class AofTest {

    /** Commands whose words alone would do something else at another time, with other luck, or somewhere else. */
    private static final List<String> EFFECTS = List.of(
            "SET a 1 EX 1000",
            "SETEX b 1000 x",
            "PSETEX c 1000000 x",
            "GETEX b PERSIST",
            "GETEX a PX 500000",
            "EXPIRE a 700",
            "SET gone x PX 1",
            "SET d 1",
            "EXPIRE d -1",
            "SET e 1.5",
            "INCRBYFLOAT e 0.1",
            "EXPIRE e 1000",
            "INCRBYFLOAT e 0.1",
            "HSET h a 1 b 2 c 3 d 4",
            "HINCRBYFLOAT h a 0.7",
            "SADD s a b c d e f g h",
            "SPOP s",
            "SPOP s 3",
            "SADD s2 1 2 3",
            "SPOP s2 9",
            "XADD x * a b",
            "XADD x * a b c d",
            "XADD x MAXLEN ~ 1 * a b",
            "XGROUP CREATE x g 0",
            "XREADGROUP GROUP g me COUNT 2 STREAMS x >",
            "XREADGROUP GROUP g me NOACK COUNT 2 STREAMS x >",
            "XREADGROUP GROUP g me STREAMS x 0",
            "XAUTOCLAIM x g you 0 0 COUNT 1",
            "XTRIM x MAXLEN 2",
            "RPUSH l 1 2 3 4 5 6 7",
            "BLPOP nothing l 1",
            "BRPOP l 1",
            "BLMOVE l k LEFT RIGHT 1",
            "BRPOPLPUSH l k 1",
            "LMPOP 2 nothing l LEFT COUNT 2",
            "BLMPOP 1 1 l RIGHT",
            "ZADD z 1 a 2 b 3 c 4 d 5 e",
            "BZPOPMIN z 1",
            "ZMPOP 1 z MAX COUNT 2",
            "BZMPOP 1 1 z MIN",
            "MULTI",
            "SET m 1",
            "INCR m",
            "EXEC",
            "MULTI",
            "SET m2 1",
            "EXEC",
            "COPY k l3",
            "RENAME l3 l4",
            "SELECT 2",
            "MULTI",
            "SET other 1",
            "SET another 1",
            "EXEC",
            "MOVE other 3",
            "SWAPDB 2 3",
            "SELECT 0",
            "SORT k BY nosort STORE sorted",
            "PFADD p a b",
            "PFCOUNT p",
            "SETRANGE r 5 x",
            "EVAL redis.call('SET','in-script',1);redis.call('SPOP','s');redis.call('EXPIRE','in-script',500) 0",
            "BITOP NOT n a",
            "GEOADD g 13 38 a",
            "GEOSEARCHSTORE gs g FROMMEMBER a BYRADIUS 1 km",
            "SET f 1",
            "GETDEL f",
            "PERSIST a");

    /** The same, of commands that came after Redis 7.0. */
    private static final List<String> NEWER_EFFECTS = List.of(
            "HSET f a 1 b 2 c 3 d 4",
            "HEXPIRE f 1000 FIELDS 2 a b",
            "HPEXPIRE f 1 FIELDS 1 c",
            "HGETEX f PX 900000 FIELDS 1 d",
            "HINCRBYFLOAT f a 0.5",
            "HSETEX f EX 1000 FIELDS 1 e 1",
            "HGETDEL f FIELDS 1 b",
            "ARSET arr 5 x",
            "ARINSERT arr y",
            "INCREX i BYINT 5 EX 1000",
            "INCREX i BYFLOAT 0.5",
            "MSETEX 2 q 1 w 2 EX 1000",
            "RPUSH l 1 2 3 4",
            "LMOVEM l k LEFT RIGHT COUNT 2 OBO");

    @TempDir
    Path directory;

    private EngineConfig.Builder config;

    @BeforeEach
    void turnOn() {
        config = Data.config(directory).set("appendonly", "yes");
    }

    private Engine engine() throws IOException {
        return Engine.open(config.build());
    }

    private static Jedis connect(Engine engine) {
        return new Jedis("127.0.0.1", engine.port(), 30_000);
    }

    private static void runAll(List<String> lines, Jedis jedis) {
        for (String line : lines) {
            String[] words = line.split(" ");
            Data.run(jedis, words[0], Arrays.copyOfRange(words, 1, words.length));
        }
        Awaitility.await().until(() -> !jedis.exists("gone"));
    }

    @ParameterizedTest
    @CsvSource({"yes, everysec", "no, everysec", "yes, always", "no, no"})
    void whatWasDoneIsThereAfterTheNextStart(String preamble, String fsync) throws IOException {
        config.set("aof-use-rdb-preamble", preamble).set("appendfsync", fsync);
        String before;
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            runAll(EFFECTS, jedis);
            runAll(NEWER_EFFECTS, jedis);
            before = Data.digest(jedis);
        }
        restartsWith(before);
        rewrite();
        restartsWith(before);
    }

    private void rewrite() throws IOException {
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            jedis.bgrewriteaof();
            untilWritten(jedis);
        }
    }

    private void restartsWith(String digest) throws IOException {
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            assertThat(Data.digest(jedis)).isEqualTo(digest);
        }
    }

    private static void untilWritten(Jedis jedis) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(jedis.info("persistence"))
                        .contains(
                                "aof_rewrite_in_progress:0",
                                "aof_rewrite_scheduled:0",
                                "aof_last_bgrewrite_status:ok"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void redisServerReadsTheFilesOfTheEngine(String preamble) throws IOException {
        config.set("aof-use-rdb-preamble", preamble);
        String before;
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            runAll(EFFECTS.subList(0, 25), jedis);
            jedis.bgrewriteaof();
            untilWritten(jedis);
            runAll(EFFECTS.subList(25, EFFECTS.size()), jedis);
            before = Data.digest(jedis);
        }
        try (RedisServerProcess redis = redisServer(preamble);
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            assertThat(Data.digest(jedis)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void theEngineReadsTheFilesOfRedisServer(String preamble) throws IOException {
        String before;
        try (RedisServerProcess redis = redisServer(preamble);
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            // it forgets a consumer of whom it writes only an entry that is gone
            runAll(
                    EFFECTS.stream()
                            .filter(each -> !each.startsWith("XAUTOCLAIM"))
                            .toList(),
                    jedis);
            jedis.bgrewriteaof();
            untilWritten(jedis);
            runAll(List.of("SPOP s", "XADD x * a b", "XREADGROUP GROUP g me COUNT 2 STREAMS x >"), jedis);
            Data.run(jedis, "DEBUG", "LOADAOF"); // it forgets itself how many entries a group has read
            before = Data.digest(jedis);
        }
        restartsWith(before);
    }

    private RedisServerProcess redisServer(String preamble) throws IOException {
        RedisServerProcess redis = RedisServerProcess.start(
                "--dir",
                directory.toString(),
                "--enable-debug-command",
                "yes",
                "--appendonly",
                "yes",
                "--aof-use-rdb-preamble",
                preamble);
        assumeTrue(redis != null, "install redis-server to run this");
        return redis;
    }

    @Test
    void nothingIsLostByARewriteUnderLoad() throws Exception {
        String before;
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random random = new Random(i);
                Thread writer = new Thread(() -> write(engine.port(), random, stop));
                writer.start();
                writers.add(writer);
            }
            for (int i = 0; i < 3; i++) {
                long size = jedis.dbSize();
                Awaitility.await().until(() -> jedis.dbSize() > size + 300);
                jedis.bgrewriteaof();
                untilWritten(jedis);
            }
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            before = Data.digest(jedis);
        }
        try (var files = Files.list(directory.resolve("appendonlydir"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "appendonly.aof.manifest", "appendonly.aof.4.base.rdb", "appendonly.aof.4.incr.aof");
        }
        restartsWith(before);
    }

    private static void write(int port, Random random, AtomicBoolean stop) {
        try (Jedis jedis = new Jedis("127.0.0.1", port, 30_000)) {
            while (!stop.get()) {
                String key = Integer.toString(random.nextInt(3000));
                switch (random.nextInt(5)) {
                    case 0 -> jedis.rpush("list" + key, key);
                    case 1 -> jedis.sadd("set" + key, key, "x", "y");
                    case 2 -> jedis.spop("set" + key);
                    case 3 -> jedis.del("list" + key);
                    default -> jedis.incrByFloat("real" + key, 0.5);
                }
            }
        }
    }

    @Test
    void aTornEndIsCutOffWhereverItIsTorn() throws IOException {
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            jedis.set("whole", "1");
            jedis.eval("redis.call('SET','a',1) redis.call('SET','b',2)", 0);
        }
        Path file = directory.resolve("appendonlydir/appendonly.aof.1.incr.aof");
        byte[] all = Files.readAllBytes(file);
        int begin = new String(all, StandardCharsets.US_ASCII).indexOf("*1\r\n$5\r\nMULTI");
        for (int end = begin + 1; end < all.length; end += 6) {
            Files.write(file, Arrays.copyOf(all, end));
            try (Engine engine = engine();
                    Jedis jedis = connect(engine)) {
                assertThat(jedis.keys("*")).as("torn at %d", end).containsExactly("whole");
            }
            assertThat(Files.size(file)).isEqualTo(begin);
        }
    }

    @Test
    void aTornEndIsRefusedIfTheConfigurationSaysSo() throws IOException {
        config.set("aof-load-truncated", "no");
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            jedis.set("a", "1");
        }
        Path file = directory.resolve("appendonlydir/appendonly.aof.1.incr.aof");
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - 3));

        assertThatThrownBy(() -> engine().close()).isInstanceOf(IOException.class);
        assertThat(Files.size(file)).isEqualTo(all.length - 3);
    }

    @Test
    void aDamagedMiddleIsRefused() throws IOException {
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            jedis.set("a", "1");
            jedis.set("b", "1");
        }
        Path file = directory.resolve("appendonlydir/appendonly.aof.1.incr.aof");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\\*3", "!3"));

        assertThatThrownBy(() -> engine().close()).isInstanceOf(IOException.class);
        config.set("aof-load-corrupt-tail-max-size", "1000");
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            assertThat(jedis.dbSize()).isZero();
        }
    }

    @Test
    void theSingleFileOfOlderVersionsIsTakenOver() throws IOException {
        Files.writeString(
                directory.resolve("appendonly.aof"),
                "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
        for (int start = 0; start < 2; start++) {
            try (Engine engine = engine();
                    Jedis jedis = connect(engine)) {
                assertThat(jedis.get("a")).isEqualTo("1");
                jedis.incr("b");
            }
        }
        assertThat(directory.resolve("appendonly.aof")).doesNotExist();
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            assertThat(jedis.get("b")).isEqualTo("2");
        }
    }

    @Test
    void itCanBeTurnedOnAndOffWhileTheEngineRuns() throws IOException {
        config.set("appendonly", "no");
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            jedis.set("before", "1");
            jedis.configSet("appendonly", "yes");
            jedis.set("during", "1");
            untilWritten(jedis);
            Awaitility.await().until(() -> Files.exists(directory.resolve("appendonlydir/appendonly.aof.manifest")));
            jedis.configSet("appendonly", "no");
            jedis.set("after", "1");
        }
        config.set("appendonly", "yes");
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            assertThat(jedis.keys("*")).containsExactlyInAnyOrder("before", "during");
        }
    }

    @Test
    void itIsRewrittenByItselfWhenItHasGrown() throws IOException {
        config.set("auto-aof-rewrite-min-size", "10000");
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            for (int i = 0; i < 1000; i++) {
                jedis.set("key", "value" + i);
            }
            Awaitility.await().until(() -> !jedis.info("persistence").contains("aof_rewrites:0"));
            untilWritten(jedis);
            Awaitility.await().until(() -> Files.exists(directory.resolve("appendonlydir/appendonly.aof.2.base.rdb")));
        }
        restart("key", "value999");
    }

    @Test
    void keysThatWereEvictedStayAway() throws IOException {
        List<String> left;
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            for (int i = 0; i < 1000; i++) {
                jedis.set("key:" + i, "x".repeat(100));
            }
            jedis.configSet("maxmemory-policy", "allkeys-random");
            jedis.configSet("maxmemory", Long.toString(usedMemory(jedis) - 50_000));
            jedis.set("key:0", "y");
            assertThat(jedis.info("stats")).doesNotContain("evicted_keys:0");
            jedis.configSet("maxmemory", "0"); // or more may go after they were listed
            left = List.copyOf(jedis.keys("*"));
            untilWritten(jedis);
        }
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            assertThat(jedis.keys("*")).containsExactlyInAnyOrderElementsOf(left);
        }
    }

    private static long usedMemory(Jedis jedis) {
        return jedis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
                .sum();
    }

    private void restart(String key, String value) throws IOException {
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            assertThat(jedis.get(key)).isEqualTo(value);
        }
    }

    @Test
    void timesAreNotedIfTheConfigurationSaysSo() throws IOException {
        config.set("aof-timestamp-enabled", "yes");
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            jedis.set("key", "value");
        }
        assertThat(Files.readString(directory.resolve("appendonlydir/appendonly.aof.1.incr.aof")))
                .matches("(?s)#TS:\\d+\r\n\\*2.*");
        restart("key", "value");
    }

    @Test
    void debugLoadaofComesBackToTheSame() throws IOException {
        try (Engine engine = engine();
                Jedis jedis = connect(engine)) {
            runAll(EFFECTS, jedis);
            String before = Data.digest(jedis);
            for (int i = 0; i < 2; i++) {
                Data.run(jedis, "DEBUG", "LOADAOF");
                assertThat(Data.digest(jedis)).isEqualTo(before);
            }
        }
    }
}
