package dev.vermilion.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EveryRedis
class ServerCommandsTest {

    private static final String COMMAND = """
            > COMMAND INFO get nope set|x
            [[get 2 [readonly fast] 1 1 1 [@read @string @fast] [] [[flags [RO access] begin_search [type index spec [index 1]] find_keys [type range spec [lastkey 0 keystep 1 limit 0]]]] []] nil nil]
            > COMMAND INFO config|get
            [[config|get -3 [admin noscript loading stale] 0 0 0 [@admin @slow @dangerous] [] [] []]]
            > COMMAND GETKEYS MSET a 1 b 2
            [a b]
            > COMMAND GETKEYS CONFIG GET x
            -ERR The command has no key arguments
            > COMMAND GETKEYS CONFIG NOPE
            -ERR Invalid command specified
            > COMMAND GETKEYS NOPE a
            -ERR Invalid command specified
            > COMMAND GETKEYS GET a b c
            -ERR Invalid number of arguments specified for command
            > COMMAND GETKEYS LMPOP 5 a LEFT
            -ERR Invalid arguments specified for command
            > COMMAND GETKEYS LMPOP 2 a b LEFT
            [a b]
            > COMMAND GETKEYS ZUNIONSTORE d 2 a b
            [d a b]
            > COMMAND GETKEYS OBJECT ENCODING k
            [k]
            > COMMAND GETKEYS SORT k STORE d
            [k d]
            > COMMAND GETKEYS SSUBSCRIBE a
            -ERR The command has no key arguments
            > COMMAND GETKEYSANDFLAGS LMOVE a b left left
            [[a [RW access delete]] [b [RW insert]]]
            > COMMAND GETKEYSANDFLAGS SET k v EX 10
            [[k [OW update]]]
            > COMMAND GETKEYSANDFLAGS SET k v NX get
            [[k [RW access update]]]
            > COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0 OVERFLOW SAT get u8 1
            [[k [RO access]]]
            > COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0 SET u8 0 1
            [[k [RW access update]]]
            > COMMAND GETKEYSANDFLAGS BITFIELD k NOPE
            [[k [RW access update]]]
            > COMMAND GETKEYSANDFLAGS MIGRATE host 1 "" 0 0 KEYS a
            [[a [RW access delete]]]
            > COMMAND LIST FILTERBY PATTERN ob*t|e*
            [object|encoding]
            > COMMAND LIST FILTERBY MODULE nope
            []
            > COMMAND LIST FILTERBY ACLCAT nope
            []
            > COMMAND LIST FILTERBY NOPE x
            -ERR syntax error
            > COMMAND LIST FILTERBY PATTERN
            -ERR syntax error
            > COMMAND LIST NOPE
            -ERR syntax error
            > COMMAND DOCS nope
            []
            > COMMAND NOPE
            -ERR unknown subcommand 'NOPE'. Try COMMAND HELP.
            > COMMAND HELP
            [COMMAND <subcommand> [<arg> [value] [opt] ...]. Subcommands are: (no subcommand)     Return details about all Redis commands. COUNT     Return the total number of commands in this Redis server. LIST     Return a list of all commands in this Redis server. INFO [<command-name> ...]     Return details about multiple Redis commands.     If no command names are given, documentation details for all     commands are returned. DOCS [<command-name> ...]     Return documentation details about multiple Redis commands.     If no command names are given, documentation details for all     commands are returned. GETKEYS <full-command>     Return the keys from a full Redis command. GETKEYSANDFLAGS <full-command>     Return the keys and the access flags from a full Redis command. HELP     Prints this help.]
            """;

