package dev.vermilion.engine.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.KeyEvents;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class ArrayEventsTest {

    /** Array a holds 1, 2 and 3, array b holds 1. */
    @ParameterizedTest
    @CsvSource({
        "ARSET a 0 1 2, arset a",
        "ARMSET c 0 x 1 y, armset c",
        "ARINSERT a x, arinsert a",
        "ARRING a 2 x y, arring a",
        "ARSEEK a 1, arseek a",
        "ARSEEK nokey 1, ''",
        "ARDEL a 0 1, ardel a",
        "ARDEL a 9, ''",
        "ARDEL b 0, ardel b; del b",
        "ARDELRANGE a 0 1 0 1, ardelrange a",
        "ARDELRANGE a 5 9, ''",
        "ARDELRANGE a 9 0, ardelrange a; del a",
        "ARGET a 0, ''"
    })
    void aCommandPublishesWhatItDid(String command, String events, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            fill(talk);
        }
        assertThat(KeyEvents.published(redis, "ag", command)).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource({
        "ARSET a 0 1, true",
        "ARSEEK a 3, true",
        "ARDEL a 9, false",
        "ARDEL a 0, true",
        "ARSCAN a 0 9, false",
        "ARINSERT a x, true"
    })
    void aTransactionThatWatchesFailsOnAChange(String command, boolean fails, RedisServer redis) {
        try (Conversation watcher = redis.talk();
                Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            fill(talk);
            watcher.run("WATCH a");
            talk.run(command);
            watcher.run("MULTI");
            watcher.run("PING");

            assertThat(watcher.run("EXEC")).isEqualTo(fails ? "nil" : "[PONG]");
        }
    }

    private static void fill(Conversation talk) {
        talk.run("ARINSERT a 1 2 3");
        talk.run("ARINSERT b 1");
    }
}
