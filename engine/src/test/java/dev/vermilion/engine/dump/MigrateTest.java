package dev.vermilion.engine.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MIGRATE from every Redis, to an engine and to a redis-server. */
@EveryRedis
class MigrateTest {

    private static final String TARGET = "MIGRATE 127.0.0.1 ";

    private static final String KEYS_OF_ALL_TYPES = """
            > SET string value PX 1000000
            OK
            > RPUSH list a b c
            3
            > SADD set a 1
            2
            > ZADD zset 1.5 a 2 b
            2
            > HSET hash field value
            1
            > XADD stream 1-1 field value
            1-1
            """;

    private static final String VALUES_OF_ALL_TYPES = """
            > GET string
            value
            > LRANGE list 0 -1
            [a b c]
            > SISMEMBER set 1
            1
            > ZRANGE zset 0 -1 WITHSCORES
            [a 1.5 b 2]
            > HGETALL hash
            [field value]
            > XRANGE stream - +
            [[1-1 [field value]]]
            > TTL hash
            -1
            """;

    @BeforeEach
    void requireSameNetwork(RedisServer redis) {
        assumeFalse(redis.name().endsWith("in Docker"), "a container does not reach the other servers of a test");
    }

    private static Engine engine(String... lines) throws IOException {
        EngineConfig.Builder config = EngineConfig.builder().port(0);
        for (int i = 0; i < lines.length; i += 2) {
            config.set(lines[i], lines[i + 1]);
        }
        return Engine.open(config.build());
    }

    private static RedisServer server(int port) {
        return new RedisServer("target", "127.0.0.1", port);
    }

    private static void movesAllTypes(RedisServer from, int to) {
        try (Conversation source = from.talk();
                Conversation target = server(to).talk()) {
            source.play(KEYS_OF_ALL_TYPES);
            assertThat(source.run(TARGET + to + " \"\" 0 5000 KEYS string list nothing set zset hash stream"))
                    .isEqualTo("OK");
            assertThat(source.run("DBSIZE")).isEqualTo("0");
            target.play(VALUES_OF_ALL_TYPES);
            assertThat(Long.parseLong(target.run("PTTL string"))).isBetween(900_000L, 1_000_000L);
        }
    }

    @Test
    void keysOfAllTypesMoveToAnEngine(RedisServer redis) throws IOException {
        try (Engine engine = engine()) {
            movesAllTypes(redis, engine.port());
        }
    }

    @Test
    void keysOfAllTypesMoveToARedisServer(RedisServer redis) throws IOException {
        try (RedisServerProcess target = RedisServerProcess.start()) {
            assumeTrue(target != null, "there is no redis-server to move keys to: install redis-server");
            movesAllTypes(redis, target.port());
        }
    }

    @Test
    void copyLeavesTheKeyAndReplaceOverwritesTheOther(RedisServer redis) throws IOException {
        try (Engine engine = engine();
                Conversation source = redis.talk();
                Conversation target = server(engine.port()).talk()) {
            String to = TARGET + engine.port();
            source.run("SET key 1");
            assertThat(source.run(to + " key 3 5000 COPY")).isEqualTo("OK");
            assertThat(source.run("GET key")).isEqualTo("1");
            source.run("SET key 2");
            assertThat(source.run(to + " key 3 5000"))
                    .isEqualTo("-ERR Target instance replied with error: BUSYKEY Target key name already exists.");
            assertThat(source.run(to + " key 3 5000 REPLACE")).isEqualTo("OK");
            assertThat(source.run(to + " key 3 5000 REPLACE")).isEqualTo("NOKEY");
            target.play("""
                    > DBSIZE
                    0
                    > SELECT 3
                    OK
                    > GET key
                    2
                    """);
        }
    }

    @Test
    void keysThatTheTargetRefusesStay(RedisServer redis) throws IOException {
        try (Engine engine = engine();
                Conversation source = redis.talk();
                Conversation target = server(engine.port()).talk()) {
            target.run("SET b other");
            source.run("MSET a 1 b 2 c 3");
            assertThat(source.run(TARGET + engine.port() + " \"\" 0 5000 KEYS a b c"))
                    .isEqualTo("-ERR Target instance replied with error: BUSYKEY Target key name already exists.");
            assertThat(source.run("MGET a b c")).isEqualTo("[nil 2 nil]");
            assertThat(target.run("MGET a b c")).isEqualTo("[1 other 3]");
        }
    }