    private static final String SMALL_COMMANDS = """
            > ROLE
            [master 0 []]
            > MODULE LIST
            []
            > MODULE LOAD x
            -ERR MODULE command not allowed. If the enable-module-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.
            > MODULE HELP
            [MODULE <subcommand> [<arg> [value] [opt] ...]. Subcommands are: LIST     Return a list of loaded modules. LOAD <path> [<arg> ...]     Load a module library from <path>, passing to it any optional arguments. LOADEX <path> [[CONFIG NAME VALUE] [CONFIG NAME VALUE]] [ARGS ...]     Load a module library from <path>, while passing it module configurations and optional arguments. UNLOAD <name>     Unload a module. HELP     Prints this help.]
            > SHUTDOWN NOW2
            -ERR syntax error
            > SHUTDOWN ABORT
            -ERR No shutdown in progress.
            > SHUTDOWN SAVE NOSAVE
            -ERR syntax error
            > SHUTDOWN ABORT NOW
            -ERR syntax error
            > MULTI
            OK
            > SHUTDOWN
            -ERR Command not allowed inside a transaction
            > EXEC
            -EXECABORT Transaction discarded because of previous errors.
            > MONITOR x
            -ERR wrong number of arguments for 'monitor' command
            > LOLWUT VERSION x
            -ERR value is not an integer or out of range
            > SWAPDB a 0
            -ERR invalid first DB index
            > SWAPDB 0 99
            -ERR DB index is out of range
            > FLUSHALL NOW
            -ERR syntax error
            > LATENCY LATEST
            []
            > LATENCY HISTORY x
            []
            > LATENCY RESET
            0
            > LATENCY RESET x
            0
            > LATENCY GRAPH x
            -ERR No samples available for event 'x'
            > LATENCY HISTOGRAM nope
            []
            > LATENCY HELP
            [LATENCY <subcommand> [<arg> [value] [opt] ...]. Subcommands are: DOCTOR     Return a human readable latency analysis report. GRAPH <event>     Return an ASCII latency graph for the <event> class. HISTORY <event>     Return time-latency samples for the <event> class. LATEST     Return the latest latency samples for all events. RESET [<event> ...]     Reset latency data of one or more <event> classes.     (default: reset all data for all event classes) HISTOGRAM [COMMAND ...]     Return a cumulative distribution of latencies in the format of a histogram for the specified command names.     If no commands are specified then all histograms are replied. HELP     Prints this help.]
            > MEMORY HELP
            [MEMORY <subcommand> [<arg> [value] [opt] ...]. Subcommands are: DOCTOR     Return memory problems reports. MALLOC-STATS     Return internal statistics report from the memory allocator. PURGE     Attempt to purge dirty pages for reclamation by the allocator. STATS     Return information about the memory usage of the server. USAGE <key> [SAMPLES <count>]     Return memory in bytes used by <key> and its value. Nested values are     sampled up to <count> times (default: 5, 0 means sample all). HELP     Prints this help.]
            > MEMORY USAGE none
            nil
            > MEMORY USAGE s SAMPLES -1
            -ERR syntax error
            > MEMORY USAGE s SAMPLES x
            -ERR value is not an integer or out of range
            > MEMORY USAGE s FOO 1
            -ERR syntax error
            > MEMORY PURGE
            OK
            """;

