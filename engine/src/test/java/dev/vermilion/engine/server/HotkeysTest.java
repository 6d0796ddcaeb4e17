package dev.vermilion.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** HOTKEYS. */
@EveryRedis
class HotkeysTest {

    private static final String ERRORS = """
            > HOTKEYS GET
            nil
            > HOTKEYS START
            -ERR METRICS parameter is required
            > HOTKEYS START COUNT 5
            -ERR METRICS parameter is required
            > HOTKEYS START METRICS 0 CPU
            -ERR METRICS count must be > 0 and <= 2
            > HOTKEYS START METRICS 3 CPU NET
            -ERR METRICS count must be > 0 and <= 2
            > HOTKEYS START METRICS 2 CPU
            -ERR METRICS count does not match number of metric types provided
            > HOTKEYS START METRICS 1 CPU NET
            -ERR syntax error
            > HOTKEYS START METRICS 1 GPU
            -ERR METRICS no valid metrics passed. Supported: CPU|NET
            > HOTKEYS START METRICS 2 NET NET
            -ERR METRICS NET defined more than once!
            > HOTKEYS START METRICS 1 CPU COUNT 65
            -ERR COUNT must be between 1 and 64
            > HOTKEYS START METRICS 1 CPU DURATION 1000001
            -ERR DURATION must be between 1 and 1000000
            > HOTKEYS START METRICS 1 CPU SAMPLE 0
            -ERR SAMPLE ratio must be positive
            > HOTKEYS START METRICS 1 CPU SLOTS 1 0
            -ERR SLOTS parameter cannot be used in non-cluster mode
            > HOTKEYS GET
            nil
            """;

    private static final String SESSION = """
            > HOTKEYS START METRICS 2 GPU NET SAMPLE 1 DURATION 1000
            OK
            > HOTKEYS START METRICS 1 CPU
            -ERR hotkey tracking session already in progress
            > HOTKEYS RESET
            -ERR hotkey tracking session in progress, stop tracking first
            > HOTKEYS STOP
            OK
            > HOTKEYS START METRICS 1 CPU
            OK
            > HOTKEYS STOP
            OK
            > HOTKEYS STOP
            nil
            > HOTKEYS RESET
            OK
            > HOTKEYS GET
            nil
            """;

    private static Conversation talk(RedisServer redis) {
        Conversation talk = redis.talk();
        assumeTrue(talk.knows("HOTKEYS HELP"), "HOTKEYS came with Redis 8.6");
        talk.run("HOTKEYS STOP");
        talk.run("HOTKEYS RESET");
        return talk;
    }

    /** Stops, and returns what was found. */
    private static String found(Conversation talk) {
        assertThat(talk.run("HOTKEYS STOP")).isEqualTo("OK");
        String found = talk.run("HOTKEYS GET");
        assertThat(talk.run("HOTKEYS RESET")).isEqualTo("OK");
        return found;
    }

    @Test
    void whatItDoesNotUnderstandItRefuses(RedisServer redis) {
        try (Conversation talk = talk(redis)) {
            talk.play(ERRORS);
        }
    }

    @Test
    void aSessionEndsBeforeTheNextBegins(RedisServer redis) {
        try (Conversation talk = talk(redis)) {
            talk.play(SESSION);
        }
    }

    @Test
    void bytesOfRequestsAndRepliesAreSharedByTheKeys(RedisServer redis) {
        try (Conversation talk = talk(redis)) {
            talk.run("HOTKEYS START METRICS 1 NET");
            talk.run("SET one 1234567890"); // 39 bytes, and 5 of the reply
            talk.run("GET one"); // 22 and 17
            talk.run("MGET two thr"); // 32 and 14
            talk.run("PING");
            assertThat(found(talk))
                    .contains("net-bytes-all-commands-all-slots 129")
                    .contains("total-net-bytes 129")
                    .contains("by-net-bytes [one 83 ")
                    .contains("two 23")
                    .contains("thr 23")
                    .doesNotContain("by-cpu-time-us");
        }
    }

    @Test
    void theKeysThatCostMostComeFirstAmongManyOthers(RedisServer redis) {
        try (Conversation talk = talk(redis)) {
            talk.run("HOTKEYS START METRICS 2 CPU NET COUNT 2");
            for (int i = 0; i < 2000; i++) {
                talk.run("SET other" + i + " value");
                talk.run(i % 4 == 0 ? "GET second" : "GET first");
            }
            assertThat(found(talk))
                    .containsPattern("by-net-bytes \\[first \\d+ second \\d+\\]")
                    .contains("by-cpu-time-us");
        }
    }

    @Test
    void aSessionTellsWhatItLookedAt(RedisServer redis) {
        try (Conversation talk = talk(redis).inResp3()) {
            talk.run("HOTKEYS START METRICS 1 CPU SAMPLE 5");
            assertThat(talk.run("HOTKEYS GET"))
                    .startsWith(
                            "[{tracking-active 1 sample-ratio 5 selected-slots [[0 16383]] all-commands-all-slots-us 0")
                    .doesNotContain("total-net-bytes");
            assertThat(found(talk)).startsWith("[{tracking-active 0 ").contains(" total-cpu-time-user-ms ");
        }
    }

    @Test
    void aScriptCostsItsKeysOnce(RedisServer redis) {
        try (Conversation talk = talk(redis)) {
            talk.run("HOTKEYS START METRICS 1 NET");
            talk.run("EVAL \"return redis.call('set', KEYS[1], 1)\" 1 k");
            String script = found(talk);
            talk.run("HOTKEYS START METRICS 1 NET");
            talk.run("EVAL \"return redis.call('del', KEYS[1], 1)\" 1 k");
            assertThat(script).contains("by-net-bytes [k 76]");
            assertThat(found(talk)).contains("by-net-bytes [k 75]");
        }
    }

    @Test
    void commandsOfATransactionAreCountedOneByOne(RedisServer redis) {
        try (Conversation talk = talk(redis)) {
            talk.run("HOTKEYS START METRICS 1 NET");
            talk.run("MULTI");
            talk.run("SET one 1");
            talk.run("SET two 123456789");
            talk.run("EXEC");
            assertThat(found(talk)).containsPattern("by-net-bytes \\[two \\d+ one \\d+\\]");
        }
    }
}
