package dev.vermilion.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.KeyEvents;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class StreamEventsTest {

    /** Stream s holds 1, 2 and 3; its group g has delivered 1 to c. */
    @ParameterizedTest
    @CsvSource({
        "XADD s 4 a b, xadd s",
        "XADD s MAXLEN 2 4 a b, xadd s; xtrim s",
        "XADD s MAXLEN 9 4 a b, xadd s",
        "XADD s 2 a b, ''",
        "XADD new 1 a b, xadd new",
        "XADD none NOMKSTREAM 1 a b, ''",
        "XTRIM s MAXLEN 1, xtrim s",
        "XTRIM s MAXLEN 9, ''",
        "XDEL s 1 2 3, xdel s",
        "XDEL s 9, ''",
        "XSETID s 9, xsetid s",
        "XACK s g 1, ''",
        "XGROUP CREATE s h 0, xgroup-create s",
        "XGROUP CREATE new h 0 MKSTREAM, xgroup-create new",
        "XGROUP CREATE s g 0, ''",
        "XGROUP SETID s g 0, xgroup-setid s",
        "XGROUP CREATECONSUMER s g d, xgroup-createconsumer s",
        "XGROUP CREATECONSUMER s g c, ''",
        "XGROUP DELCONSUMER s g c, xgroup-delconsumer s",
        "XGROUP DELCONSUMER s g d, ''",
        "XGROUP DESTROY s g, xgroup-destroy s",
        "XGROUP DESTROY s h, ''",
        "XREADGROUP GROUP g c STREAMS s >, ''",
        "XREADGROUP GROUP g d STREAMS s >, xgroup-createconsumer s",
        "XCLAIM s g d 0 1, xgroup-createconsumer s",
        "XAUTOCLAIM s g d 0 0, xgroup-createconsumer s",
        "DEL s, del s",
    })
    void aCommandPublishesWhatItDid(String command, String events, RedisServer redis) {
        fill(redis);
        assertThat(KeyEvents.published(redis, "tg", command).replaceAll("\\[.*:([a-z-]+ \\S+)]", "$1"))
                .isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource({
        "XADD s 4 a b, true",
        "XTRIM s MAXLEN 1, true",
        "XTRIM s MAXLEN 9, false",
        "XDEL s 1, true",
        "XDEL s 9, false",
        "XREADGROUP GROUP g c STREAMS s >, false",
        "XACK s g 1, false",
        "XLEN s, false",
    })
    void whoWatchesAStreamSeesItsEntriesChange(String command, boolean seen, RedisServer redis) {
        fill(redis);
        try (Conversation watching = redis.talk();
                Conversation talk = redis.talk()) {
            watching.run("WATCH s");
            talk.run(command);
            watching.run("MULTI");
            assertThat(watching.run("EXEC")).isEqualTo(seen ? "nil" : "[]");
        }
    }

    @Test
    void aStreamWithoutEntriesKeepsItsKeyAndItsGroups(RedisServer redis) {
        fill(redis);
        try (Conversation talk = redis.talk()) {
            talk.run("XDEL s 1 2 3");
            assertThat(talk.run("EXISTS s")).isEqualTo("1");
            assertThat(talk.run("XADD s 4 a b")).isEqualTo("4-0");
            assertThat(talk.run("XREADGROUP GROUP g c STREAMS s >")).isEqualTo("[[s [[4-0 [a b]]]]]");
        }
    }

    private static void fill(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("XADD s 1 a b");
            talk.run("XADD s 2 a b");
            talk.run("XADD s 3 a b");
            talk.run("XGROUP CREATE s g 0");
            talk.run("XREADGROUP GROUP g c COUNT 1 STREAMS s >");
        }
    }
}
