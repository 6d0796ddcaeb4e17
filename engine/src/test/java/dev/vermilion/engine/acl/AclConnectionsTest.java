package dev.vermilion.engine.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of connections when users change, and what the server tells of denials. */
@EveryRedis
class AclConnectionsTest {

    private static final String NO_KEY =
            "-NOPERM this user has no permissions to access one of the keys used as arguments";

    @BeforeEach
    void makeTheUser(RedisServer redis) {
        try (var admin = redis.talk()) {
            admin.play("""
                > ACL SETUSER ann on >secret ~* &* +@all
                OK
                > ACL LOG RESET
                OK
                > CONFIG RESETSTAT
                OK
                """);
        }
    }

    @AfterEach
    void removeTheUser(RedisServer redis) {
        try (var admin = redis.talk()) {
            admin.run("AUTH default secret");
            admin.run("CONFIG SET requirepass \"\"");
            admin.run("ACL DELUSER ann");
        }
    }

    private static Conversation ann(RedisServer redis) {
        Conversation ann = redis.talk();
        assertThat(ann.run("AUTH ann secret")).isEqualTo("OK");
        return ann;
    }

    @Test
    void aPasswordMustBeRightAndTheUserOn(RedisServer redis) {
        try (var talk = redis.talk();
                var admin = redis.talk()) {
            talk.play("""
                > AUTH secret
                -ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?
                > AUTH ann wrong
                -WRONGPASS invalid username-password pair or user is disabled.
                > AUTH nobody secret
                -WRONGPASS invalid username-password pair or user is disabled.
                > HELLO 2 AUTH ann wrong
                -WRONGPASS invalid username-password pair or user is disabled.
                > ACL WHOAMI
                default
                > AUTH ann secret
                OK
                > ACL WHOAMI
                ann
                > RESET
                RESET
                > ACL WHOAMI
                default
                """);
            admin.run("ACL SETUSER ann off");
            talk.play("""
                > AUTH ann secret
                -WRONGPASS invalid username-password pair or user is disabled.
                """);
        }
    }

    @Test
    void requirepassIsThePasswordOfTheDefaultUser(RedisServer redis) {
        try (var before = redis.talk()) {
            before.play("""
                > CONFIG SET requirepass secret
                OK
                > PING
                PONG
                """);
            try (var after = redis.talk()) {
                after.play("""
                    > PING
                    -NOAUTH Authentication required.
                    > AUTH default wrong
                    -WRONGPASS invalid username-password pair or user is disabled.
                    > AUTH secret
                    OK
                    > PING
                    PONG
                    > CONFIG SET requirepass ""
                    OK
                    """);
                assertThat(after.run("ACL LIST")).contains("user default on nopass ");
            }
        }
    }

    @Test
    void execAsksAgain(RedisServer redis) {
        try (var ann = ann(redis);
                var admin = redis.talk()) {
            ann.play("""
                > MULTI
                OK
                > SET a 1
                QUEUED
                > GET b
                QUEUED
                """);
            admin.run("ACL SETUSER ann resetkeys ~b");

            assertThat(ann.run("EXEC"))
                    .isEqualTo("[-NOPERM ACLs rules changed between the moment the transaction was accumulated and the"
                            + " EXEC call. This command is no longer allowed for the following reason: no permission to"
                            + " touch the specified keys nil]");
        }
    }

    @Test
    void whoWaitsIsAskedAgainWhenTheKeyComes(RedisServer redis) {
        assumeFalse(redis.name().contains("7.0"), "Redis asks again from 7.2 on");
        try (var ann = ann(redis);
                var admin = redis.talk()) {
            ann.send("BLPOP list 0");
            admin.untilWaiting(1);
            admin.run("ACL SETUSER ann resetkeys ~b");
            admin.run("RPUSH list x");

            assertThat(ann.read()).isEqualTo(NO_KEY);
            assertThat(admin.run("LLEN list")).isEqualTo("1");
        }
    }

