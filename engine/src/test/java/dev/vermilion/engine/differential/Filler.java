package dev.vermilion.engine.differential;

import java.util.List;
import java.util.Random;

/** Commands that put values of all types and sizes where random commands will find them, and look at the result. */
final class Filler {

    private final Random random;
    private final Vocabulary vocabulary;

    Filler(Random random) {
        this.random = random;
        this.vocabulary = new Vocabulary(random);
    }

    /** A command that fills or shows a key of the group; of any type for those on keys in general. */
    List<String> next(String group) {
        String type = group.equals("generic")
                ? List.of("string", "hash", "list", "set", "sorted-set", "hyperloglog", "geo", "stream")
                        .get(random.nextInt(8))
                : group;
        String key = vocabulary.key(type);
        String word = random.nextBoolean() ? "m" + random.nextInt(300) : vocabulary.word("member", "string");
        return switch (random.nextInt(4)) {
            case 0 -> List.of("OBJECT", "ENCODING", key);
            case 1 -> random.nextInt(20) == 0 ? List.of("DEL", key) : show(type, key);
            default -> fill(type, key, word);
        };
    }

    private static List<String> show(String type, String key) {
        return switch (type) {
            case "hash" -> List.of("HGETALL", key);
            case "list" -> List.of("LRANGE", key, "0", "-1");
            case "set" -> List.of("SMEMBERS", key);
            case "sorted-set", "geo" -> List.of("ZRANGE", key, "0", "-1", "WITHSCORES");
            case "stream" -> List.of("XINFO", "STREAM", key);
            default -> List.of("GET", key);
        };
    }

    private List<String> fill(String type, String key, String word) {
        return switch (type) {
            case "hash" -> List.of("HSET", key, word, vocabulary.word("value", "string"));
            case "list" -> List.of("RPUSH", key, word, vocabulary.word("value", "string"));
            case "set" -> List.of("SADD", key, word);
            case "sorted-set" ->
                random.nextInt(3) == 0
                        ? List.of("ZADD", key.replace("sorted-set:", Vocabulary.ONE_SCORE), "0", word)
                        : List.of("ZADD", key, Integer.toString(random.nextInt(40)), word);
            case "hyperloglog" -> List.of("PFADD", key, word, vocabulary.word("element", "string"));
            case "geo" ->
                random.nextInt(5) == 0
                        ? List.of("ZADD", key, vocabulary.word("score", "double"), word)
                        : List.of(
                                "GEOADD",
                                key,
                                vocabulary.word("longitude", "double"),
                                vocabulary.word("latitude", "double"),
                                word);
            case "stream" -> fillStream(key, word);
            default -> List.of("SET", key, vocabulary.word("value", "string"));
        };
    }

    private List<String> fillStream(String key, String word) {
        String group = vocabulary.group();
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> List.of("XGROUP", "CREATE", key, group, "0", "MKSTREAM");
            case 3 -> List.of("XGROUP", "SETID", key, group, vocabulary.word("id", "string"));
            case 4 -> List.of("XGROUP", "DELCONSUMER", key, group, vocabulary.word("consumer", "string"));
            case 5 -> List.of("XGROUP", random.nextInt(4) == 0 ? "DESTROY" : "CREATE", key, group, "$");
            case 6 -> List.of("XREADGROUP", "GROUP", group, "c", "COUNT", "3", "STREAMS", key, ">");
            default -> List.of("XADD", key, vocabulary.newId(), "field", word, "other", word);
        };
    }
}
