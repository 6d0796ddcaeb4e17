package dev.vermilion.engine.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to keys, as messages. */
@EveryRedis
class KeyspaceNotificationsTest {

    private final Conversation talk;
    private final Conversation listener;

    KeyspaceNotificationsTest(RedisServer redis) {
        talk = redis.talk();
        listener = redis.talk();
    }

    @BeforeEach
    void listen() {
        listener.run("PSUBSCRIBE __key*__:*");
    }

    @AfterEach
    void stop() {
        talk.run("CONFIG SET notify-keyspace-events \"\"");
        talk.close();
        listener.close();
    }

    private void enable(String letters) {
        assertThat(talk.run("CONFIG SET notify-keyspace-events " + letters)).isEqualTo("OK");
    }

    private void assertEvents(String... channelsAndMessages) {
        for (String each : channelsAndMessages) {
            assertThat(listener.read()).isEqualTo("[pmessage __key*__:* " + each + "]");
        }
        talk.run("PUBLISH __keyend__: end");
        assertThat(listener.read()).isEqualTo("[pmessage __key*__:* __keyend__: end]");
    }

    @Test
    void nobodyIsToldUnlessItWasAskedFor() {
        talk.run("SET key 1");
        assertEvents();
        enable("A");
        talk.run("SET key 1");
        assertEvents();
        enable("K");
        talk.run("SET key 1");
        assertEvents();
    }

    @Test
    void anEventComesByKeyAndByName() {
        enable("KEA");
        talk.run("SET key 1");
        assertEvents("__keyspace@0__:key set", "__keyevent@0__:set key");
        enable("KA");
        talk.run("HSET hash field value");
        assertEvents("__keyspace@0__:hash hset");
        enable("EA");
        talk.run("ZADD zset 1 a");
        assertEvents("__keyevent@0__:zadd zset");
    }

    @Test
    void onlyTheClassesThatWereAskedForCome() {
        enable("Eh");
        talk.run("SET key 1");
        talk.run("ZADD zset 1 a");
        talk.run("HSET hash field value");
        assertEvents("__keyevent@0__:hset hash");
        enable("E$z");
        talk.run("HSET hash field value");
        talk.run("SET key 1");
        talk.run("ZADD zset 2 a");
        assertEvents("__keyevent@0__:set key", "__keyevent@0__:zadd zset");
    }

    @Test
    void theDatabaseIsInTheChannel() {
        enable("E$");
        talk.run("SELECT 7");
        talk.run("SET key 1");
        assertEvents("__keyevent@7__:set key");
    }

    @Test
    void aValueThatLosesItsLastElementIsDeleted() {
        enable("EA");
        talk.run("HSET hash field value");
        talk.run("HDEL hash field");
        talk.run("ZADD zset 1 a");
        talk.run("ZREM zset a");
        assertEvents(
                "__keyevent@0__:hset hash",
                "__keyevent@0__:hdel hash",
                "__keyevent@0__:del hash",
                "__keyevent@0__:zadd zset",
                "__keyevent@0__:zrem zset",
                "__keyevent@0__:del zset");
    }

    @Test
    void whatChangesNothingIsNoEvent() {
        enable("EA");
        talk.run("HDEL nosuch field");
        talk.run("ZREM nosuch a");
        talk.run("GET nosuch");
        talk.run("SET key 1 XX");
        assertEvents();
    }

    @Test
    void keysThatExpireAreTold() {
        assumeTrue(talk.run("SET key 1 PX 20").equals("OK"));
        enable("EA");
        talk.run("SET key 1 PX 20");
        assertThat(listener.read()).isEqualTo("[pmessage __key*__:* __keyevent@0__:set key]");
        assertThat(listener.read()).isEqualTo("[pmessage __key*__:* __keyevent@0__:expire key]");
        assertThat(listener.read()).isEqualTo("[pmessage __key*__:* __keyevent@0__:expired key]");
        assertEvents();
    }

    @Test
    void missesAndNewKeysComeOnlyByTheirLetters() {
        enable("Em");
        talk.run("GET nosuch");
        talk.run("SET key 1");
        talk.run("GET key");
        assertEvents("__keyevent@0__:keymiss nosuch");
        enable("En");
        talk.run("SET key 2");
        talk.run("SET fresh 1");
        talk.run("HSET hash field value");
        talk.run("HSET hash other value");
        assertEvents("__keyevent@0__:new fresh", "__keyevent@0__:new hash");
    }

    @Test
    void aTransactionTellsOfEachCommand() {
        enable("EA");
        talk.run("MULTI");
        talk.run("SET key 1");
        talk.run("HSET hash field value");
        talk.run("EXEC");
        assertEvents("__keyevent@0__:set key", "__keyevent@0__:hset hash");
    }

    @Test
    void keysAreDeletedRenamedAndGivenAnEnd() {
        assumeTrue(talk.knows("DEL nosuch") && talk.knows("RENAME a b") && talk.knows("EXPIRE a 1"));
        talk.run("SET key 1");
        enable("EA");
        talk.run("EXPIRE key 100");
        talk.run("PERSIST key");
        talk.run("RENAME key other");
        talk.run("DEL other");
        assertEvents(
                "__keyevent@0__:expire key",
                "__keyevent@0__:persist key",
                "__keyevent@0__:rename_from key",
                "__keyevent@0__:rename_to other",
                "__keyevent@0__:del other");
    }

    @Test
    void listsAndSetsTell() {
        assumeTrue(talk.knows("RPUSH") && talk.knows("SADD"));
        enable("EA");
        talk.run("RPUSH list a");
        talk.run("LPOP list");
        talk.run("SADD set a");
        talk.run("SREM set a");
        assertEvents(
                "__keyevent@0__:rpush list",
                "__keyevent@0__:lpop list",
                "__keyevent@0__:del list",
                "__keyevent@0__:sadd set",
                "__keyevent@0__:srem set",
                "__keyevent@0__:del set");
    }

    @Test
    void theLettersAreShownInOneOrder() {
        talk.play("""
                > CONFIG SET notify-keyspace-events EKz$g
                OK
                > CONFIG GET notify-keyspace-events
                [notify-keyspace-events g$zKE]
                > CONFIG SET notify-keyspace-events mAKE
                OK
                > CONFIG GET notify-keyspace-events
                [notify-keyspace-events AKEm]
                > CONFIG SET notify-keyspace-events q
                -ERR CONFIG SET failed (possibly related to argument 'notify-keyspace-events') - Invalid event class character. Use 'Ag$lshzxeKEtmdn'.
                """);
    }
}
