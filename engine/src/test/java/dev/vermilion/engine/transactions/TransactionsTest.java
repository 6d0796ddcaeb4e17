package dev.vermilion.engine.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** MULTI, EXEC and DISCARD. */
@EveryRedis
class TransactionsTest {

    @Test
    void queuedCommandsRunTogether(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            talk.play("""
                    > MULTI
                    OK
                    > SET key 1
                    QUEUED
                    > GET key
                    QUEUED
                    """);
            assertThat(other.run("GET key")).isEqualTo("nil");
            talk.play("""
                    > EXEC
                    [OK 1]
                    > EXEC
                    -ERR EXEC without MULTI
                    > MULTI
                    OK
                    > EXEC
                    []
                    """);
        }
    }

    @Test
    void aCommandThatFailsDoesNotStopTheOthers(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > MULTI
                    OK
                    > SET key text
                    QUEUED
                    > HSET key field value
                    QUEUED
                    > SET other 1
                    QUEUED
                    > EXEC
                    [OK -WRONGTYPE Operation against a key holding the wrong kind of value OK]
                    > GET other
                    1
                    """);
        }
    }

    @Test
    void aCommandThatCannotBeQueuedSpoilsTheTransaction(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > MULTI
                    OK
                    > SET key
                    -ERR wrong number of arguments for 'set' command
                    > SET key 1
                    QUEUED
                    > EXEC
                    -EXECABORT Transaction discarded because of previous errors.
                    > GET key
                    nil
                    > MULTI
                    OK
                    > NOSUCHCOMMAND
                    -ERR unknown command 'NOSUCHCOMMAND', with args beginning with:\s
                    > EXEC
                    -EXECABORT Transaction discarded because of previous errors.
                    > MULTI
                    OK
                    > CLIENT NOSUCHSUBCOMMAND
                    -ERR unknown subcommand 'NOSUCHSUBCOMMAND'. Try CLIENT HELP.
                    > EXEC
                    -EXECABORT Transaction discarded because of previous errors.
                    > MULTI
                    OK
                    > DISCARD x
                    -ERR wrong number of arguments for 'discard' command
                    > EXEC
                    -EXECABORT Transaction discarded because of previous errors.
                    """);
        }
    }

    @Test
    void execThatCannotRunEndsTheTransaction(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > MULTI
                    OK
                    > EXEC x
                    -EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command
                    > EXEC
                    -ERR EXEC without MULTI
                    > EXEC x
                    -EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command
                    """);
        }
    }

    @Test
    void whatMakesNoSenseInATransactionIsRefusedAndSpoilsNothing(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > DISCARD
                    -ERR DISCARD without MULTI
                    > MULTI
                    OK
                    > MULTI
                    -ERR MULTI calls can not be nested
                    > WATCH key
                    -ERR WATCH inside MULTI is not allowed
                    > UNWATCH
                    QUEUED
                    > SET key 1
                    QUEUED
                    > EXEC
                    [OK OK]
                    > MULTI
                    OK
                    > SET key 2
                    QUEUED
                    > DISCARD
                    OK
                    > GET key
                    1
                    """);
        }
    }

    @Test
    void nobodyWaitsInATransaction(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > MULTI
                    OK
                    > BZPOPMIN zset 0
                    QUEUED
                    > ZADD zset 1 a
                    QUEUED
                    > BZPOPMIN zset 0
                    QUEUED
                    > EXEC
                    [nil 1 [zset a 1]]
                    """);
        }
    }

    @Test
    void whoWaitsIsServedBehindTheTransaction(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation waiting = redis.talk()) {
            String id = waiting.run("CLIENT ID");
            waiting.send("BZPOPMIN zset 0");
            await().untilAsserted(
                            () -> assertThat(talk.run("CLIENT LIST ID " + id)).contains(" flags=b "));
            talk.play("""
                    > MULTI
                    OK
                    > ZADD zset 5 a
                    QUEUED
                    > ZADD zset 1 b
                    QUEUED
                    > ZCARD zset
                    QUEUED
                    > EXEC
                    [1 1 2]
                    """);
            assertThat(waiting.read()).isEqualTo("[zset b 1]");
        }
    }

    @Test
    void aTransactionCanChangeDatabaseAndSubscribe(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > MULTI
                    OK
                    > SELECT 3
                    QUEUED
                    > SET key three
                    QUEUED
                    > EXEC
                    [OK OK]
                    > GET key
                    three
                    > MULTI
                    OK
                    > SUBSCRIBE channel
                    QUEUED
                    > GET key
                    QUEUED
                    > EXEC
                    [[subscribe channel 1] three]
                    > GET key
                    -ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context
                    """);
        }
    }

    @Test
    void aWatchedKeyThatChangesMakesExecFail(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            talk.run("WATCH key key");
            other.run("SET key 1");
            assertThat(transact(talk)).isEqualTo("nil");
            assertThat(transact(talk)).isEqualTo("[OK]");
            talk.run("WATCH key");
            talk.run("SET key own");
            assertThat(transact(talk)).isEqualTo("nil");
            talk.run("WATCH key");
            other.run("GET key");
            other.run("SET another 1");
            assertThat(transact(talk)).isEqualTo("[OK]");
        }
    }

    @Test
    void unwatchDiscardAndResetForgetWhatIsWatched(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            talk.run("WATCH key");
            other.run("SET key 1");
            talk.run("UNWATCH");
            assertThat(transact(talk)).isEqualTo("[OK]");
            talk.run("WATCH key");
            other.run("SET key 1");
            talk.run("MULTI");
            talk.run("DISCARD");
            assertThat(transact(talk)).isEqualTo("[OK]");
            talk.run("WATCH key");
            other.run("SET key 1");
            talk.run("RESET");
            assertThat(transact(talk)).isEqualTo("[OK]");
        }
    }

    @Test
    void aWatchIsOnTheDatabaseOfItsTime(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            talk.run("SELECT 1");
            talk.run("WATCH key");
            talk.run("SELECT 0");
            other.run("SET key 1");
            assertThat(transact(talk)).isEqualTo("[OK]");
            talk.run("SELECT 1");
            talk.run("WATCH key");
            talk.run("SELECT 0");
            other.run("SELECT 1");
            other.run("SET key 1");
            assertThat(transact(talk)).isEqualTo("nil");
        }
    }

    @Test
    void flushingAndSwappingChangeTheKeysThatAreThere(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            other.run("SET key 1");
            talk.run("WATCH key");
            other.run("FLUSHDB");
            assertThat(transact(talk)).isEqualTo("nil");
            talk.run("WATCH nosuchkey");
            other.run("FLUSHALL");
            assertThat(transact(talk)).isEqualTo("[OK]");
            other.run("SET key 1");
            talk.run("WATCH key");
            other.run("SWAPDB 0 1");
            assertThat(transact(talk)).isEqualTo("nil");
        }
    }

    @Test
    void aWatchedKeyThatExpiresMakesExecFail(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.run("SET key 1 PX 30").equals("OK"));
            talk.run("WATCH key");
            awaitEnd("key", redis);
            assertThat(transact(talk)).isEqualTo("nil");
        }
    }

    @Test
    void aKeyThatHadExpiredBeforeTheWatchDoesNot(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.run("SET key 1 PX 30").equals("OK"));
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
            await().pollDelay(1, TimeUnit.MILLISECONDS).until(() -> System.nanoTime() > end);
            talk.run("WATCH key");
            assertThat(transact(talk)).isEqualTo("[OK]");
        }
    }

    private static void awaitEnd(String key, RedisServer redis) {
        try (Conversation other = redis.talk()) {
            await().until(() -> other.run("GET " + key).equals("nil"));
        }
    }

    /** A transaction that sets a key; its reply. */
    private static String transact(Conversation talk) {
        talk.run("MULTI");
        talk.run("SET result 1");
        return talk.run("EXEC");
    }
}
