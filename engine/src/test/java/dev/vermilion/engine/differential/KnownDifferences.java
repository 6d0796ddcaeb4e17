package dev.vermilion.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What may differ between the engine and redis-server 7.0.15, each with its reason. */
final class KnownDifferences {

    /** Replies whose order Redis leaves open: it follows from the hash function, which is secret on both sides. */
    private static final Set<String> UNORDERED =
            Set.of("SMEMBERS", "SUNION", "SINTER", "SDIFF", "HKEYS", "HVALS", "KEYS", "COMMAND");

    private static final Set<String> UNORDERED_PAIRS = Set.of("HGETALL");
    /** Times that follow from when a server got a command, and how far they may be apart. */
    private static final Map<String, Integer> TIMES =
            Map.of("TTL", 60, "PTTL", 60_000, "EXPIRETIME", 60, "PEXPIRETIME", 60_000);

    /** With GT and LT: which of two moments is the later one follows from the milliseconds between the commands. */
    private static final Set<String> LATER = Set.of("EXPIRE", "PEXPIRE");

    /** Commands that take more words today than in 7.0.15, which counts them before it looks at them. */
    private static final Set<String> LONGER_TODAY = Set.of("ZRANK", "ZREVRANK");

    private static final Pattern DOUBLE = Pattern.compile("-?\\d+(\\.\\d+)?(e[+-]\\d+)?");

    private KnownDifferences() {}

