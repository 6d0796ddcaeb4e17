package dev.vermilion.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a connection does to others: CLIENT LIST, KILL, PAUSE and UNBLOCK. */
@EveryRedis
class OtherClientsTest {

    private static final List<String> FIELDS = List.of(
            ("id addr laddr fd name age idle flags db sub psub ssub multi qbuf qbuf-free argv-mem multi-mem rbs rbp obl"
                            + " oll omem tot-mem events cmd user redir resp")
                    .split(" "));

    @Test
    void theListHasALineForEachClient(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            other.play("""
                    > CLIENT SETNAME other
                    OK
                    > SELECT 5
                    OK
                    > WATCH key
                    OK
                    > MULTI
                    OK
                    > GET key
                    QUEUED
                    > GET key
                    QUEUED
                    """);
            String line = line(talk, other.run("EXEC") + talk.run("CLIENT LIST"), "other");
            List<String> names = Arrays.stream(line.split(" "))
                    .map(each -> each.substring(0, each.indexOf('=')))
                    .toList();
            assertThat(names).containsSubsequence(FIELDS);
            assertThat(line).contains(" flags=N db=5 ", " multi=-1 ", " cmd=exec user=default redir=-1 resp=2");
            assertThat(talk.run("CLIENT INFO")).contains(" cmd=client|info ").endsWith("\n");
        }
    }

    private static String line(Conversation talk, String list, String name) {
        return list.lines()
                .filter(each -> each.contains(" name=" + name + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(talk.run("CLIENT LIST")));
    }

    @Test
    void theListTellsWhatAClientIsIn(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            String id = other.run("CLIENT ID");
            other.run("WATCH key");
            other.run("MULTI");
            other.run("GET key");
            assertThat(talk.run("CLIENT LIST ID " + id)).contains(" flags=x ", " multi=1 ", " cmd=get ");
            talk.run("SET key 1");
            assertThat(talk.run("CLIENT LIST ID " + id)).contains(" flags=xd ");
            other.run("RESET");
            other.run("CLIENT NO-EVICT ON");
            assertThat(talk.run("CLIENT LIST ID " + id)).contains(" flags=e ", " cmd=client|no-evict ");
            other.run("SUBSCRIBE a b");
            other.read();
            other.run("PSUBSCRIBE a*");
            other.run("SSUBSCRIBE s");
            assertThat(talk.run("CLIENT LIST ID " + id))
                    .contains(" flags=Pe ", " sub=2 psub=1 ssub=1 ", " cmd=ssubscribe ");
        }
    }

    @Test
    void theListCanBeOfSome(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation listener = redis.talk()) {
            String me = "id=" + talk.run("CLIENT ID") + " ";
            String other = "id=" + listener.run("CLIENT ID") + " ";
            listener.run("SUBSCRIBE a");
            assertThat(talk.run("CLIENT LIST TYPE normal")).contains(me).doesNotContain(other);
            assertThat(talk.run("CLIENT LIST TYPE PUBSUB")).contains(other).doesNotContain(me);
            assertThat(talk.run("CLIENT LIST TYPE replica")).isEmpty();
            assertThat(talk.run("CLIENT LIST ID 999999 " + other.substring(3)))
                    .startsWith(other)
                    .hasLineCount(1);
            talk.play("""
                    > CLIENT LIST TYPE foo
                    -ERR Unknown client type 'foo'
                    > CLIENT LIST TYPE
                    -ERR syntax error
                    > CLIENT LIST ID
                    -ERR syntax error
                    > CLIENT LIST ID x
                    -ERR Invalid client ID
                    > CLIENT LIST FOO
                    -ERR syntax error
                    """);
        }
    }

    @Test
    void killClosesByAddress(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            String address = addressOf(other);
            assertThat(talk.run("CLIENT KILL " + address)).isEqualTo("OK");
            assertThatThrownBy(() -> other.run("PING")).isInstanceOf(UncheckedIOException.class);
            assertThat(talk.run("CLIENT KILL " + address)).isEqualTo("-ERR No such client");
            assertThat(talk.run("CLIENT LIST")).doesNotContain("addr=" + address);
        }
    }

    @Test
    void killClosesWhatAllFiltersTake(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk();
                Conversation listener = redis.talk()) {
            String id = other.run("CLIENT ID");
            listener.run("SUBSCRIBE a");
            assertThat(talk.run("CLIENT KILL TYPE pubsub ID " + id)).isEqualTo("0");
            assertThat(talk.run("CLIENT KILL TYPE normal USER default ADDR " + addressOf(other) + " ID " + id))
                    .isEqualTo("1");
            assertThatThrownBy(() -> other.run("PING")).isInstanceOf(UncheckedIOException.class);
            assertThat(talk.run("CLIENT KILL TYPE pubsub")).isEqualTo("1");
            assertThatThrownBy(listener::read).isInstanceOf(UncheckedIOException.class);
            assertThat(talk.run("PUBLISH a b")).isEqualTo("0");
        }
    }

    @Test
    void killSparesItselfUnlessTold(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            String id = talk.run("CLIENT ID");
            assertThat(talk.run("CLIENT KILL ID " + id)).isEqualTo("0");
            assertThat(talk.run("CLIENT KILL SKIPME yes ID " + id)).isEqualTo("0");
            assertThat(talk.run("CLIENT KILL ID " + id + " SKIPME no")).isEqualTo("1");
            assertThatThrownBy(() -> talk.run("PING")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void killSaysWhatItDoesNotUnderstand(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > CLIENT KILL
                    -ERR wrong number of arguments for 'client|kill' command
                    > CLIENT KILL 1.2.3.4:5
                    -ERR No such client
                    > CLIENT KILL ID x
                    -ERR client-id should be greater than 0
                    > CLIENT KILL ID 0
                    -ERR client-id should be greater than 0
                    > CLIENT KILL ID 999999
                    0
                    > CLIENT KILL TYPE foo
                    -ERR Unknown client type 'foo'
                    > CLIENT KILL TYPE slave
                    0
                    > CLIENT KILL USER nobody
                    -ERR No such user 'nobody'
                    > CLIENT KILL LADDR 1.2.3.4:5
                    0
                    > CLIENT KILL SKIPME maybe
                    -ERR syntax error
                    > CLIENT KILL FOO bar
                    -ERR syntax error
                    > CLIENT KILL ID 999999 TYPE
                    -ERR syntax error
                    """);
        }
    }

    @Test
    void killClosesTheOld(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeFalse(talk.run("CLIENT KILL MAXAGE 100000").startsWith("-"));
            assertThat(talk.run("CLIENT KILL MAXAGE 0")).startsWith("-ERR maxage");
            assertThat(talk.run("CLIENT KILL MAXAGE x")).startsWith("-ERR maxage");
        }
    }

    @Test
    void aPauseOfWritesHoldsThemBack(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation writer = redis.talk();
                Conversation publisher = redis.talk();
                Conversation inMulti = redis.talk()) {
            assertThat(talk.run("CLIENT PAUSE 100000 WRITE")).isEqualTo("OK");
            String id = writer.run("CLIENT ID");
            inMulti.play("""
                    > MULTI
                    OK
                    > GET key
                    QUEUED
                    > EXEC
                    [nil]
                    > MULTI
                    OK
                    """);
            writer.send("SET key 1");
            writer.send("GET key");
            awaitFlag(talk, id, 'b');
            publisher.send("PUBLISH channel message");
            inMulti.send("SET key 2");
            awaitBlocked(talk, 3);
            assertThat(talk.run("GET key")).isEqualTo("nil");
            assertThat(talk.run("CLIENT UNPAUSE")).isEqualTo("OK");
            assertThat(writer.read()).isEqualTo("OK");
            assertThat(writer.read()).isEqualTo("1");
            assertThat(publisher.read()).isEqualTo("0");
            assertThat(inMulti.read()).isEqualTo("QUEUED");
            assertThat(inMulti.run("EXEC")).isEqualTo("[OK]");
        }
    }

    @Test
    void aTransactionThatWritesWaitsForTheEndOfThePause(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation writer = redis.talk()) {
            String id = writer.run("CLIENT ID");
            writer.run("MULTI");
            writer.run("SET key 1");
            talk.run("CLIENT PAUSE 100000 WRITE");
            writer.send("EXEC");
            awaitFlag(talk, id, 'b');
            assertThat(talk.run("GET key")).isEqualTo("nil");
            assertThat(talk.run("CLIENT UNPAUSE")).isEqualTo("OK");
            assertThat(writer.read()).isEqualTo("[OK]");
        }
    }

    @Test
    void unblockDoesNotEndAPause(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation writer = redis.talk()) {
            assumeFalse(talk.run("CLIENT NO-TOUCH OFF").startsWith("-"), "Redis 7.0 crashes");
            String id = writer.run("CLIENT ID");
            talk.run("CLIENT PAUSE 100000 WRITE");
            writer.send("SET key 1");
            awaitFlag(talk, id, 'b');
            assertThat(talk.run("CLIENT UNBLOCK " + id)).isEqualTo("0");
            assertThat(talk.run("CLIENT UNPAUSE")).isEqualTo("OK");
            assertThat(writer.read()).isEqualTo("OK");
        }
    }

    @Test
    void aPauseOfAllEndsByItself(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            long start = System.nanoTime();
            assertThat(talk.run("CLIENT PAUSE 150")).isEqualTo("OK");
            assertThat(talk.run("CLIENT PAUSE 1 WRITE")).isEqualTo("OK"); // held back, then too late to matter
            assertThat(other.run("PING")).isEqualTo("PONG");
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(145_000_000L);
        }
    }

    @Test
    void whatAClosedConnectionAskedForIsDroppedFromThePause(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CLIENT PAUSE 100000 WRITE");
            try (Conversation writer = redis.talk()) {
                writer.send("SET key 1");
                awaitBlocked(talk, 1);
            }
            await().untilAsserted(() -> assertThat(blocked(talk)).isZero());
            assertThat(talk.run("CLIENT UNPAUSE")).isEqualTo("OK");
            assertThat(talk.run("SET other 1")).isEqualTo("OK");
            assertThat(talk.run("GET key")).isEqualTo("nil");
        }
    }

    @Test
    void pauseAndUnblockSayWhatTheyDoNotUnderstand(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > CLIENT PAUSE x
                    -ERR timeout is not an integer or out of range
                    > CLIENT PAUSE -1
                    -ERR timeout is negative
                    > CLIENT PAUSE x FOO
                    -ERR CLIENT PAUSE mode must be WRITE or ALL
                    > CLIENT PAUSE 1 ALL x
                    -ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.
                    > CLIENT UNPAUSE
                    OK
                    > CLIENT UNBLOCK x
                    -ERR value is not an integer or out of range
                    > CLIENT UNBLOCK 999999
                    0
                    > CLIENT UNBLOCK 999999 FOO
                    -ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR
                    > CLIENT UNBLOCK 1 ERROR x
                    -ERR unknown subcommand or wrong number of arguments for 'UNBLOCK'. Try CLIENT HELP.
                    """);
        }
    }

    @Test
    void unblockEndsAWait(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation waiting = redis.talk()) {
            String id = waiting.run("CLIENT ID");
            waiting.send("BZPOPMIN key 0");
            waiting.send("PING next");
            awaitFlag(talk, id, 'b');
            assertThat(talk.run("CLIENT UNBLOCK " + id)).isEqualTo("1");
            assertThat(waiting.read()).isEqualTo("nil");
            assertThat(waiting.read()).isEqualTo("next");
            assertThat(talk.run("CLIENT UNBLOCK " + id)).isEqualTo("0");
            waiting.send("BZPOPMIN key 0");
            awaitFlag(talk, id, 'b');
            assertThat(talk.run("CLIENT UNBLOCK " + id + " ERROR")).isEqualTo("1");
            assertThat(waiting.read()).isEqualTo("-UNBLOCKED client unblocked via CLIENT UNBLOCK");
        }
    }

    @Test
    void aWaitWhoseReplyIsNotWantedEndsInSilence(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation waiting = redis.talk()) {
            String id = waiting.run("CLIENT ID");
            waiting.send("CLIENT REPLY SKIP");
            waiting.send("BZPOPMIN key 0");
            awaitFlag(talk, id, 'b');
            talk.run("ZADD key 1 a");
            assertThat(waiting.run("PING")).isEqualTo("PONG");
            assertThat(talk.run("ZCARD key")).isEqualTo("0");
        }
    }

    @Test
    void killEndsAWait(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation waiting = redis.talk()) {
            String id = waiting.run("CLIENT ID");
            waiting.send("BZPOPMIN key 0");
            awaitFlag(talk, id, 'b');
            assertThat(talk.run("CLIENT KILL ID " + id)).isEqualTo("1");
            assertThatThrownBy(waiting::read).isInstanceOf(UncheckedIOException.class);
            assertThat(talk.run("ZADD key 1 a")).isEqualTo("1");
            assertThat(talk.run("ZCARD key")).isEqualTo("1");
        }
    }

    private static String addressOf(Conversation client) {
        String info = client.run("CLIENT INFO");
        int at = info.indexOf(" addr=") + " addr=".length();
        return info.substring(at, info.indexOf(' ', at));
    }

    private static void awaitFlag(Conversation talk, String id, char flag) {
        await().untilAsserted(
                        () -> assertThat(talk.run("CLIENT LIST ID " + id)).containsPattern(" flags=[A-Za-z]*" + flag));
    }

    private static void awaitBlocked(Conversation talk, int count) {
        await().untilAsserted(() -> assertThat(blocked(talk)).isEqualTo(count));
    }

    private static long blocked(Conversation talk) {
        return talk.run("CLIENT LIST")
                .lines()
                .filter(each -> each.matches(".* flags=[A-Za-z]*b.*"))
                .count();
    }
}
