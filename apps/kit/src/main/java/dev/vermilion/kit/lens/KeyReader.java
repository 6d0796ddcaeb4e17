package dev.vermilion.kit.lens;

import dev.vermilion.kit.lens.LensRecord.Entry;
import dev.vermilion.kit.lens.LensRecord.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;

/** Reads keys in short, over a connection of its own that nobody records. */
final class KeyReader {

    /** A value up to this many entries is shown whole. */
    private static final int WHOLE = 32;
    /** Of a larger one, this many of its beginning. */
    private static final int PART = 8;

    private static final int MAX_STRING = 1_000;
    private static final byte[] NO_NAME = new byte[0];

    private final UnifiedJedis redis;
    private final Redaction redaction;

    KeyReader(UnifiedJedis redis, Redaction redaction) {
        this.redis = redis;
        this.redaction = redaction;
    }

    /**
     * The value of {@code key}, null if it is not there.
     *
     * @param named fields or members that must be among the entries of a large value
     */
    @Nullable
    KeyValue read(byte[] key, List<byte[]> named) {
        String type = redis.type(key);
        long ttl = redis.pttl(key);
        return switch (type) {
            case "none" -> null;
            case "string" -> string(key, ttl);
            case "hash" -> hash(key, ttl, named);
            case "list" -> list(key, ttl);
            case "set" -> set(key, ttl, named);
            case "zset" -> zset(key, ttl, named);
            case "stream" -> stream(key, ttl);
            default -> new KeyValue(type, ttl, 0, List.of());
        };
    }

    private KeyValue string(byte[] key, long ttl) {
        byte[] value = redis.getrange(key, 0, MAX_STRING);
        boolean hyperLogLog = value.length > 4 && new String(value, 0, 4, StandardCharsets.ISO_8859_1).equals("HYLL");
        String shown = hyperLogLog ? "a HyperLogLog" : Text.readable(redaction.value(key, NO_NAME, value));
        return new KeyValue(
                hyperLogLog ? "hyperloglog" : "string", ttl, redis.strlen(key), List.of(new Entry("", shown)));
    }

    private KeyValue hash(byte[] key, long ttl, List<byte[]> named) {
        long size = redis.hlen(key);
        List<Entry> entries = new ArrayList<>();
        if (size <= WHOLE) {
            redis.hgetAll(key).forEach((name, value) -> entries.add(entry(key, name, value)));
        } else if (!named.isEmpty()) {
            List<byte[]> values = redis.hmget(key, named.toArray(byte[][]::new));
            for (int i = 0; i < named.size(); i++) {
                if (values.get(i) != null) {
                    entries.add(entry(key, named.get(i), values.get(i)));
                }
            }
        }
        return new KeyValue("hash", ttl, size, entries);
    }

    private Entry entry(byte[] key, byte[] name, byte[] value) {
        return new Entry(Text.readable(name), Text.readable(redaction.value(key, name, value)));
    }

    private KeyValue list(byte[] key, long ttl) {
        long size = redis.llen(key);
        List<byte[]> elements = redis.lrange(key, 0, size <= WHOLE ? -1 : PART - 1);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            entries.add(new Entry(Integer.toString(i), Text.readable(redaction.value(key, NO_NAME, elements.get(i)))));
        }
        return new KeyValue("list", ttl, size, entries);
    }

    private KeyValue set(byte[] key, long ttl, List<byte[]> named) {
        long size = redis.scard(key);
        List<byte[]> members = new ArrayList<>();
        if (size <= WHOLE) {
            members.addAll(redis.smembers(key));
        } else {
            named.stream().filter(each -> redis.sismember(key, each)).forEach(members::add);
        }
        return new KeyValue(
                "set",
                ttl,
                size,
                members.stream()
                        .map(each -> new Entry(Text.readable(redaction.value(key, NO_NAME, each)), ""))
                        .sorted(Comparator.comparing(Entry::name))
                        .toList());
    }

    private KeyValue zset(byte[] key, long ttl, List<byte[]> named) {
        long size = redis.zcard(key);
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (size > WHOLE && !named.isEmpty()) {
            List<Double> scores = redis.zmscore(key, named.toArray(byte[][]::new));
            for (int i = 0; i < named.size(); i++) {
                if (scores.get(i) != null) {
                    put(entries, key, named.get(i), scores.get(i));
                }
            }
        }
        for (Tuple each : redis.zrevrangeWithScores(key, 0, size <= WHOLE ? -1 : PART - 1)) {
            put(entries, key, each.getBinaryElement(), each.getScore());
        }
        return new KeyValue("zset", ttl, size, List.copyOf(entries.values()));
    }

    private void put(Map<String, Entry> entries, byte[] key, byte[] member, double score) {
        String name = Text.readable(redaction.value(key, NO_NAME, member));
        entries.putIfAbsent(name, new Entry(name, number(score)));
    }

    private KeyValue stream(byte[] key, long ttl) {
        String name = new String(key, StandardCharsets.UTF_8);
        List<Entry> entries = new ArrayList<>();
        for (StreamEntry each : redis.xrevrange(name, "+", "-", PART)) {
            StringBuilder fields = new StringBuilder();
            each.getFields()
                    .forEach((field, value) -> fields.append(field)
                            .append('=')
                            .append(Text.readable(redaction.value(key, bytes(field), bytes(value))))
                            .append(' '));
            entries.add(new Entry(each.getID().toString(), fields.toString().strip()));
        }
        return new KeyValue("stream", ttl, redis.xlen(name), entries);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String number(double score) {
        return score == Math.rint(score) && Math.abs(score) < 1e15
                ? Long.toString((long) score)
                : Double.toString(score);
    }
}
