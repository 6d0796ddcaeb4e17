package dev.vermilion.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** COMMAND, CONFIG and INFO tell what redis-server tells. */
class SelfDescriptionTest {

    /** What redis-server 7.0.15 tells otherwise than newer ones, which the engine follows. */
    private static final Map<String, String> NEWER = Map.ofEntries(
            Map.entry("blmove flags", "7.2 lets scripts call it"),
            Map.entry("blpop flags", "7.2 lets scripts call it"),
            Map.entry("acl|deluser tips", "7.2 has tips"),
            Map.entry("acl|save tips", "7.2 has tips"),
            Map.entry("acl|setuser tips", "7.2 has tips"),
            Map.entry("brpop flags", "7.2 lets scripts call it"),
            Map.entry("brpoplpush flags", "7.2 lets scripts call it"),
            Map.entry("bzpopmax flags", "7.2 lets scripts call it"),
            Map.entry("bzpopmin flags", "7.2 lets scripts call it"),
            Map.entry("eval flags", "newer ones say that it runs a script"),
            Map.entry("eval_ro flags", "newer ones say that it runs a script"),
            Map.entry("evalsha flags", "newer ones say that it runs a script"),
            Map.entry("evalsha_ro flags", "newer ones say that it runs a script"),
            Map.entry("fcall flags", "newer ones say that it runs a script"),
            Map.entry("fcall_ro flags", "newer ones say that it runs a script"),
            Map.entry("wait flags", "7.2 lets scripts call it, and says that it blocks"),
            Map.entry("wait categories", "7.2 says that it blocks"),
            Map.entry("subscribe flags", "newer ones refuse it where memory is used up"),
            Map.entry("psubscribe flags", "newer ones refuse it where memory is used up"),
            Map.entry("ssubscribe flags", "newer ones refuse it where memory is used up"),
            Map.entry("command|getkeys arity", "newer ones take a command without arguments"),
            Map.entry("command|getkeysandflags arity", "newer ones take a command without arguments"),
            Map.entry("zrank arity", "7.2 has WITHSCORE"),
            Map.entry("zrevrank arity", "7.2 has WITHSCORE"),
            Map.entry("sort keys", "redis-server does not look for STORE here"),
            Map.entry("sort_ro keys", "redis-server does not look for BY and GET here"));

    private static final Set<String> GIVEN_BY_THE_TEST = Set.of("port", "bind", "dir", "save", "logfile");

    private static Engine engine;
    private static RedisServerProcess redis;

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

    @Test
    void everyRowTellsWhatRedisTells() {
        Map<String, List<?>> ofEngine = rows(engine.port());
        Map<String, List<?>> ofRedis = rows(redis.port());
        ofEngine.keySet().retainAll(ofRedis.keySet());
        Map<String, String> differences = new TreeMap<>();
        ofEngine.forEach((name, row) -> compare(name, row, ofRedis.getOrDefault(name, List.of()), differences));

        assertThat(ofEngine).hasSizeGreaterThan(150);
        assertThat(differences.keySet()).isEqualTo(NEWER.keySet());
    }

    @Test
    void configHasTheDirectivesOfRedisWithItsDefaults() {
        Map<String, String> ofEngine = directives(engine.port());
        Map<String, String> ofRedis = directives(redis.port());
        ofRedis.keySet().removeAll(GIVEN_BY_THE_TEST);
        ofRedis.keySet().remove("aof-disable-auto-gc"); // shown by 7.0 only
        Map<String, String> differences = new TreeMap<>();
        ofRedis.forEach((name, value) -> {
            if (!value.equals(ofEngine.get(name))) {
                differences.put(name, value + " but here " + ofEngine.get(name));
            }
        });

        assertThat(differences).isEmpty();
    }

    @Test
    void infoHasTheFieldsOfRedisInItsOrder() {
        assertThat(fields(engine.port())).isEqualTo(fields(redis.port()));
    }

    private static List<String> fields(int port) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            jedis.set("key", "value");
            return jedis.info()
                    .lines()
                    .filter(line -> !line.startsWith("errorstat"))
                    .filter(line -> !line.startsWith("acl_access_denied_")) // from 7.2 on
                    .map(line -> line.replaceFirst(":.*", ""))
                    .toList();
        }
    }

    private static void compare(String name, List<?> one, List<?> other, Map<String, String> differences) {
        String[] parts = {"name", "arity", "flags", "first key", "last key", "step", "categories", "tips", "keys"};
        for (int i = 1; i < parts.length; i++) {
            String ours = plain(one.get(i), i == 8);
            String theirs = plain(other.get(i), i == 8);
            if (!ours.equals(theirs)) {
                differences.put(name + " " + parts[i], ours + " but redis-server " + theirs);
            }
        }
    }

    /** As text; sets of words in one order, and of key specifications no notes for readers. */
    private static String plain(Object part, boolean keys) {
        if (!(part instanceof List<?> elements)) {
            return String.valueOf(part);
        }
        if (!keys) {
            return new TreeSet<>(elements.stream().map(String::valueOf).toList()).toString();
        }
        List<String> specs = new ArrayList<>();
        for (Object element : elements) {
            List<?> spec = (List<?>) element;
            int flags = spec.indexOf("flags");
            specs.add(plain(spec.get(flags + 1), false) + spec.subList(flags + 2, spec.size()));
        }
        return specs.toString();
    }

    private static Map<String, List<?>> rows(int port) {
        Map<String, List<?>> rows = new TreeMap<>();
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            collect((List<?>) text(jedis.sendCommand(Protocol.Command.COMMAND)), rows);
        }
        return rows;
    }

    private static void collect(List<?> list, Map<String, List<?>> rows) {
        for (Object each : list) {
            List<?> row = (List<?>) each;
            rows.put((String) row.get(0), row);
            collect((List<?>) row.get(9), rows);
        }
    }

    private static Map<String, String> directives(int port) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            return new TreeMap<>(jedis.configGet("*"));
        }
    }

    private static Object text(Object reply) {
        if (reply instanceof List<?> list) {
            return list.stream().map(SelfDescriptionTest::text).toList();
        }
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : reply;
    }
}