    /** True if the two replies to EXEC mean the same, given the commands of the transaction. */
    static boolean sameEach(List<List<String>> commands, Reply engine, Reply redis) {
        if (!engine.isArray() || !redis.isArray()) {
            return engine.equals(redis);
        }
        int size = engine.elements().size();
        if (size != redis.elements().size() || size != commands.size()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!same(
                    commands.get(i), engine.elements().get(i), redis.elements().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** True if the two replies to a command mean the same. */
    static boolean same(List<String> words, Reply engine, Reply redis) {
        String name = words.get(0).toUpperCase(Locale.ROOT);
        if (engine.equals(redis)) {
            return true;
        }
        if (name.equals("EVAL")) {
            return isOverflow(engine, redis) || same(words.subList(3, words.size()), engine, redis);
        }
        if (LONGER_TODAY.contains(name) && words.size() > 3) {
            return engine.type() == '-' && redis.type() == '-';
        }
        if (LATER.contains(name) && (words.contains("GT") || words.contains("LT"))) {
            return engine.type() == ':' && redis.type() == ':';
        }
        if (UNORDERED.contains(name) && engine.isArray() && redis.isArray()) {
            return engine.sorted(1).equals(redis.sorted(1));
        }
        if (UNORDERED_PAIRS.contains(name) && engine.isArray() && redis.isArray()) {
            return engine.sorted(2).equals(redis.sorted(2));
        }
        if (TIMES.containsKey(name) && engine.type() == ':' && redis.type() == ':') {
            long apart = Long.parseLong(engine.text()) - Long.parseLong(redis.text());
            return Math.abs(apart) <= TIMES.getOrDefault(name, 0);
        }
        // how exact a distance is in its last bits follows from the C library; it may be rounded to the other side
        boolean distance = name.startsWith("GEO");
        double error = distance ? 1e-11 : words.stream().anyMatch(each -> each.startsWith("geo:")) ? 1e-15 : 0;
        if ((distance || name.matches("B?Z.*")) && sameScores(engine, redis, error)) {
            return true;
        }
        if (name.equals("XINFO") && withoutNodes(engine).equals(withoutNodes(redis))) {
            return true;
        }
        if (name.equals("XPENDING")
                && engine.isArray()
                && redis.isArray()
                && withoutIdleTimes(engine).equals(withoutIdleTimes(redis))) {
            return true;
        }
        if (name.startsWith("SORT") && isUnsorted(words) && engine.isArray() && redis.isArray()) {
            return engine.elements().size() == redis.elements().size();
        }
        return Rule.ALL.stream().anyMatch(each -> each.allows(name, engine, redis));
    }

    /** True for a number that is too large for Lua to be given back: what it becomes then follows from the processor. */
    private static boolean isOverflow(Reply engine, Reply redis) {
        if (engine.isArray()
                && redis.isArray()
                && engine.elements().size() == redis.elements().size()) {
            for (int i = 0; i < engine.elements().size(); i++) {
                Reply ours = engine.elements().get(i);
                Reply theirs = redis.elements().get(i);
                if (!ours.equals(theirs) && !isOverflow(ours, theirs)) {
                    return false;
                }
            }
            return true;
        }
        return engine.toString().equals(":" + Long.MAX_VALUE)
                && redis.toString().equals(":" + Long.MIN_VALUE);
    }

    /** A reply of XINFO STREAM but for the nodes: Redis keeps some that hold deleted entries only. */
    private static List<Reply> withoutNodes(Reply reply) {
        if (!reply.isArray() || reply.elements().size() < 6) {
            return List.of(reply);
        }
        List<Reply> facts = new ArrayList<>(reply.elements());
        facts.remove(5);
        facts.remove(3);
        return facts;
    }

    /** A reply of XPENDING but for the times since entries were delivered. */
    private static String withoutIdleTimes(Reply reply) {
        StringBuilder text = new StringBuilder();
        for (Reply each : reply.elements()) {
            boolean detail = each.elements().size() == 4;
            text.append(
                    detail
                            ? each.elements().get(0) + " " + each.elements().get(1) + " "
                                    + each.elements().get(3)
                            : each);
        }
        return text.toString();
    }

    /**
     * True for SORT … BY something without an asterisk: a set then keeps the order that it happens to have. And for words
     * BY other keys: elements whose keys are not there are equal, and keep that order too.
     */
    private static boolean isUnsorted(List<String> words) {
        boolean alpha = words.stream().anyMatch("ALPHA"::equalsIgnoreCase);
        for (int i = 2; i + 1 < words.size(); i++) {
            if (words.get(i).equalsIgnoreCase("BY")
                    && (alpha || !words.get(i + 1).contains("*"))) {
                return true;
            }
        }
        return false;
    }

    /**
     * True if they differ only in how scores are printed: the shortest form since 7.2, 17 digits before; and by
     * no more than {@code error}, as a part of the score.
     */
    static boolean sameScores(Reply engine, Reply redis, double error) {
        if (engine.isArray()
                && redis.isArray()
                && engine.elements().size() == redis.elements().size()) {
            for (int i = 0; i < engine.elements().size(); i++) {
                if (!sameScores(engine.elements().get(i), redis.elements().get(i), error)) {
                    return false;
                }
            }
            return engine.type() == redis.type();
        }
        if (engine.equals(redis)) {
            return true;
        }
        if (!DOUBLE.matcher(redis.text()).matches()
                || !DOUBLE.matcher(engine.text()).matches()) {
            return false;
        }
        double ours = Double.parseDouble(engine.text());
        double theirs = Double.parseDouble(redis.text());
        return Math.abs(ours - theirs) <= error * Math.abs(theirs);
    }

    /**
     * A difference that is allowed.
     *
     * @param command the commands it is allowed for
     * @param engine what the engine's reply looks like
     * @param redis what redis-server's reply looks like
     * @param reason why both are right
     */
    private record Rule(Pattern command, Pattern engine, Pattern redis, String reason) {

        static final List<Rule> ALL = List.of(
                rule("OBJECT", "\\$listpack", "\\$quicklist", "7.2 keeps a list of one node as a listpack"),
                rule("OBJECT", "\\$listpack", "\\$skiplist", "SORT turns a packed sorted set into a skip list"),
                rule("BITCOUNT", "-ERR syntax error", ":0", "7.2 looks at BYTE and BIT before the range"),
                rule("B.*", "-ERR timeout is out of range", "-ERR timeout is negative", "7.0 overflows"),
                rule("XADD", "-ERR The ID specified.*", "-ERR Elements are too large.*", "7.0 takes one for the other"),
                rule("LPOS", "-ERR value is out of range.*", ".*", "7.2 refuses the one RANK that cannot be negated"),
                rule("OBJECT", "\\$listpack", "\\$hashtable", "7.2 keeps small sets as listpacks"));

        private static Rule rule(String command, String engine, String redis, String reason) {
            return new Rule(Pattern.compile(command), Pattern.compile(engine), Pattern.compile(redis), reason);
        }

        boolean allows(String name, Reply ofEngine, Reply ofRedis) {
            return command.matcher(name).matches()
                    && engine.matcher(ofEngine.toString()).matches()
                    && redis.matcher(ofRedis.toString()).matches();
        }
    }
}