    @AfterEach
    void resetSlowlog(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET slowlog-log-slower-than 10000");
        }
    }

    @Test
    void commandTellsOfCommands(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(COMMAND);
        }
    }

    @Test
    void badWordsAreRefusedAsRedisRefusesThem(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(SMALL_COMMANDS);
        }
    }

    @Test
    void infoShowsTheSectionsThatAreAskedFor(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assertThat(talk.run("INFO server CLIENTS").lines().filter(line -> line.startsWith("#")))
                    .containsExactly("# Server", "# Clients");
            assertThat(talk.run("INFO")).contains("# Keyspace").doesNotContain("# Commandstats");
            assertThat(talk.run("INFO all")).contains("# Commandstats", "cmdstat_info:calls=");
            assertThat(talk.run("INFO everything")).contains("# Modules", "latency_percentiles_usec_info:p50=");
            assertThat(talk.run("INFO nonsense")).isEmpty();
        }
    }

    @Test
    void infoCountsKeysAndCommands(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG RESETSTAT");
            talk.run("SET a 1");
            talk.run("SET b 1 EX 100");
            talk.run("GET a");
            talk.run("GET none");
            talk.run("LPUSH a 1");

            assertThat(talk.run("INFO keyspace")).contains("db0:keys=2,expires=1,avg_ttl=");
            assertThat(talk.run("INFO stats")).contains("keyspace_hits:1", "keyspace_misses:1");
            assertThat(talk.run("INFO commandstats"))
                    .contains("cmdstat_set:calls=2,", "cmdstat_lpush:calls=1,")
                    .containsPattern("cmdstat_lpush:.*failed_calls=1");
            assertThat(talk.run("INFO errorstats")).contains("errorstat_WRONGTYPE:count=1");
            assertThat(talk.run("LATENCY HISTOGRAM set")).startsWith("[set [calls 2 histogram_usec [");
        }
    }

    @Test
    void monitorShowsTheCommandsOfOthersUntilReset(RedisServer redis) {
        try (Conversation monitor = redis.talk();
                Conversation talk = redis.talk()) {
            assertThat(monitor.run("MONITOR")).isEqualTo("OK");
            talk.run("SELECT 3");
            talk.run("SET a \"b\\x00 \\\"c\\n\"");
            talk.run("CONFIG GET port");
            talk.run("GET a");

            assertThat(monitor.read()).matches("\\d+\\.\\d{6} \\[3 127\\.0\\.0\\.1:\\d+] \"SELECT\" \"3\"");
            assertThat(monitor.read()).matches("[\\d.]+ \\[3 .*] \"SET\" \"a\" \"b\\\\x00 \\\\\"c\\\\n\"");
            assertThat(monitor.read()).endsWith("\"GET\" \"a\"");
            assertThat(monitor.run("RESET")).isEqualTo("RESET");
            talk.run("GET a");
            assertThat(monitor.run("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void monitorHidesPasswords(RedisServer redis) {
        try (Conversation monitor = redis.talk();
                Conversation talk = redis.talk()) {
            monitor.run("MONITOR");
            talk.run("HELLO 2 AUTH default topsecret");
            talk.run("PING");

            assertThat(monitor.read()).doesNotContain("topsecret");
        }
    }

    @Test
    void slowlogKeepsWhatTookLongerThanItsLimit(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET slowlog-log-slower-than -1");
            talk.run("SLOWLOG RESET");
            talk.run("SET a 1");
            assertThat(talk.run("SLOWLOG LEN")).isEqualTo("0");
            talk.run("CONFIG SET slowlog-log-slower-than 0");
            talk.run("SET a " + "x".repeat(200));
            talk.run("CONFIG SET slowlog-log-slower-than -1");

            assertThat(talk.run("SLOWLOG GET 1"))
                    .matches(
                            "\\[\\[\\d+ \\d+ \\d+ \\[SET a x{128}\\.\\.\\. \\(72 more bytes\\)] 127\\.0\\.0\\.1:\\d+ (\"\")?]]");
            assertThat(talk.run("SLOWLOG GET x")).isEqualTo("-ERR count should be greater than or equal to -1");
            talk.run("SLOWLOG RESET");
            assertThat(talk.run("SLOWLOG GET")).isEqualTo("[]");
        }
    }

    @Test
    void aCommandThatWaitsCountsOnceAndIsSlowOnlyWhenItIsServed(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            talk.run("CONFIG RESETSTAT");
            talk.run("CONFIG SET slowlog-log-slower-than 0");
            waiting.send("BLPOP l 0");
            talk.untilWaiting(1);
            assertThat(talk.run("SLOWLOG GET -1")).doesNotContain("BLPOP");

            talk.run("RPUSH l a");
            assertThat(waiting.read()).isEqualTo("[l a]");
            assertThat(talk.run("SLOWLOG GET -1")).containsOnlyOnce("BLPOP");
            assertThat(talk.run("INFO commandstats")).contains("cmdstat_blpop:calls=1,");
        }
    }

    @Test
    void infoTellsWhatTheTurnsOfTheCommandThreadCost(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("DELEX"), "older versions do not tell");
            assertThat(talk.run("INFO stats")).containsPattern("eventloop_cycles:[1-9]");
            assertThat(talk.run("INFO debug")).containsPattern("eventloop_duration_max:[1-9]");
            assertThat(talk.run("INFO all")).doesNotContain("eventloop_duration_max");
        }
    }

    @Test
    void infoTellsHowManyListenAndWatch(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation listening = redis.talk();
                Conversation watching = redis.talk()) {
            assumeTrue(talk.knows("DELEX"), "older versions do not tell");
            listening.run("SUBSCRIBE news");
            watching.run("WATCH a b");
            talk.run("WATCH a");
            assertThat(talk.run("INFO clients"))
                    .contains("pubsub_clients:1", "watching_clients:2", "total_watched_keys:2");
            talk.run("UNWATCH");
            watching.run("MULTI");
            watching.run("EXEC");
            assertThat(talk.run("INFO clients")).contains("watching_clients:0", "total_watched_keys:0");
        }
    }

    @Test
    void errorsOfTooManyCodesAreNotCounted(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("DELEX"), "older versions count them all");
            talk.run("CONFIG RESETSTAT");
            for (int code = 0; code < 150; code++) {
                talk.run("EVAL \"return redis.error_reply(ARGV[1] .. ' happened')\" 0 CODE" + code);
            }
            assertThat(talk.run("INFO errorstats").lines().skip(1))
                    .containsExactly("errorstat_ERRORSTATS_DISABLED:count=1");
            talk.run("CONFIG RESETSTAT");
            talk.run("LPUSH");
            assertThat(talk.run("INFO errorstats").lines().skip(1)).containsExactly("errorstat_ERR:count=1");
        }
    }

    @Test
    void whatIsDroppedAtOnceCountsAsFreedBesideTheCommands(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("DELEX"), "older versions free it at once");
            talk.run("CONFIG RESETSTAT");
            talk.run("MSET a 1 b 2 c 3");
            talk.run("FLUSHALL");
            assertThat(talk.run("INFO memory")).contains("lazyfreed_objects:3");
            talk.run("SET a 1");
            talk.run("EVAL \"return redis.call('FLUSHALL')\" 0");
            assertThat(talk.run("INFO memory")).contains("lazyfreed_objects:3");
        }
    }

    @Test
    void aDatabaseThatWasInUseTellsWhatItsEmptyTableTakes(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("DELEX"), "older versions leave out what is empty");
            assertThat(talk.run("MEMORY STATS")).doesNotContain("db.0");
            for (int key = 0; key < 300; key++) {
                talk.run("SET k" + key + " 1");
            }
            assertThat(talk.run("MEMORY STATS")).containsPattern("db\\.0 \\[overhead\\.hashtable\\.main \\d{4}");
            for (int key = 0; key < 300; key++) {
                talk.run("DEL k" + key);
            }
            assertThat(talk.run("MEMORY STATS")).containsPattern("db\\.0 \\[overhead\\.hashtable\\.main \\d{1,3} ");
        }
    }

    @Test
    void memoryUsageGrowsWithTheValue(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("SET small x");
            talk.run("SET large " + "x".repeat(10_000));
            talk.run("RPUSH list " + "element ".repeat(1_000));

            assertThat(Long.parseLong(talk.run("MEMORY USAGE small"))).isBetween(20L, 200L);
            assertThat(Long.parseLong(talk.run("MEMORY USAGE large"))).isBetween(10_000L, 20_000L);
            assertThat(Long.parseLong(talk.run("MEMORY USAGE list SAMPLES 0"))).isBetween(8_000L, 30_000L);
        }
    }

    @Test
    void timeIsInSecondsAndMicroseconds(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            long seconds = System.currentTimeMillis() / 1000;
            String[] time = talk.run("TIME").replaceAll("[\\[\\]]", "").split(" ");

            assertThat(Long.parseLong(time[0])).isBetween(seconds - 1, seconds + 2);
            assertThat(Integer.parseInt(time[1])).isBetween(0, 999_999);
            assertThat(Long.parseLong(talk.run("LASTSAVE"))).isLessThanOrEqualTo(seconds + 2);
        }
    }
}
