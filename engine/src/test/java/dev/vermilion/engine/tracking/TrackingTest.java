package dev.vermilion.engine.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** CLIENT TRACKING: who is told of which change, when, and how. */
@EveryRedis
class TrackingTest {

    @Test
    void aKeyThatWasReadIsToldOfOnce(RedisServer redis) {
        try (Conversation reader = redis.talk().inResp3();
                Conversation writer = redis.talk()) {
            reader.play("""
                    > CLIENT TRACKING ON
                    OK
                    > GET a
                    nil
                    > MGET b c
                    [nil nil]
                    """);
            writer.play("""
                    > SET a 1
                    OK
                    > SET a 2
                    OK
                    > MSET b 1 unread 1
                    OK
                    > EXPIRE c 100
                    0
                    > DEL c
                    0
                    > RENAME b c
                    OK
                    """);
            reader.play("""
                    < [invalidate [a]]
                    < [invalidate [b]]
                    < [invalidate [c]]
                    > PING
                    PONG
                    """);
        }
    }

    @Test
    void whatCommandsReadInATransactionOrAScriptCountsToo(RedisServer redis) {
        try (Conversation reader = redis.talk().inResp3();
                Conversation writer = redis.talk()) {
            reader.play("""
                    > CLIENT TRACKING ON
                    OK
                    > EVAL "return redis.call('get', KEYS[1])" 1 a
                    nil
                    > MULTI
                    OK
                    > GET b
                    QUEUED
                    > EXEC
                    [nil]
                    > EVAL "return redis.call('set', KEYS[1], 1)" 1 c
                    OK
                    > EVAL_RO "return 1" 1 d
                    1
                    """);
            writer.run("MSET a 1 b 1 c 1 d 1");
            reader.play("""
                    < [invalidate [a]]
                    < [invalidate [b]]
                    > PING
                    PONG
                    """);
        }
    }

