package dev.vermilion.engine.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.jedis.SampleCalls.Call;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;

/**
 * Every method of Jedis's interfaces for Redis's own commands, called once on the engine and once on redis-server, in
 * both protocols: what it returns or throws must be the same. For methods that are newer than the redis-server, the
 * engine's reply must be one that Jedis understands.
 */
class EveryMethodTest {

    /** Methods that are not called, and why. */
    private static final Map<String, String> NOT_CALLED = Map.of(
            "shutdown", "ends the server",
            "shutdownAbort", "there is nothing to abort",
            "replicaof", "takes the server's data away",
            "slaveof", "takes the server's data away");

    /** Methods whose commands the engine does not have yet. */
    private static final Set<String> IN_OTHER_ROOMS = Set.of(
            "aclCat",
            "aclCatBinary",
            "aclDelUser",
            "aclDryRun",
            "aclDryRunBinary",
            "aclGenPass",
            "aclGenPassBinary",
            "aclGetUser",
            "aclList",
            "aclListBinary",
            "aclLoad",
            "aclLog",
            "aclLogReset",
            "aclSave",
            "aclSetUser",
            "aclUsers",
            "aclUsersBinary",
            "aclWhoAmI",
            "aclWhoAmIBinary",
            "bgrewriteaof",
            "bgsave",
            "bgsaveSchedule",
            "failover",
            "failoverAbort",
            "hotkeysGet",
            "hotkeysReset",
            "hotkeysStart",
            "hotkeysStop",
            "migrate",
            "replicaofNoOne",
            "save",
            "slaveofNoOne");

    private static final Set<String> NOT_OF_REDIS_ITSELF = Set.of("VectorSet", "Cluster", "Sentinel", "RedisModule");

    private static Engine engine;
    private static @Nullable RedisServerProcess redis;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        redis = RedisServerProcess.start();
        engine = Engine.open(
                EngineConfig.builder().port(0).set("dir", directory.toString()).build());
    }

    @AfterAll
    static void stop() {
        engine.close();
        if (redis != null) {
            redis.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RESP2, Jedis",
        "RESP3, Jedis",
        "RESP2, UnifiedJedis",
        "RESP3, UnifiedJedis",
        "RESP2, Pipeline",
        "RESP3, Pipeline"
    })
    void everyMethodAnswersLikeRedis(RedisProtocol protocol, String client) {
        SampleServer ours = new SampleServer(engine.port(), protocol);
        SampleServer theirs = redis == null ? null : new SampleServer(redis.port(), protocol);
        SampleCalls calls = new SampleCalls();
        List<String> failures = new ArrayList<>();
        for (Method each : methods(client)) {
            if (IN_OTHER_ROOMS.contains(each.getName())) {
                continue;
            }
            Call call = calls.of(each, ours.arguments()).orElseThrow(() -> new AssertionError("no call of " + each));
            String failure = difference(call, client, ours, theirs);
            if (failure != null) {
                failures.add(each.toGenericString() + "\n" + failure);
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void everyMethodHasACallAndEveryCallAMethod() {
        SampleCalls calls = new SampleCalls();
        SampleArguments arguments = new SampleArguments(Map.of());
        List<Method> without = Stream.of("Jedis", "UnifiedJedis", "Pipeline")
                .flatMap(client -> methods(client).stream())
                .filter(each -> calls.of(each, arguments).isEmpty())
                .toList();
        assertThat(without).isEmpty();
        assertThat(calls.unused()).isEmpty();
    }

    private static @Nullable String difference(
            Call call, String client, SampleServer ours, @Nullable SampleServer theirs) {
        Outcome engines = ours.outcome(call, client);
        if (engines.isMisunderstood() || engines.isError() != call.line().fails()) {
            return "engine: " + engines.text();
        }
        if (theirs == null) {
            return null;
        }
        Outcome rediss = theirs.outcome(call, client);
        boolean isTooOld = call.line().isNewer() && rediss.isError();
        return isTooOld || engines.equals(rediss) ? null : "engine: " + engines.text() + "\nredis:  " + rediss.text();
    }

    private static List<Method> methods(String client) {
        Class<?> type = switch (client) {
            case "Jedis" -> Jedis.class;
            case "UnifiedJedis" -> UnifiedJedis.class;
            default -> Pipeline.class;
        };
        Set<Method> methods = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> implemented : each.getInterfaces()) {
                addMethods(methods, implemented);
            }
        }
        return methods.stream()
                .sorted(Comparator.comparing(Method::toGenericString))
                .toList();
    }

    private static void addMethods(Set<Method> methods, Class<?> type) {
        boolean isCore = type.getPackageName().equals("redis.clients.jedis.commands")
                && NOT_OF_REDIS_ITSELF.stream().noneMatch(type.getSimpleName()::startsWith);
        if (!isCore) {
            return;
        }
        for (Method each : type.getDeclaredMethods()) {
            String name = each.getName();
            if (!NOT_CALLED.containsKey(name) && !each.isSynthetic() && !Modifier.isStatic(each.getModifiers())) {
                methods.add(each);
            }
        }
        for (Class<?> each : type.getInterfaces()) {
            addMethods(methods, each);
        }
    }
}
