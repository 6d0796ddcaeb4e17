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
import org.jspecify.annotations.Nullable;
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
            Map.entry("cluster|count-failure-reports flags", "newer ones run it while loading"),
            Map.entry("cluster|info flags", "newer ones run it while loading"),
            Map.entry("cluster|keyslot flags", "newer ones run it while loading"),
            Map.entry("cluster|links flags", "newer ones run it while loading"),
            Map.entry("cluster|myid flags", "newer ones run it while loading"),
            Map.entry("cluster|nodes flags", "newer ones run it while loading"),
            Map.entry("cluster|replicas flags", "newer ones run it while loading"),
            Map.entry("cluster|shards flags", "newer ones run it while loading"),
            Map.entry("cluster|slaves flags", "newer ones run it while loading"),
            Map.entry("cluster|slots flags", "newer ones run it while loading"),
            Map.entry("zrank arity", "7.2 has WITHSCORE"),
            Map.entry("zrevrank arity", "7.2 has WITHSCORE"),
            Map.entry("sort keys", "redis-server does not look for STORE here"),
            Map.entry("sort_ro keys", "redis-server does not look for BY and GET here"));

    /** What newer versions say more exactly, and the commands for tests of Redis itself. */
    private static final Set<String> NEWER_DOCS = Set.of(
            "cluster|getkeysinslot complexity",
            "cluster|replicas complexity",
            "cluster|slaves complexity",
            "geodist complexity",
            "geohash complexity",
            "geopos complexity",
            "pfdebug complexity",
            "pfselftest complexity",
            "punsubscribe complexity");

    private static final Set<String> GIVEN_BY_THE_TEST = Set.of("port", "bind", "dir", "save", "logfile");

    private static Engine engine;
    private static RedisServerProcess redis;

    /** Fields of INFO that Redis has since 7.2. */
    private static final List<String> NEWER_FIELDS = List.of(
            "expired_subkeys",
            "pubsub_clients",
            "watching_clients",
            "total_watched_keys",
            "mem_overhead_db_hashtable_rehashing",
            "client_query_buffer_limit_disconnections",
            "client_output_buffer_limit_disconnections",
            "total_blocking_keys",
            "total_blocking_keys_on_nokey",
            "eventloop_cycles",
            "eventloop_duration_sum",
            "eventloop_duration_cmd_sum",
            "instantaneous_eventloop_cycles_per_sec",
            "instantaneous_eventloop_duration_usec");

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
    void docsHaveTheFactsOfRedis() {
        Map<String, Map<?, ?>> ofEngine = docs(engine.port());
        Map<String, Map<?, ?>> ofRedis = docs(redis.port());
        ofEngine.keySet().retainAll(ofRedis.keySet());
        ofEngine.remove("client|pause"); // came with a version between two releases, by redis-server 7.0
        Map<String, String> differences = new TreeMap<>();
        ofEngine.forEach((name, ours) -> {
            Map<?, ?> theirs = ofRedis.getOrDefault(name, Map.of());
            for (String fact : List.of("since", "group", "deprecated_since", "complexity", "history")) {
                if (theirs.get(fact) != null && !agree(fact, ours.get(fact), theirs.get(fact))) {
                    differences.put(name + " " + fact, ours.get(fact) + " but redis-server " + theirs.get(fact));
                }
            }
        });

        assertThat(ofEngine).hasSizeGreaterThan(150);
        assertThat(differences.keySet()).isEqualTo(NEWER_DOCS);
    }

    /** True if a fact is the same but for its words. */
    private static boolean agree(String fact, @Nullable Object ours, Object theirs) {
        if (theirs.toString().startsWith("Depends")) {
            return true; // on what it runs, which is no formula
        }
        if (ours == null) {
            return false;
        }
        return switch (fact) {
            case "complexity" -> theirs.toString().contains(formula(ours.toString()));
            case "history" -> versions(ours).containsAll(versions(theirs));
            default -> ours.equals(theirs);
        };
    }

    private static String formula(String complexity) {
        return complexity.replace(" each", "");
    }

    private static List<?> versions(Object history) {
        return ((List<?>) history).stream().map(each -> ((List<?>) each).get(0)).toList();
    }

    private static Map<String, Map<?, ?>> docs(int port) {
        Map<String, Map<?, ?>> docs = new TreeMap<>();
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            collectDocs(pairs(text(jedis.sendCommand(Protocol.Command.COMMAND, "DOCS"))), docs);
        }
        return docs;
    }

    private static void collectDocs(Map<?, ?> found, Map<String, Map<?, ?>> docs) {
        found.forEach((name, facts) -> {
            Map<?, ?> pairs = pairs(facts);
            docs.put(name.toString(), pairs);
            Object subcommands = pairs.get("subcommands");
            if (subcommands != null) {
                collectDocs(pairs(subcommands), docs);
            }
        });
    }

    private static Map<?, ?> pairs(Object flat) {
        List<?> words = (List<?>) flat;
        Map<Object, Object> pairs = new TreeMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            pairs.put(words.get(i), words.get(i + 1));
        }
        return pairs;
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
        List<String> ofEngine = new ArrayList<>(fields(engine.port()));
        List<String> ofRedis = fields(redis.port());
        NEWER_FIELDS.forEach(each -> assertThat(ofEngine.contains(each) && !ofRedis.contains(each))
                .as(each)
                .isTrue());
        ofEngine.removeAll(NEWER_FIELDS);

        assertThat(ofEngine).isEqualTo(ofRedis);
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