    @Test
    void connectionsOfAUserGoWithTheUser(RedisServer redis) {
        try (var ann = ann(redis);
                var admin = redis.talk()) {
            assertThat(admin.run("ACL DELUSER ann nobody")).isEqualTo("1");

            assertThatThrownBy(() -> ann.run("PING")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void whoDeletesItselfGetsAnAnswerFirst(RedisServer redis) {
        try (var ann = ann(redis)) {
            assertThat(ann.run("ACL DELUSER ann")).isEqualTo("1");
            assertThatThrownBy(() -> ann.run("PING")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void onlySubscribersWhoLoseAChannelAreDisconnected(RedisServer redis) {
        try (var stays = ann(redis);
                var goes = ann(redis);
                var pattern = ann(redis);
                var admin = redis.talk()) {
            stays.run("SUBSCRIBE news");
            goes.run("SUBSCRIBE other");
            pattern.run("PSUBSCRIBE ne*");
            admin.run("ACL SETUSER ann resetchannels &new*");

            assertThat(admin.run("PUBLISH news x")).isEqualTo("1");
            assertThat(stays.read()).isEqualTo("[message news x]");
            assertThatThrownBy(() -> goes.run("PING")).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> pattern.run("PING")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void clientsAreListedAndKilledByUser(RedisServer redis) {
        try (var ann = ann(redis);
                var admin = redis.talk()) {
            assertThat(ann.run("CLIENT INFO")).contains(" user=ann ");
            assertThat(admin.run("CLIENT LIST")).contains(" user=ann ", " user=default ");
            admin.play("""
                > CLIENT KILL USER nobody
                -ERR No such user 'nobody'
                > CLIENT KILL USER ann
                1
                """);
            assertThatThrownBy(() -> ann.run("PING")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void denialsAreLoggedAndCounted(RedisServer redis) {
        try (var ann = ann(redis);
                var admin = redis.talk()) {
            admin.run("ACL SETUSER ann resetkeys ~a -flushall resetchannels");
            ann.run("GET b");
            ann.run("GET b");
            ann.run("FLUSHALL");
            ann.run("PUBLISH c x");
            ann.run("EVAL \"return redis.pcall('get','b')\" 0");
            ann.run("MULTI");
            ann.run("GET b");
            ann.run("DISCARD");
            ann.run("AUTH nobody x");
            String log = admin.run("ACL LOG");

            assertThat(log)
                    .containsSubsequence(
                            "count 1 reason auth context toplevel object AUTH username nobody age-seconds",
                            "count 1 reason key context multi object b username ann",
                            "count 1 reason key context lua object b username ann",
                            "count 1 reason channel context toplevel object c username ann",
                            "count 1 reason command context toplevel object flushall username ann",
                            "count 2 reason key context toplevel object b username ann",
                            "client-info id=",
                            " cmd=get user=ann ");
            assertThat(admin.run("INFO errorstats"))
                    .contains("errorstat_NOPERM:count=5", "errorstat_WRONGPASS:count=1");
            assertThat(admin.run("ACL LOG 2").split("reason", -1)).hasSize(3);
            admin.play("""
                > CONFIG SET acllog-max-len 1
                OK
                """);
            ann.run("GET c");
            assertThat(admin.run("ACL LOG").split("reason", -1)).hasSize(2);
            admin.play("""
                > CONFIG SET acllog-max-len 128
                OK
                > ACL LOG RESET
                OK
                > ACL LOG
                []
                """);
        }
    }

    @Test
    void infoCountsWhatWasDenied(RedisServer redis) {
        assumeFalse(redis.name().contains("7.0"), "INFO has these fields from 7.2 on");
        try (var ann = ann(redis);
                var admin = redis.talk()) {
            admin.run("ACL SETUSER ann resetkeys -flushall resetchannels");
            ann.run("GET b");
            ann.run("FLUSHALL");
            ann.run("FLUSHALL");
            ann.run("PUBLISH c x");
            ann.run("AUTH ann x");

            assertThat(admin.run("INFO stats"))
                    .contains(
                            "acl_access_denied_auth:1",
                            "acl_access_denied_cmd:2",
                            "acl_access_denied_key:1",
                            "acl_access_denied_channel:1");
        }
    }
}
