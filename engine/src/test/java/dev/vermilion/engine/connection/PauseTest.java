package dev.vermilion.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pause of writes holds back, and what it lets through. */
@EveryRedis
class PauseTest {

    @AfterEach
    void endThePause(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CLIENT UNPAUSE");
        }
    }

    @Test
    void whatMayBeToldToReplicasWaits(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation counting = redis.talk();
                Conversation publishing = redis.talk();
                Conversation scripting = redis.talk()) {
            talk.run("PFADD hll a");
            talk.run("CLIENT PAUSE 100000 WRITE");
            counting.send("PFCOUNT hll");
            publishing.send("SPUBLISH news one");
            scripting.send("EVAL \"return 7\" 0");
            talk.untilWaiting(3);
            talk.run("CLIENT UNPAUSE");
            assertThat(counting.read()).isEqualTo("1");
            assertThat(publishing.read()).isEqualTo("0");
            assertThat(scripting.read()).isEqualTo("7");
        }
    }

    @Test
    void scriptsThatSayTheyDoNotWriteRun(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("SET x y");
            talk.run("FUNCTION LOAD REPLACE \"#!lua name=quiet\\nredis.register_function{function_name='quiet',"
                    + "callback=function() return 'hello' end,flags={'no-writes'}}\"");
            String sha = talk.run("SCRIPT LOAD \"#!lua flags=no-writes\\nreturn 3\"");
            talk.run("CLIENT PAUSE 100000 WRITE");
            talk.play("""
                    > EVAL "#!lua flags=no-writes\\nreturn 1" 0
                    1
                    > EVAL_RO "return redis.call('get', KEYS[1])" 1 x
                    y
                    > FCALL quiet 0
                    hello
                    > FCALL_RO quiet 0
                    hello
                    > MULTI
                    OK
                    > EVAL "#!lua flags=no-writes\\nreturn 2" 0
                    QUEUED
                    > EXEC
                    [2]
                    """);
            assertThat(talk.run("EVALSHA " + sha + " 0")).isEqualTo("3");
        }
    }

    @Test
    void expiredKeysAreGoneButStay(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG RESETSTAT");
            talk.run("MULTI");
            talk.run("SET a 1 PX 10");
            talk.run("CLIENT PAUSE 100000 WRITE");
            talk.run("EXEC");
            await().until(() -> talk.run("GET a").equals("nil"));
            talk.play("""
                    > EXISTS a
                    0
                    > DBSIZE
                    1
                    > KEYS *
                    []
                    """);
            assertThat(talk.run("INFO stats")).contains("expired_keys:0\r\n");
            talk.run("CLIENT UNPAUSE");
            await().until(() -> talk.run("DBSIZE").equals("0"));
            assertThat(talk.run("INFO stats")).contains("expired_keys:1\r\n");
        }
    }
}
