package dev.vermilion.engine.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.KeyEvents;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class ListEventsTest {

    /** List a holds 1, 2 and 3, list b holds 1. */
    @ParameterizedTest
    @CsvSource({
        "LPUSH a 1 2, lpush a",
        "RPUSHX a 1, rpush a",
        "LPUSHX nokey 1, ''",
        "LPOP a, lpop a",
        "RPOP b, rpop b; del b",
        "LPOP a 0, ''",
        "RPOP a 9, rpop a; del a",
        "LINSERT a BEFORE 2 x, linsert a",
        "LINSERT a BEFORE 9 x, ''",
        "LSET a 0 x, lset a",
        "LREM a 0 2, lrem a",
        "LREM a 0 9, ''",
        "LREM b 0 1, lrem b; del b",
        "LTRIM a 0 -1, ltrim a",
        "LTRIM a 5 6, ltrim a; del a",
        "LMOVE a b LEFT RIGHT, rpush b; lpop a",
        "RPOPLPUSH b a, lpush a; rpop b; del b",
        "RPOPLPUSH b b, lpush b; rpop b",
        "LMPOP 2 nokey b RIGHT COUNT 3, rpop b; del b",
        "BLPOP b 0, lpop b; del b",
        "BLMOVE b a LEFT LEFT 0, lpush a; lpop b; del b",
    })
    void aCommandPublishesWhatItDid(String command, String events, RedisServer redis) {
        fill(redis);
        assertThat(KeyEvents.published(redis, "lg", command)).isEqualTo(events);
    }

    @Test
    void whatAWaitingClientTakesIsPublishedToo(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            waiting.send("BLMOVE late a RIGHT LEFT 0");
            talk.untilWaiting(1);
            assertThat(KeyEvents.published(redis, "lg", "RPUSH late 1 2")).isEqualTo("rpush late; lpush a; rpop late");
            assertThat(waiting.read()).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LPUSH a 1, true",
        "LPUSHX nokey 1, false",
        "LPOP a, true",
        "LREM a 0 9, false",
        "LTRIM a 0 -1, true",
        "LINSERT a BEFORE 9 x, false",
        "LMOVE b a LEFT LEFT, true",
        "LRANGE a 0 -1, false"
    })
    void aTransactionThatWatchesFailsOnAChange(String command, boolean fails, RedisServer redis) {
        fill(redis);
        try (Conversation watcher = redis.talk();
                Conversation talk = redis.talk()) {
            watcher.run("WATCH a");
            talk.run(command);
            watcher.run("MULTI");
            watcher.run("PING");

            assertThat(watcher.run("EXEC")).isEqualTo(fails ? "nil" : "[PONG]");
        }
    }

    private static void fill(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("RPUSH a 1 2 3");
            talk.run("RPUSH b 1");
        }
    }
}
