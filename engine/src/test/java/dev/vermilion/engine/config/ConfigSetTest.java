package dev.vermilion.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** CONFIG SET takes and refuses what redis-server takes and refuses, in its words, for every parameter that it has. */
class ConfigSetTest {

    /** Some fit some parameters, each is refused by many. */
    private static final List<String> VALUES = List.of(
            "",
            "yes",
            "no",
            "YES",
            "0",
            "1",
            "-1",
            "10",
            "10x",
            "1.5",
            "+10",
            "010",
            " 10",
            "0777",
            "8",
            "-100",
            "1000000",
            "2147483648",
            "4294967296",
            "5000000000",
            "9223372036854775807",
            "-9223372036854775808",
            "1k",
            "1KB",
            "5gb",
            "50%",
            "101%",
            "abc",
            "ab c",
            "a\"b",
            "a/b",
            "900 1",
            "900 1 60 5",
            "900",
            "1 2 3",
            "1 2 x",
            "-2001 0 0",
            "normal 0 0 0",
            "normal 1 2",
            "slave 1mb 2 3 pubsub 1 1 1",
            "foo 1 2 3",
            "default",
            "save",
            "nosave",
            "save nosave",
            "now force",
            "now default",
            "KEA",
            "Kgx",
            "Kgq",
            "AKE",
            "99 50",
            "101",
            "99.9999",
            "5e1",
            "warning",
            "notice",
            "allkeys-lru",
            "volatile-ttl",
            "{title} x",
            "{title}",
            "{foo}",
            "local");

    /** What the test needs as it is, or where the two must differ. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "port", "the test would lose its connection",
            "bind", "the test would lose its connection",
            "tls-port", "would listen",
            "requirepass", "would ask for a password",
            "dir", "where each of them runs",
            "maxclients", "as many as the operating system allows",
            "maxmemory-samples", "newer ones end at 64",
            "activedefrag", "depends on the allocator of redis-server",
            "tls-cluster", "needs certificates",
            "tls-replication", "needs certificates");

    /** Newer versions have more words to choose from, or fewer numbers. */
    private static final Set<String> NEWER = Set.of("loglevel", "maxmemory-policy", "notify-keyspace-events");

    @TempDir
    static Path directory;

    private static Engine engine;
    private static RedisServerProcess redis;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServerProcess.start("--enable-protected-configs", "yes");
        assumeTrue(redis != null, "there is no redis-server to compare with: install redis-server");
        engine = Engine.open(EngineConfig.builder()
                .port(0)
                .set("enable-protected-configs", "yes")
                .set("dir", directory.toString())
                .build());
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
            engine.close();
        }
    }

    static Stream<String> parameters() throws IOException {
        try (RedisServerProcess process = RedisServerProcess.start()) {
            if (process == null) {
                return Stream.of("maxmemory");
            }
            try (Jedis jedis = new Jedis("127.0.0.1", process.port())) {
                List<String> names = new ArrayList<>(jedis.configGet("*").keySet());
                names.addAll(List.of("rdb-key-save-delay", "key-load-delay", "use-exit-on-panic"));
                names.removeAll(LEFT_OUT.keySet());
                return names.stream().sorted();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void everyValueIsTakenOrRefusedAsByRedisServer(String name) {
        try (Conversation ours = talk(engine.port());
                Conversation theirs = talk(redis.port())) {
            String before = theirs.run("CONFIG GET " + name);
            Map<String, String> expected = new TreeMap<>();
            Map<String, String> got = new TreeMap<>();
            for (String value : VALUES) {
                String set = "CONFIG SET " + name + " \"" + value.replace("\"", "\\\"") + '"';
                expected.put(set, plain(name, theirs.run(set)) + " " + theirs.run("CONFIG GET " + name));
                got.put(set, plain(name, ours.run(set)) + " " + ours.run("CONFIG GET " + name));
            }
            if (NEWER.contains(name)) {
                expected.values().removeIf(each -> !each.startsWith("OK"));
                got.keySet().retainAll(expected.keySet());
            }
            assertThat(got).isEqualTo(expected);
            assertThat(expected.values()).as("after " + before).isNotEmpty();
        }
    }

    /** The reply without the choices of those that have more than 7.0.15. */
    private static String plain(String name, String reply) {
        return NEWER.contains(name) ? reply.replaceFirst("following:.*", "") : reply;
    }

    @Test
    void severalParametersAreSetTogetherOrNotAtAll() {
        String script = """
                > CONFIG SET maxmemory 0 timeout 0 hz 10
                OK
                > CONFIG SET maxmemory 100mb timeout 7
                OK
                > CONFIG SET maxmemory 200mb timeout x
                -ERR CONFIG SET failed (possibly related to argument 'timeout') - argument couldn't be parsed into an integer
                > CONFIG SET timeout 8 timeout 9
                -ERR CONFIG SET failed (possibly related to argument 'timeout') - duplicate parameter
                > CONFIG SET timeout 8 databases 9
                -ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable config
                > CONFIG SET timeout 8 no-such-thing 9
                -ERR Unknown option or number of arguments for CONFIG SET - 'no-such-thing'
                > CONFIG SET timeout 8 bind 192.0.2.1
                -ERR CONFIG SET failed (possibly related to argument 'bind') - Failed to bind to specified addresses.
                > CONFIG SET timeout
                -ERR wrong number of arguments for 'config|set' command
                > CONFIG SET timeout 8 hz
                -ERR syntax error
                > CONFIG GET timeout maxmemory
                [timeout 7 maxmemory 104857600]
                > CONFIG SET maxmemory 0 timeout 0
                OK
                """;
        for (int port : new int[] {engine.port(), redis.port()}) {
            try (Conversation talk = talk(port)) {
                String order = talk.run("CONFIG GET timeout maxmemory");
                boolean turned = order.startsWith("[maxmemory");
                talk.play(
                        turned
                                ? script.replace("[timeout 7 maxmemory 104857600]", "[maxmemory 104857600 timeout 7]")
                                : script);
            }
        }
    }

    @Test
    void aNewPortThatIsTakenChangesNothing() throws IOException {
        for (int port : new int[] {engine.port(), redis.port()}) {
            int other = port == redis.port() ? engine.port() : redis.port();
            try (Conversation talk = talk(port)) {
                talk.run("CONFIG SET timeout 0");
                assertThat(talk.run("CONFIG SET timeout 9 port " + other))
                        .isEqualTo("-ERR CONFIG SET failed (possibly related to argument 'port')"
                                + " - Unable to listen on this port. Check server logs.");
                assertThat(talk.run("CONFIG GET timeout")).isEqualTo("[timeout 0]");
                assertThat(talk.run("CONFIG GET port")).isEqualTo("[port " + port + "]");
            }
            talk(port).close();
        }
    }

    private static Conversation talk(int port) {
        return new RedisServer("server", "127.0.0.1", port).talk();
    }
}
