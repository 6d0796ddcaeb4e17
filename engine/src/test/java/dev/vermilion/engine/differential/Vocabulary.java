package dev.vermilion.engine.differential;

import java.util.List;
import java.util.Random;

/** The words that random commands are made of: few, so that they meet again, and some that are hard to get right. */
final class Vocabulary {

    private static final List<String> GROUPS =
            List.of("string", "hash", "list", "set", "sorted-set", "bitmap", "hyperloglog", "geo", "stream", "generic");
    private static final List<String> INTEGERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "3",
            "5",
            "-2",
            "-3",
            "10",
            "-10",
            "100",
            "7",
            "12",
            "9223372036854775807",
            "-9223372036854775808");
    private static final List<String> BAD_INTEGERS = List.of("abc", "1.5", "", " 1", "01", "9223372036854775808", "+1");
    private static final List<String> DOUBLES = List.of(
            "0",
            "1",
            "-1",
            "1.5",
            "-2.25",
            "3",
            "2",
            "1e10",
            "inf",
            "-inf",
            "+inf",
            "3.0e-5",
            "17179869184.5",
            "0.1",
            "-0.1",
            "1e300",
            "100");
    private static final List<String> BAD_DOUBLES = List.of("nan", "abc", "", "1.5x", "--1");
    private static final List<String> STRINGS = List.of(
            "a",
            "b",
            "c",
            "d",
            "e",
            "10",
            "20",
            "-5",
            "3.5",
            "hello",
            "Hello world",
            "",
            "foo bar",
            "\u0000\u00ff\r\n",
            "12345678901234567890",
            "x".repeat(64),
            "y".repeat(65),
            "z".repeat(200),
            "-",
            "+");
    private static final List<String> MEMBERS = List.of(
            "a", "b", "c", "d", "e", "f", "g", "h", "1", "2", "3", "-4", "100000", "5000000000", "", "x".repeat(70));
    private static final List<String> LIMITS = List.of(
            "-", "+", "[a", "(c", "[g", "(b", "-inf", "+inf", "(1", "1", "0", "2", "(3", "10", "[", "a", "5", "-5",
            "(inf");
    /** None that could pass while the commands run. */
    private static final List<String> TIMES =
            List.of("0", "-1", "100000", "5000000", "99999999", "9223372036854775807", "-100", "abc");

    private static final List<String> MOMENTS =
            List.of("0", "-1", "1", "1000", "33177117420", "33177117420000", "9223372036854775807", "abc");
    private static final List<String> PATTERNS =
            List.of("*", "a*", "?", "[a-c]*", "string:*", "w_*", "hash:*->a", "nosuch*", "#", "[^a]*", "\\*");
    private static final List<String> BITFIELD_TYPES =
            List.of("i8", "u8", "u4", "i16", "u63", "i64", "u64", "i0", "x8");
    private static final List<String> OFFSETS =
            List.of("0", "1", "7", "8", "100", "63", "#1", "#2", "-1", "2000", "4294967296", "abc");

    private static final List<String> LONGITUDES = List.of(
            "13.361389", "15.087269", "0", "180", "-180", "179.9", "-179.9", "15", "16", "1e-7", "-70.5", "181", "inf");
    private static final List<String> LATITUDES = List.of(
            "38.115556",
            "37.502669",
            "0",
            "85.05112878",
            "-85.05112878",
            "85",
            "-85",
            "38",
            "37",
            "-33.25",
            "86",
            "1e300");
    private static final List<String> LENGTHS = List.of(
            "0", "1", "0.5", "100", "200", "400", "1000", "3000.5", "100000", "1e6", "5e6", "20000000", "inf", "-1");
    private static final List<String> PFDEBUG =
            List.of("GETREG", "DECODE", "ENCODING", "TODENSE", "encoding", "nosuch");
    private static final List<String> IDS = List.of(
            ">",
            ">",
            ">",
            "0",
            "0",
            "$",
            "1-1",
            "2",
            "2-1",
            "5",
            "7-3",
            "12",
            "20",
            "50-1",
            "100",
            "0-0",
            "-",
            "(3",
            "x",
            "1-x",
            "18446744073709551615",
            "18446744073709551616-1");
    private static final List<String> THRESHOLDS =
            List.of("0", "1", "3", "5", "10", "50", "2-1", "20", "40-3", "100", "-1", "x");
    /** None that an entry could reach, or could not, while the commands run. */
    private static final List<String> IDLE_TIMES = List.of("0", "0", "0", "-1", "1000000", "2000000", "x");

    /** What keys of sorted sets begin with whose members all have the same score. */
    static final String ONE_SCORE = "one-score:";

    private final Random random;
    private int lastId;

    Vocabulary(Random random) {
        this.random = random;
    }

    /** A key that mostly holds a value of the group. */
    String key(String group) {
        boolean any = group.equals("generic") || random.nextInt(25) == 0;
        String type = any ? one(GROUPS) : group;
        return (type.equals("bitmap") ? "string" : type) + ":" + random.nextInt(4);
    }

    /** An id for a new entry of a stream that does not follow from the clock. */
    String newId() {
        lastId += random.nextInt(3);
        return lastId + "-*";
    }

    /** The name of a group of consumers. */
    String group() {
        return one(List.of("g", "g", "h"));
    }

    /** A word for an argument of this name and type. */
    String word(String name, String type) {
        boolean bad = random.nextInt(40) == 0;
        return switch (name) {
            // Redis's check of BITFIELD's signed numbers overflows itself at the least of them
            case "value", "increment" -> type.equals("integer") ? one(INTEGERS.subList(0, 14)) : ofType(type, bad);
            case "seconds", "milliseconds" -> one(TIMES);
            case "unix-time-seconds", "unix-time-milliseconds", "timestamp", "milliseconds-timestamp" -> one(MOMENTS);
            case "offset" -> one(OFFSETS);
            case "encoding", "type" -> one(BITFIELD_TYPES);
            case "longitude" -> bad ? one(BAD_DOUBLES) : one(LONGITUDES);
            case "latitude" -> bad ? one(BAD_DOUBLES) : one(LATITUDES);
            case "radius", "width", "height" -> bad ? one(BAD_DOUBLES) : one(LENGTHS);
            case "subcommand" -> one(PFDEBUG);
            case "member", "member1", "member2", "element", "field", "pivot" ->
                random.nextInt(4) == 0 ? "m" + random.nextInt(200) : one(MEMBERS);
            case "timeout" -> bad ? one(BAD_DOUBLES) : "0.01";
            case "min", "max" -> type.equals("double") && random.nextBoolean() ? one(DOUBLES) : one(LIMITS);
            case "start", "stop", "end" -> random.nextInt(4) == 0 ? one(LIMITS) : one(INTEGERS);
            case "id", "ID", "lastid" -> one(IDS);
            case "threshold" -> one(THRESHOLDS);
            case "min-idle-time", "ms" -> one(IDLE_TIMES);
            case "group" -> bad ? "none" : group();
            case "consumer" -> one(List.of("c", "d", "e"));
            case "destination-db", "db" -> one(List.of("0", "1", "2", "16", "-1", "abc"));
            default -> ofType(type, bad);
        };
    }

    private String ofType(String type, boolean bad) {
        return switch (type) {
            case "integer" -> bad ? one(BAD_INTEGERS) : one(INTEGERS);
            case "double" -> bad ? one(BAD_DOUBLES) : one(DOUBLES);
            case "unix-time" -> one(MOMENTS);
            case "pattern" -> one(PATTERNS);
            default -> random.nextInt(5) == 0 ? "v" + random.nextInt(1000) : one(STRINGS);
        };
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
