package dev.vermilion.engine.jedis;

import dev.vermilion.engine.jedis.Outcome.Kind;
import dev.vermilion.engine.jedis.SampleCalls.Call;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/** A server that holds the same sample data before every call. */
final class SampleServer {

    private static final String LIBRARY = "#!lua name=library\n"
            + "redis.register_function{function_name='first', flags={'no-writes'}, "
            + "callback=function(keys, args) return {keys[1], args[1]} end}";

    private static final String DATA = """
            SET string hello
            SET text yellow
            SET number 10
            SET expiring value EX 1000
            SET far value EXAT 33177117420
            RPUSH list a b c a
            RPUSH list2 x y
            RPUSH number-list 3 1 2
            HSET hash f 1 g value h 2.5
            SADD set a b c
            SADD set2 b c d
            ZADD zset 1 a 2 b 3 c 4 d
            ZADD zset2 2 b 5 e
            ZADD same 0 a 0 b 0 c 0 d
            GEOADD geo 13.361389 38.115556 Palermo 15.087269 37.502669 Catania
            PFADD hll a b
            PFADD hll2 c
            XADD stream 1-1 f v
            XADD stream 2-1 f w
            XADD stream 3-1 f x
            XGROUP CREATE stream group 0
            XREADGROUP GROUP group alice COUNT 2 STREAMS stream >
            ACL DELUSER user
            ACL LOG RESET
            CLIENT UNPAUSE""";

    /** Data for the commands of arrays, which redis-server may not know. */
    private static final String ARRAYS = """
            ARSET array 0 a b c
            ARSET numbers 0 1 2 4""";

    private final HostAndPort address;
    private final JedisClientConfig config;
    private final SampleArguments arguments;

    SampleServer(int port, RedisProtocol protocol) {
        address = new HostAndPort("127.0.0.1", port);
        config = DefaultJedisClientConfig.builder().protocol(protocol).build();
        try (Jedis jedis = new Jedis(address, config)) {
            fill(jedis, DATA);
            arguments = new SampleArguments(Map.of(
                    "$dump", jedis.dump("string".getBytes(StandardCharsets.UTF_8)),
                    "$functions", jedis.functionDump(),
                    "$library", LIBRARY.getBytes(StandardCharsets.UTF_8),
                    "$library2",
                            LIBRARY.replace("library", "library2")
                                    .replace("first", "second")
                                    .getBytes(StandardCharsets.UTF_8),
                    "$sha", jedis.scriptLoad("return {KEYS[1], ARGV[1]}").getBytes(StandardCharsets.UTF_8)));
        }
    }

    SampleArguments arguments() {
        return arguments;
    }

    /** Makes the call, by this client of Jedis, on the sample data. */
    Outcome outcome(Call call, String client) {
        try (Jedis jedis = new Jedis(address, config)) {
            fill(jedis, call.method().getName().startsWith("ar") ? ARRAYS : DATA);
            return switch (client) {
                case "Jedis" -> outcome(call, jedis);
                case "Pipeline" -> outcome(call, jedis.pipelined());
                default -> {
                    try (RedisClient unified = RedisClient.builder()
                            .hostAndPort(address)
                            .clientConfig(config)
                            .build()) {
                        yield outcome(call, unified);
                    }
                }
            };
        }
    }

    private static void fill(Jedis jedis, String data) {
        jedis.flushAll();
        jedis.scriptFlush();
        jedis.functionFlush();
        Pipeline pipeline = jedis.pipelined();
        for (String line : data.split("\n")) {
            String[] words = line.split(" ");
            String[] rest = Arrays.copyOfRange(words, 1, words.length);
            pipeline.sendCommand(() -> words[0].getBytes(StandardCharsets.UTF_8), rest);
        }
        pipeline.sync();
        jedis.functionLoad(LIBRARY);
        jedis.scriptLoad("return {KEYS[1], ARGV[1]}");
    }

    private static Outcome outcome(Call call, Object client) {
        try {
            Object result = call.method().invoke(client, call.arguments().toArray());
            if (client instanceof Pipeline pipeline) {
                pipeline.sync();
                result = result instanceof Response<?> response ? response.get() : result;
            }
            return new Outcome(Kind.RESULT, text(call, result));
        } catch (InvocationTargetException e) {
            return failure(e.getCause());
        } catch (IllegalAccessException | RuntimeException e) {
            return failure(e);
        }
    }

    private static String text(Call call, @Nullable Object result) {
        return call.line().isByType()
                ? result == null ? "null" : result.getClass().getSimpleName()
                : Rendering.of(result, call.line().isUnordered());
    }

    private static Outcome failure(@Nullable Throwable cause) {
        if (cause instanceof JedisDataException) {
            return new Outcome(Kind.ERROR, String.valueOf(cause.getMessage()));
        }
        StringWriter trace = new StringWriter();
        if (cause != null) {
            cause.printStackTrace(new PrintWriter(trace));
        }
        return new Outcome(Kind.MISUNDERSTOOD, trace.toString());
    }
}
