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
        return Rule.ALL.stream().anyMatch(each -> each.allows(name, engine, redis));
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
