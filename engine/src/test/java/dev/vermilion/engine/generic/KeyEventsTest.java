package dev.vermilion.engine.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who hears of what the commands on keys change: subscribers, transactions, and clients that wait. */
@EveryRedis
class KeyEventsTest {

    private final RedisServer redis;

    KeyEventsTest(RedisServer redis) {
        this.redis = redis;
    }

    @BeforeEach
    void listen() {
        configure("EA");
    }

    @AfterEach
    void listenNoMore() {
        configure("\"\"");
    }

    private void configure(String letters) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET notify-keyspace-events " + letters);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DEL k, 0 del k",
        "UNLINK nope k, 0 del k",
        "EXPIRE k 100, 0 expire k",
        "PEXPIREAT k 1, 0 del k",
        "PERSIST t, 0 persist t",
        "RENAME k to, 0 rename_from k;0 rename_to to",
        "RENAMENX k to, 0 rename_from k;0 rename_to to",
        "COPY k to, 0 copy_to to",
        "COPY k to DB 1, 1 copy_to to",
        "MOVE k 1, 0 move_from k;1 move_to k",
        "SORT z BY nosort LIMIT 1 1 STORE k, 0 del k"
    })
    void everyChangeIsPublished(String command, String events) {
        try (Conversation talk = redis.talk();
                Conversation listener = redis.talk()) {
            talk.run("MSET k v t v");
            talk.run("EXPIRE t 100");
            talk.run("ZADD z 1 m");
            listener.run("PSUBSCRIBE __keyevent@*");

            talk.run(command);

            for (String event : events.split(";")) {
                String[] words = event.split(" ");
                assertThat(listener.read())
                        .endsWith("__keyevent@" + words[0] + "__:" + words[1] + " " + words[2] + "]");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DEL k, true",
        "EXPIRE k 100, true",
        "EXPIRE k 100 XX, false",
        "PERSIST k, false",
        "RENAME k x, true",
        "RENAME x k, true",
        "RENAMENX x k, false",
        "COPY x k, false",
        "COPY x k REPLACE, true",
        "COPY k y, false",
        "MOVE k 1, true",
        "TOUCH k, false",
        "SORT z STORE k, true"
    })
    void aTransactionThatWatchesAKeyFailsIfItWasChanged(String command, boolean changes) {
        try (Conversation watching = redis.talk();
                Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("RPUSH") || !command.startsWith("SORT"));
            talk.run("MSET k v x w");
            talk.run("ZADD z 1 1");
            watching.run("WATCH k");

            talk.run(command);

            watching.run("MULTI");
            watching.run("PING");
            assertThat(watching.run("EXEC")).isEqualTo(changes ? "nil" : "[PONG]");
        }
    }

    @ParameterizedTest
    @CsvSource({"RENAME source queue", "RENAMENX source queue", "COPY source queue"})
    void aClientThatWaitsForAKeyIsServedWhenItAppearsUnderItsName(String command) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            waiting.send("BZPOPMIN queue 0");
            talk.run("ZADD source 1 m");

            talk.run(command);

            assertThat(waiting.read()).isEqualTo("[queue m 1]");
        }
    }

    @Test
    void aKeyThatExpiresIsPublishedOnce() {
        try (Conversation talk = redis.talk();
                Conversation listener = redis.talk()) {
            listener.run("PSUBSCRIBE __keyevent@*__:expired");
            talk.run("SET k v");
            talk.run("SET last v");

            talk.run("PEXPIRE k 1");
            talk.run("PEXPIRE last 200");

            assertThat(listener.read()).endsWith("__keyevent@0__:expired k]");
            assertThat(listener.read()).endsWith("__keyevent@0__:expired last]");
        }
    }
}
