package dev.vermilion.engine.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** RDB files: that what is saved is there again, here and in redis-server, and that damaged ones are refused. */
class RdbFileTest {

    private static final String SCRIPT = """
            for i = 1, 1500 do
              redis.call('RPUSH', 'long-list', i .. string.rep('x', i % 90))
              redis.call('HSET', 'large-hash', i, 'v' .. i)
              redis.call('ZADD', 'large-zset', i * 1.5, 'm' .. i)
              redis.call('SADD', 'large-set', 'm' .. i)
              redis.call('XADD', 'large-stream', i .. '-1', 'n', i, 'text', string.rep('y', i % 50))
            end""";

    @TempDir
    Path directory;

    private Engine engine() throws IOException {
        return Engine.open(Data.config(directory).build());
    }

    @Test
    void whatIsSavedIsThereAfterTheNextStart() throws IOException {
        String before;
        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            fill(jedis);
            before = Data.digest(jedis);
            jedis.save();
        }
        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            assertThat(Data.digest(jedis)).isEqualTo(before);
            assertThat(jedis.pttl("expires")).isPositive();
            assertThat(jedis.fcall("seven", List.of(), List.of())).isEqualTo(7L);
        }
    }

    @Test
    void redisServerReadsTheFileOfTheEngine() throws IOException {
        String before;
        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            fill(jedis);
            before = Data.digest(jedis);
            jedis.save();
        }
        try (RedisServerProcess redis = redisServer();
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            assertThat(Data.digest(jedis)).isEqualTo(before);
            assertThat(jedis.fcall("seven", List.of(), List.of())).isEqualTo(7L);
        }
    }

    @Test
    void theEngineReadsTheFileOfRedisServer() throws IOException {
        String before;
        try (RedisServerProcess redis = redisServer();
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            fill(jedis);
            before = Data.digest(jedis);
            jedis.save();
        }
        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            assertThat(Data.digest(jedis)).isEqualTo(before);
            assertThat(jedis.fcall("seven", List.of(), List.of())).isEqualTo(7L);
        }
    }

    @Test
    void whatOlderVersionsDoNotKnowIsThereAgainAsWell() throws IOException {
        List<Object> before;
        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            jedis.hset("hash", "a", "1");
            jedis.hset("hash", "b", "2");
            jedis.hpexpireAt("hash", 33_000_000_000_000L, "b");
            Data.run(jedis, "ARSET", "array", "5", "five", "55", "-3.5");
            Data.run(jedis, "ARSET", "array", "18446744073709551614", "last");
            Data.run(jedis, "ARINSERT", "array", "next");
            before = newer(jedis);
            jedis.save();
        }
        assertThat(Files.readString(directory.resolve("dump.rdb"), StandardCharsets.ISO_8859_1))
                .startsWith("REDIS0014");
        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            assertThat(newer(jedis)).usingRecursiveComparison().isEqualTo(before);
            assertThat(jedis.hpexpireTime("hash", "a", "b")).containsExactly(-1L, 33_000_000_000_000L);
        }
    }

    private static List<Object> newer(Jedis jedis) {
        return List.of(
                Data.run(jedis, "ARGETRANGE", "array", "0", "60"),
                Data.run(jedis, "ARGET", "array", "18446744073709551614"),
                Data.run(jedis, "ARNEXT", "array"));
    }

    @Test
    void keysThatExpiredMeanwhileAreLeftOut() throws IOException {
        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            jedis.set("stays", "1");
            jedis.psetex("goes", 30, "1");
            jedis.save();
        }
        long saved = System.currentTimeMillis();
        Awaitility.await().until(() -> System.currentTimeMillis() > saved + 40);
        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            assertThat(jedis.keys("*")).containsExactly("stays");
            assertThat(jedis.info("persistence"))
                    .contains("rdb_last_load_keys_expired:1\r\n", "rdb_last_load_keys_loaded:1\r\n");
        }
    }

    @Test
    void aDamagedFileIsRefusedWhereverTheDamageIs() throws IOException {
        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            jedis.rpush("list", "one", "two", "three");
            jedis.hset("hash", "field", "value");
            jedis.save();
        }
        Path file = directory.resolve("dump.rdb");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i += 7) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(file, damaged);
            assertThatThrownBy(() -> engine().close()).as("byte %d", i).isInstanceOf(IOException.class);
            Files.write(file, Arrays.copyOf(whole, i));
            assertThatThrownBy(() -> engine().close()).as("cut at %d", i).isInstanceOf(IOException.class);
        }
    }

    /** Redis 2.4: version 2, a zipmap, a ziplist, an intset, text scores, a compressed string, no checksum. */
    @Test
    void filesOfOldVersionsAreRead() throws IOException {
        StringBuilder file = new StringBuilder("REDIS0002\u00fe\u0000");
        file.append("\u0009\u0001m\u000c\u0002\u0001a\u0001\u0000b\u0001c\u0001\u0000d\u00ff");
        file.append("\u0003\u0001z\u0001\u0003one\u00031.5");
        file.append("\u000b\u0001i\u000e").append("\u0002\0\0\0\u0003\0\0\0\u0001\0\u0002\0\u0003\0");
        file.append("\u0000\u0001s\u00c3\u0009@\u001e\u0001aa\u00e0\u0011\u0000\u0001aa");
        file.append("\u00fd\u0001\0\0\0\u0000\u0004gone\u0001x");
        file.append('\u00ff');
        Files.write(directory.resolve("dump.rdb"), file.toString().getBytes(StandardCharsets.ISO_8859_1));

        try (Engine engine = engine();
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            assertThat(jedis.hgetAll("m")).containsEntry("a", "b").containsEntry("c", "d");
            assertThat(jedis.zscore("z", "one")).isEqualTo(1.5);
            assertThat(jedis.smembers("i")).containsExactlyInAnyOrder("1", "2", "3");
            assertThat(jedis.get("s")).isEqualTo("a".repeat(30));
            assertThat(jedis.exists("gone")).isFalse();
        }
    }

    @Test
    void dataOfAModuleIsRefusedByName() throws IOException {
        byte[] file = Base64.getDecoder().decode("UkVESVMwMDEwBwFrgVoTKKt/KZsABQFh");
        Files.write(directory.resolve("dump.rdb"), file);

        assertThatThrownBy(() -> engine().close()).hasMessageContaining("no matching module type '");
    }

    private RedisServerProcess redisServer() throws IOException {
        RedisServerProcess redis =
                RedisServerProcess.start("--dir", directory.toString(), "--enable-debug-command", "yes");
        assumeTrue(redis != null, "install redis-server to run this");
        return redis;
    }

    private static void fill(Jedis jedis) {
        jedis.set("text", "hello");
        jedis.set("number", "-123456789012");
        jedis.set("compressed", "abcabc".repeat(500));
        jedis.psetex("expires", 1_000_000, "x");
        jedis.rpush("list", "a", "12", "b".repeat(300));
        jedis.sadd("integers", "1", "-70000", "5000000000");
        jedis.sadd("set", "a", "b", "3");
        jedis.hset("hash", "field", "value");
        jedis.zadd("zset", 1.25, "a");
        jedis.zadd("zset", Double.NEGATIVE_INFINITY, "b");
        jedis.eval(SCRIPT, 0);
        Data.run(jedis, "XGROUP", "CREATE", "large-stream", "group", "5-1");
        Data.run(jedis, "XREADGROUP", "GROUP", "group", "me", "COUNT", "3", "STREAMS", "large-stream", ">");
        Data.run(jedis, "XDEL", "large-stream", "7-1", "9-1");
        jedis.functionLoad("#!lua name=lib\nredis.register_function('seven', function() return 7 end)");
        jedis.select(9);
        jedis.set("elsewhere", "1");
        jedis.select(0);
    }
}
