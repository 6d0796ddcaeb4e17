package dev.vermilion.engine.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class SetEventsTest {

    @BeforeEach
    void switchEventsOn(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET notify-keyspace-events Esg");
        }
    }

    @AfterEach
    void switchEventsOff(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET notify-keyspace-events \"\"");
        }
    }

    /** Set a holds 1 and 2, set b holds 2 and 3. */
    @ParameterizedTest
    @CsvSource({
        "SADD a 1 9, sadd a",
        "SADD a 1, ''",
        "SREM a 1 7, srem a",
        "SREM a 7, ''",
        "SREM a 1 2, srem a; del a",
        "SMOVE a b 1, srem a; sadd b",
        "SMOVE a b 2, srem a",
        "SMOVE a b 7, ''",
        "SMOVE a a 1, ''",
        "SMOVE c new 1, srem c; del c; sadd new",
        "SPOP a, spop a",
        "SPOP c, spop c; del c",
        "SPOP a 1, spop a",
        "SPOP a 2, spop a; del a",
        "SPOP a 0, ''",
        "SUNIONSTORE d a b, sunionstore d",
        "SINTERSTORE a a b, sinterstore a",
        "SDIFFSTORE d a b, sdiffstore d",
        "SDIFFSTORE b a a, del b",
        "SINTERSTORE nokey a c2, ''",
        "SRANDMEMBER a 2, ''",
    })
    void aCommandPublishesWhatItDid(String command, String events, RedisServer redis) {
        try (Conversation listener = redis.talk();
                Conversation talk = redis.talk()) {
            talk.run("SADD a 1 2");
            talk.run("SADD b 2 3");
            talk.run("SADD c 1");
            listener.run("PSUBSCRIBE __keyevent@0__:*");
            talk.run(command);
            talk.run("SADD end 1");

            List<String> seen = new ArrayList<>();
            String event = event(listener.read());
            while (!event.equals("sadd end")) {
                seen.add(event);
                event = event(listener.read());
            }
            assertThat(String.join("; ", seen)).isEqualTo(events);
        }
    }

    private static String event(String message) {
        return message.replaceAll(".*__:([a-z]+ \\w+)]$", "$1");
    }

    @ParameterizedTest
    @CsvSource({
        "SADD a 1, false",
        "SADD a 9, true",
        "SPOP a 9, true",
        "SMOVE b a 2, false",
        "SMOVE b a 3, true",
        "SDIFFSTORE a b, true"
    })
    void aTransactionThatWatchesFailsOnAChange(String command, boolean fails, RedisServer redis) {
        try (Conversation watcher = redis.talk();
                Conversation talk = redis.talk()) {
            talk.run("SADD a 1 2");
            talk.run("SADD b 2 3");
            watcher.run("WATCH a");
            talk.run(command);
            watcher.run("MULTI");
            watcher.run("PING");

            assertThat(watcher.run("EXEC")).isEqualTo(fails ? "nil" : "[PONG]");
        }
    }
}