    @Test
    void aTargetWithAPasswordWantsIt(RedisServer redis) throws IOException {
        try (Engine engine = engine("requirepass", "secret");
                Conversation source = redis.talk()) {
            String to = TARGET + engine.port();
            source.run("MSET a 1 b 2");
            assertThat(source.run(to + " a 0 5000"))
                    .isEqualTo("-ERR Target instance replied with error: NOAUTH Authentication required.");
            assertThat(source.run(to + " a 0 5000 AUTH wrong"))
                    .startsWith("-ERR Target instance replied with error: WRONGPASS ");
            assertThat(source.run("EXISTS a b")).isEqualTo("2");
            assertThat(source.run(to + " a 0 5000 AUTH secret")).isEqualTo("OK");
            assertThat(source.run(to + " \"\" 0 5000 AUTH2 default secret KEYS b"))
                    .isEqualTo("OK");
            assertThat(source.run("EXISTS a b")).isEqualTo("0");
        }
    }

    @Test
    void whatItDoesNotUnderstandItRefuses(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > MIGRATE localhost 1 key 0
                    -ERR wrong number of arguments for 'migrate' command
                    > MIGRATE 127.0.0.1 1 key 0 100
                    NOKEY
                    > SET key value
                    OK
                    > MIGRATE 127.0.0.1 1 key x 100
                    -ERR value is not an integer or out of range
                    > MIGRATE 127.0.0.1 1 key 0 x
                    -ERR value is not an integer or out of range
                    > MIGRATE 127.0.0.1 1 key 0 100 KEYS a
                    -ERR When using MIGRATE KEYS option, the key argument must be set to the empty string
                    > MIGRATE 127.0.0.1 1 key 0 100 AUTH
                    -ERR syntax error
                    > MIGRATE 127.0.0.1 1 key 0 100 AUTH2 default
                    -ERR syntax error
                    > MIGRATE 127.0.0.1 1 key 0 100 NOPE
                    -ERR syntax error
                    > MIGRATE 127.0.0.1 1 "" 0 100 KEYS
                    NOKEY
                    > MIGRATE nobody.invalid 1 key 0 100
                    -IOERR error or timeout connecting to the client
                    > COMMAND GETKEYS MIGRATE 127.0.0.1 1 key 0 100 AUTH password
                    [key]
                    > COMMAND GETKEYS MIGRATE 127.0.0.1 1 "" 0 100 AUTH keys KEYS a b
                    [a b]
                    > GET key
                    value
                    """);
        }
    }

    @Test
    void aConnectionServesManyMigrationsToManyDatabases(RedisServer redis) throws IOException {
        try (Engine engine = engine();
                Conversation source = redis.talk();
                Conversation target = server(engine.port()).talk()) {
            String to = TARGET + engine.port();
            target.run("SET refused here");
            long before = connections(target);
            for (int i = 0; i < 6; i++) {
                source.run("MSET key" + i + " value refused there");
                assertThat(source.run(to + " key" + i + " " + i % 2 + " 5000")).isEqualTo("OK");
                assertThat(source.run(to + " refused 0 5000")).startsWith("-ERR Target instance replied with error: ");
            }
            assertThat(connections(target) - before).isEqualTo(1);
            assertThat(source.run("INFO stats")).containsPattern("migrate_cached_sockets:[1-9]");
            assertThat(target.run("DBSIZE")).isEqualTo("4");
            assertThat(target.run("SELECT 1")).isEqualTo("OK");
            assertThat(target.run("DBSIZE")).isEqualTo("3");
        }
    }

    private static long connections(Conversation talk) {
        String received = talk.run("INFO stats").replaceFirst("(?s).*total_connections_received:(\\d+).*", "$1");
        return Long.parseLong(received);
    }

    @Test
    void aConnectionThatTheTargetHasClosedIsReplaced(RedisServer redis) throws IOException {
        try (Engine engine = engine();
                Conversation source = redis.talk();
                Conversation target = server(engine.port()).talk()) {
            String to = TARGET + engine.port();
            source.run("MSET a 1 b 2");
            assertThat(source.run(to + " a 0 5000")).isEqualTo("OK");
            assertThat(target.run("CLIENT KILL TYPE normal SKIPME yes")).isEqualTo("1");
            assertThat(source.run(to + " b 0 5000")).isEqualTo("OK");
            assertThat(target.run("MGET a b")).isEqualTo("[1 2]");
        }
    }

    @Test
    void aTargetThatIsNotThereOrDoesNotAnswerIsAnError(RedisServer redis) throws IOException {
        try (Conversation talk = redis.talk();
                ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String to = TARGET + silent.getLocalPort();
            talk.run("SET key value");
            talk.run("SETRANGE large 30000000 x");
            talk.run("CONFIG SET rdbcompression no");
            assertThat(talk.run(to + " key 0 50")).isEqualTo("-IOERR error or timeout reading to target instance");
            assertThat(talk.run(to + " large 0 50")).startsWith("-IOERR error or timeout ");
            talk.run("CONFIG SET rdbcompression yes");
            silent.close(); // who notices first, the writer or the reader, is a matter of luck
            assertThat(talk.run(to + " key 0 50")).startsWith("-IOERR error or timeout ");
            assertThat(talk.run("EXISTS key large")).isEqualTo("2");
        }
    }
}
