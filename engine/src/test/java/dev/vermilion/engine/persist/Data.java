package dev.vermilion.engine.persist;

import dev.vermilion.engine.EngineConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.SafeEncoder;

/** What the tests of this room share. */
final class Data {

    private Data() {}

    /** An engine whose files are in {@code directory}. */
    static EngineConfig.Builder config(Path directory) {
        return EngineConfig.builder().port(0).set("dir", directory.toString()).set("enable-debug-command", "yes");
    }

    /** A fingerprint of all that a Redis holds: DEBUG DIGEST, and streams with their groups in full. */
    static String digest(Jedis jedis) {
        List<String> streams = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(jedis.keys("*"));
        for (String key : keys) {
            if (jedis.type(key).equals("stream")) {
                streams.add(key
                        + text(run(jedis, "XRANGE", key, "-", "+"))
                        + text(run(jedis, "XINFO", "GROUPS", key))
                        + jedis.xlen(key));
                for (String group : groups(jedis, key)) {
                    streams.add(text(run(jedis, "XPENDING", key, group)));
                }
            }
        }
        List<String> values = new ArrayList<>();
        for (String key : keys) {
            if (!jedis.type(key).equals("stream")) {
                values.add(key + "=" + text(run(jedis, "DEBUG", "DIGEST-VALUE", key)));
            }
        }
        Collections.sort(values);
        return String.join("\n", values) + "\n" + String.join("\n", streams) + "\n"
                + jedis.info("keyspace").replaceAll(",expires.*", "");
    }

    private static List<String> groups(Jedis jedis, String key) {
        List<String> names = new ArrayList<>();
        for (Object group : (List<?>) run(jedis, "XINFO", "GROUPS", key)) {
            names.add(text(((List<?>) group).get(1)));
        }
        return names;
    }

    static Object run(Jedis jedis, String command, String... arguments) {
        return jedis.sendCommand(() -> SafeEncoder.encode(command), arguments);
    }

    private static String text(Object reply) {
        if (reply instanceof List<?> list) {
            return list.stream().map(Data::text).toList().toString();
        }
        return reply instanceof byte[] bytes ? SafeEncoder.encode(bytes) : String.valueOf(reply);
    }
}
