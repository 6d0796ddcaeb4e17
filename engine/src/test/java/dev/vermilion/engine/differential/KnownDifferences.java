package dev.vermilion.engine.differential;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What may differ between the engine and redis-server 7.0.15, each with its reason. */
final class KnownDifferences {

    /** Replies whose order Redis leaves open: it follows from the hash function, which is secret on both sides. */
    private static final Set<String> UNORDERED =
            Set.of("SMEMBERS", "SUNION", "SINTER", "SDIFF", "HKEYS", "HVALS", "KEYS", "COMMAND");

    private static final Set<String> UNORDERED_PAIRS = Set.of("HGETALL");
    /** Times to live are read at slightly different moments. */
    private static final Set<String> TIMES = Set.of("TTL", "PTTL");

    private static final long MOST_MILLIS_APART = 5_000;
    private static final Pattern LONG_DOUBLE = Pattern.compile("-?\\d(\\.\\d{16,})?(e[+-]\\d+)?|-?\\d+\\.\\d{10,}");
    private static final Pattern DOUBLE = Pattern.compile("-?\\d+(\\.\\d+)?(e[+-]\\d+)?");
    private static final Set<String> RELATIVE = Set.of("EXPIRETIME", "PEXPIRETIME");

    private KnownDifferences() {}

    /** True if the two replies to a command mean the same. */
    static boolean same(List<String> words, Reply engine, Reply redis) {
        String name = words.get(0).toUpperCase(Locale.ROOT);
        if (engine.equals(redis)) {
            return true;
        }
        if (UNORDERED.contains(name) && engine.isArray() && redis.isArray()) {
            return engine.sorted(1).equals(redis.sorted(1));
        }
        if (UNORDERED_PAIRS.contains(name) && engine.isArray() && redis.isArray()) {
            return engine.sorted(2).equals(redis.sorted(2));
        }
        if ((TIMES.contains(name) || RELATIVE.contains(name)) && engine.type() == ':' && redis.type() == ':') {
            return Math.abs(Long.parseLong(engine.text()) - Long.parseLong(redis.text())) <= MOST_MILLIS_APART;
        }
        return sameNumbers(engine, redis) || Rule.ALL.stream().anyMatch(each -> each.allows(name, engine, redis));
    }

    /** True if they differ only in how doubles are printed: the shortest form since 7.2, 17 digits before. */
    private static boolean sameNumbers(Reply engine, Reply redis) {
        if (engine.isArray()
                && redis.isArray()
                && engine.elements().size() == redis.elements().size()) {
            for (int i = 0; i < engine.elements().size(); i++) {
                if (!sameNumbers(engine.elements().get(i), redis.elements().get(i))) {
                    return false;
                }
            }
            return engine.type() == redis.type();
        }
        boolean printed = LONG_DOUBLE.matcher(redis.text()).matches()
                && DOUBLE.matcher(engine.text()).matches();
        return engine.equals(redis)
                || (printed && Double.parseDouble(engine.text()) == Double.parseDouble(redis.text()));
    }

    /**
     * A difference that is allowed.
     *
     * @param command the command it is allowed for
     * @param engine what the engine's reply looks like
     * @param redis what redis-server's reply looks like
     * @param reason why both are right
     */
    private record Rule(String command, Pattern engine, Pattern redis, String reason) {

        static final List<Rule> ALL = List.of(
                rule("OBJECT", "\\$listpack", "\\$quicklist", "7.2 keeps a list of one node as a listpack"),
                rule("ZRANK", "-ERR syntax error", "-ERR wrong number.*", "7.2 added WITHSCORE"),
                rule("ZREVRANK", "-ERR syntax error", "-ERR wrong number.*", "7.2 added WITHSCORE"),
                rule("OBJECT", "\\$listpack", "\\$hashtable", "7.2 keeps small sets as listpacks"));

        private static Rule rule(String command, String engine, String redis, String reason) {
            return new Rule(command, Pattern.compile(engine), Pattern.compile(redis), reason);
        }

        boolean allows(String name, Reply ofEngine, Reply ofRedis) {
            return command.equals(name)
                    && engine.matcher(ofEngine.toString()).matches()
                    && redis.matcher(ofRedis.toString()).matches();
        }
    }
}