    @Test
    void messagesAboutItsOwnChangesComeBehindTheReply(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3()) {
            talk.play("""
                    > CLIENT TRACKING ON
                    OK
                    > MGET a b
                    [nil nil]
                    > MSET a 1 b 2
                    OK
                    < [invalidate [a]]
                    < [invalidate [b]]
                    > GET a
                    1
                    > MULTI
                    OK
                    > SET a 2
                    QUEUED
                    > GET a
                    QUEUED
                    > GET b
                    QUEUED
                    > EXEC
                    [OK 2 2]
                    < [invalidate [a]]
                    > SET a 3
                    OK
                    < [invalidate [a]]
                    > EVAL "redis.call('set', KEYS[1], 1) return redis.call('incr', KEYS[1])" 1 b
                    2
                    < [invalidate [b]]
                    """);
        }
    }

    @Test
    void aClientThatWantsNoEchoHearsOfOthersOnly(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            talk.play("""
                    > CLIENT TRACKING ON NOLOOP
                    OK
                    > MGET a b
                    [nil nil]
                    > SET a 1
                    OK
                    > EVAL "return redis.call('set', KEYS[1], 1)" 1 a
                    OK
                    """);
            other.run("MSET a 2 b 2");
            talk.play("""
                    < [invalidate [b]]
                    > PING
                    PONG
                    """);
        }
    }

    @Test
    void expiredKeysAreToldOf(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3()) {
            talk.play("""
                    > SET a 1 PX 30
                    OK
                    > CLIENT TRACKING ON
                    OK
                    > STRLEN a
                    1
                    < [invalidate [a]]
                    """);
        }
    }

    @Test
    void evictedKeysAreToldOf(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            talk.play("""
                    > SET a 1
                    OK
                    > CLIENT TRACKING ON
                    OK
                    > GET a
                    1
                    """);
            other.run("CONFIG SET maxmemory-policy allkeys-random");
            other.run("CONFIG SET maxmemory 1");
            other.run("PING");
            try {
                talk.play("< [invalidate [a]]");
            } finally {
                other.run("CONFIG SET maxmemory 0");
                other.run("CONFIG SET maxmemory-policy noeviction");
            }
        }
    }

    @Test
    void aFlushMakesAllKeysInvalid(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation broad = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            talk.run("CLIENT TRACKING ON NOLOOP");
            broad.run("CLIENT TRACKING ON BCAST");
            other.run("FLUSHDB");
            other.run("FLUSHALL");
            talk.play("""
                    < [invalidate nil]
                    < [invalidate nil]
                    > FLUSHALL
                    OK
                    < [invalidate nil]
                    > PING
                    PONG
                    """);
            broad.play("""
                    < [invalidate nil]
                    < [invalidate nil]
                    < [invalidate nil]
                    """);
        }
    }

    @Test
    void keysAreKnownByNameInWhateverDatabase(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            talk.run("CLIENT TRACKING ON");
            talk.run("GET a");
            other.run("SELECT 3");
            other.run("SET a 1");
            talk.play("""
                    < [invalidate [a]]
                    > GET a
                    nil
                    > SWAPDB 0 3
                    OK
                    > GET a
                    1
                    > SWAPDB 0 3
                    OK
                    """);
        }
    }

    @Test
    void withOptInOnlyTheCommandBehindCachingCounts(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3()) {
            talk.play("""
                    > CLIENT CACHING YES
                    -ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled
                    > CLIENT TRACKING ON OPTIN
                    OK
                    > GET a
                    nil
                    > CLIENT CACHING YES
                    OK
                    > CLIENT TRACKINGINFO
                    {flags [on optin caching-yes] redirect 0 prefixes []}
                    > GET b
                    nil
                    > GET c
                    nil
                    > CLIENT CACHING YES
                    OK
                    > MULTI
                    OK
                    > GET d
                    QUEUED
                    > GET e
                    QUEUED
                    > EXEC
                    [nil nil]
                    > CLIENT TRACKINGINFO
                    {flags [on optin] redirect 0 prefixes []}
                    > MSET a 1 b 1 c 1 d 1 e 1
                    OK
                    < [invalidate [b]]
                    < [invalidate [d]]
                    < [invalidate [e]]
                    > CLIENT CACHING NO
                    -ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.
                    > CLIENT CACHING MAYBE
                    -ERR syntax error
                    > CLIENT TRACKING ON OPTOUT
                    -ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.
                    """);
        }
    }

    @Test
    void withOptOutTheCommandBehindCachingDoesNotCount(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3()) {
            talk.play("""
                    > CLIENT TRACKING ON OPTOUT
                    OK
                    > CLIENT CACHING NO
                    OK
                    > CLIENT TRACKINGINFO
                    {flags [on optout caching-no] redirect 0 prefixes []}
                    > GET a
                    nil
                    > GET b
                    nil
                    > MSET a 1 b 1
                    OK
                    < [invalidate [b]]
                    > CLIENT CACHING YES
                    -ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.
                    """);
        }
    }

    @Test
    void broadcastsTellOfAllKeysWithAPrefix(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation all = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            talk.play("""
                    > CLIENT TRACKING ON BCAST PREFIX user: PREFIX object:
                    OK
                    > CLIENT TRACKINGINFO
                    {flags [on bcast] redirect 0 prefixes [object: user:]}
                    > CLIENT TRACKING ON BCAST PREFIX item:
                    OK
                    > CLIENT TRACKINGINFO
                    {flags [on bcast] redirect 0 prefixes [item: object: user:]}
                    """);
            all.run("CLIENT TRACKING ON BCAST NOLOOP");
            other.run("MSET user:2 b user:1 a user:2 c object:1 d use e");
            talk.play("""
                    < [invalidate [object:1]]
                    < [invalidate [user:1 user:2]]
                    """);
            all.play("""
                    < [invalidate [object:1 use user:1 user:2]]
                    > SET user:1 mine
                    OK
                    > PING
                    PONG
                    """);
            assertThat(talk.read()).isEqualTo("[invalidate [user:1]]");
        }
    }

    @Test
    void prefixesOfAClientMustNotOverlap(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > CLIENT TRACKING ON BCAST PREFIX FOO PREFIX FOOBAR
                    -ERR Prefix 'FOO' overlaps with another provided prefix 'FOOBAR'. Prefixes for a single client must not overlap.
                    > CLIENT TRACKING ON BCAST PREFIX FOO PREFIX BAR
                    OK
                    > CLIENT TRACKING ON BCAST PREFIX BARN
                    -ERR Prefix 'BARN' overlaps with an existing prefix 'BAR'. Prefixes for a single client must not overlap.
                    > CLIENT TRACKING ON BCAST PREFIX ""
                    -ERR Prefix '' overlaps with an existing prefix 'BAR'. Prefixes for a single client must not overlap.
                    > CLIENT TRACKING ON
                    -ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with a different mode.
                    > CLIENT TRACKING OFF
                    OK
                    > CLIENT TRACKINGINFO
                    [flags [off] redirect -1 prefixes []]
                    """);
        }
    }

    @Test
    void whatDoesNotFitTogetherIsRefused(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > CLIENT TRACKING MAYBE
                    -ERR syntax error
                    > CLIENT TRACKING ON FOO
                    -ERR syntax error
                    > CLIENT TRACKING ON PREFIX
                    -ERR syntax error
                    > CLIENT TRACKING ON REDIRECT
                    -ERR syntax error
                    > CLIENT TRACKING ON REDIRECT x
                    -ERR value is not an integer or out of range
                    > CLIENT TRACKING ON REDIRECT 999999
                    -ERR The client ID you want redirect to does not exist
                    > CLIENT TRACKING ON PREFIX a
                    -ERR PREFIX option requires BCAST mode to be enabled
                    > CLIENT TRACKING ON BCAST OPTIN
                    -ERR OPTIN and OPTOUT are not compatible with BCAST
                    > CLIENT TRACKING ON OPTIN OPTOUT
                    -ERR You can't specify both OPTIN mode and OPTOUT mode
                    > CLIENT TRACKING OFF PREFIX a
                    OK
                    > CLIENT GETREDIR
                    -1
                    > CLIENT TRACKING ON
                    OK
                    > CLIENT GETREDIR
                    0
                    """);
            String me = talk.run("CLIENT ID");
            assertThat(talk.run("CLIENT TRACKING ON REDIRECT " + me + " REDIRECT " + me))
                    .isEqualTo("-ERR A client can only redirect to a single other client");
        }
    }

    @Test
    void messagesCanGoToAnotherConnection(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation listener = redis.talk();
                Conversation pushed = redis.talk().inResp3()) {
            String id = listener.run("CLIENT ID");
            listener.run("SUBSCRIBE __redis__:invalidate");
            talk.run("CLIENT TRACKING ON REDIRECT " + id);
            assertThat(talk.run("CLIENT GETREDIR")).isEqualTo(id);
            assertThat(talk.run("CLIENT INFO")).contains(" flags=t ").contains(" redir=" + id + " ");
            talk.play("""
                    > GET a
                    nil
                    > SET a 1
                    OK
                    > FLUSHALL
                    OK
                    """);
            listener.play("""
                    < [message __redis__:invalidate [a]]
                    < [message __redis__:invalidate nil]
                    """);
            talk.run("CLIENT TRACKING ON REDIRECT " + pushed.run("CLIENT ID"));
            talk.run("GET a");
            talk.run("SET a 2");
            assertThat(pushed.read()).isEqualTo("[invalidate [a]]");
        }
    }

    @Test
    void aClientLearnsThatItsMessagesGoNowhere(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            Conversation listener = redis.talk();
            String id = listener.run("CLIENT ID");
            talk.run("CLIENT TRACKING ON BCAST REDIRECT " + id);
            listener.close();
            await().until(() -> other.run("CLIENT LIST ID " + id).isEmpty());
            other.run("SET a 1");
            assertThat(talk.read()).isEqualTo("[tracking-redir-broken " + id + "]");
            assertThat(talk.run("CLIENT TRACKINGINFO"))
                    .isEqualTo("{flags [on bcast broken_redirect] redirect " + id + " prefixes []}");
            assertThat(talk.run("CLIENT INFO")).contains(" flags=tRB ");
        }
    }

    @Test
    void inResp2NothingComesInBetween(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > CLIENT TRACKING ON
                    OK
                    > GET a
                    nil
                    > SET a 1
                    OK
                    > GET a
                    1
                    """);
            talk.run("HELLO 3");
            talk.play("""
                    > SET a 2
                    OK
                    < [invalidate [a]]
                    > GET a
                    2
                    """);
            talk.run("HELLO 2");
            talk.play("""
                    > SET a 3
                    OK
                    > GET a
                    3
                    """);
        }
    }

    @Test
    void messagesComeToWhoWantsNoReplies(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            talk.run("CLIENT TRACKING ON");
            talk.run("GET a");
            talk.send("CLIENT REPLY OFF");
            talk.send("GET b");
            talk.send("SET a 1");
            assertThat(talk.read()).isEqualTo("[invalidate [a]]");
            other.run("SET b 1");
            assertThat(talk.read()).isEqualTo("[invalidate [b]]");
        }
    }

    @Test
    void aSubscriberInResp3GetsBothKindsOfMessages(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            talk.play("""
                    > CLIENT TRACKING ON
                    OK
                    > SUBSCRIBE news
                    [subscribe news 1]
                    > GET a
                    nil
                    """);
            other.run("PUBLISH news one");
            other.run("SET a 1");
            other.run("PUBLISH news two");
            talk.play("""
                    < [message news one]
                    < [invalidate [a]]
                    < [message news two]
                    """);
        }
    }

    @Test
    void moreKeysThanTheTableHoldsAreGivenUp(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            other.run("CONFIG SET tracking-table-max-keys 2");
            try {
                talk.run("CLIENT TRACKING ON");
                talk.run("MGET a b c d");
                other.run("PING");
                assertThat(talk.read()).matches("\\[invalidate \\[[abcd]]]");
                assertThat(talk.read()).matches("\\[invalidate \\[[abcd]]]");
                assertThat(talk.run("PING")).isEqualTo("PONG");
                assertThat(field(other, "tracking_total_keys")).isEqualTo("2");
                other.run("CONFIG SET tracking-table-max-keys 1");
                assertThat(talk.read()).matches("\\[invalidate \\[[abcd]]]");
            } finally {
                other.run("CONFIG SET tracking-table-max-keys 1000000");
            }
        }
    }

    private static String field(Conversation talk, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + ":(\\S+)").matcher(talk.run("INFO everything"));
        assertThat(line.find()).as(name).isTrue();
        return line.group(1);
    }

    @Test
    void infoCountsClientsKeysReadersAndPrefixes(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            Conversation reader = redis.talk();
            Conversation broad = redis.talk();
            talk.run("CLIENT TRACKING ON");
            reader.run("CLIENT TRACKING ON");
            broad.run("CLIENT TRACKING ON BCAST PREFIX x PREFIX y");
            talk.run("MGET a b");
            reader.run("MGET b c b");
            assertThat(field(talk, "tracking_clients")).isEqualTo("3");
            assertThat(field(talk, "tracking_total_keys")).isEqualTo("3");
            assertThat(field(talk, "tracking_total_items")).isEqualTo("4");
            assertThat(field(talk, "tracking_total_prefixes")).isEqualTo("2");
            talk.run("SET b 1");
            assertThat(field(talk, "tracking_total_items")).isEqualTo("2");
            reader.close();
            broad.close();
            await().until(() -> field(talk, "tracking_clients").equals("1"));
            assertThat(field(talk, "tracking_total_prefixes")).isEqualTo("0");
            talk.run("RESET");
            assertThat(field(talk, "tracking_clients")).isEqualTo("0");
            assertThat(talk.run("CLIENT TRACKINGINFO")).isEqualTo("[flags [off] redirect -1 prefixes []]");
        }
    }
}
