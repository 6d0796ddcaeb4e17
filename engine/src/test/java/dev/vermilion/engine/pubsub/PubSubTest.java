package dev.vermilion.engine.pubsub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Channels, patterns and shard channels. */
@EveryRedis
class PubSubTest {

    private static final int SUBSCRIBERS = 100;
    private static final int MESSAGES = 200;

    @Test
    void messagesComeToWhoListens(RedisServer redis) {
        try (Conversation listener = redis.talk();
                Conversation talk = redis.talk()) {
            listener.send("SUBSCRIBE news weather news");
            assertThat(listener.read()).isEqualTo("[subscribe news 1]");
            assertThat(listener.read()).isEqualTo("[subscribe weather 2]");
            assertThat(listener.read()).isEqualTo("[subscribe news 2]");
            talk.play("""
                    > PUBLISH news hello
                    1
                    > PUBLISH sports hello
                    0
                    > PUBLISH weather "it \\x00 rains"
                    1
                    > PUBLISH news
                    -ERR wrong number of arguments for 'publish' command
                    """);
            assertThat(listener.read()).isEqualTo("[message news hello]");
            assertThat(listener.read()).isEqualTo("[message weather it \0 rains]");
            assertThat(listener.run("UNSUBSCRIBE news nosuch")).isEqualTo("[unsubscribe news 1]");
            assertThat(listener.read()).isEqualTo("[unsubscribe nosuch 1]");
            assertThat(talk.run("PUBLISH news hello")).isEqualTo("0");
        }
    }

    @Test
    void whoListensToChannelAndPatternGetsBoth(RedisServer redis) {
        try (Conversation listener = redis.talk();
                Conversation talk = redis.talk()) {
            listener.play("""
                    > SUBSCRIBE news
                    [subscribe news 1]
                    > PSUBSCRIBE n[a-e]w?
                    [psubscribe n[a-e]w? 2]
                    """);
            assertThat(talk.run("PUBLISH news hello")).isEqualTo("2");
            assertThat(listener.read()).isEqualTo("[message news hello]");
            assertThat(listener.read()).isEqualTo("[pmessage n[a-e]w? news hello]");
            assertThat(talk.run("PUBLISH newt hello")).isEqualTo("1");
            assertThat(listener.read()).isEqualTo("[pmessage n[a-e]w? newt hello]");
        }
    }

    @Test
    void inResp2AListenerCanDoLittleElse(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > SUBSCRIBE a
                    [subscribe a 1]
                    > PSUBSCRIBE b*
                    [psubscribe b* 2]
                    > SSUBSCRIBE c
                    [ssubscribe c 1]
                    > PING
                    [pong ]
                    > PING text
                    [pong text]
                    > GET key
                    -ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context
                    > CLIENT ID
                    -ERR Can't execute 'client|id': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context
                    > NOSUCH
                    -ERR unknown command 'NOSUCH', with args beginning with:\s
                    > UNSUBSCRIBE
                    [unsubscribe a 1]
                    > UNSUBSCRIBE
                    [unsubscribe nil 1]
                    > PUNSUBSCRIBE b*
                    [punsubscribe b* 0]
                    > PING
                    [pong ]
                    > SUNSUBSCRIBE
                    [sunsubscribe c 0]
                    > PING
                    PONG
                    > SUNSUBSCRIBE
                    [sunsubscribe nil 0]
                    > GET key
                    nil
                    > SUBSCRIBE
                    -ERR wrong number of arguments for 'subscribe' command
                    """);
        }
    }

    @Test
    void inResp3AListenerCanDoAll(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3();
                Conversation other = redis.talk()) {
            talk.play("""
                    > SUBSCRIBE a
                    [subscribe a 1]
                    > SET key value
                    OK
                    > PING
                    PONG
                    """);
            assertThat(other.run("PUBLISH a hello")).isEqualTo("1");
            assertThat(talk.read()).isEqualTo("[message a hello]");
            assertThat(talk.run("GET key")).isEqualTo("value");
        }
    }

    @Test
    void shardChannelsAreOtherChannels(RedisServer redis) {
        try (Conversation listener = redis.talk();
                Conversation talk = redis.talk()) {
            listener.play("""
                    > SSUBSCRIBE a
                    [ssubscribe a 1]
                    > SUBSCRIBE a
                    [subscribe a 1]
                    """);
            talk.play("""
                    > SPUBLISH a shard
                    1
                    > PUBLISH a plain
                    1
                    > SPUBLISH b shard
                    0
                    """);
            assertThat(listener.read()).isEqualTo("[smessage a shard]");
            assertThat(listener.read()).isEqualTo("[message a plain]");
            assertThat(listener.run("SUNSUBSCRIBE a b")).isEqualTo("[sunsubscribe a 0]");
            assertThat(listener.read()).isEqualTo("[sunsubscribe b 0]");
        }
    }

    @Test
    void pubSubTellsWhoListens(RedisServer redis) {
        try (Conversation one = redis.talk();
                Conversation two = redis.talk();
                Conversation talk = redis.talk()) {
            one.run("SUBSCRIBE news");
            two.run("SUBSCRIBE news");
            two.run("PSUBSCRIBE n*");
            one.run("PSUBSCRIBE n*");
            one.run("PSUBSCRIBE m*");
            one.run("SSUBSCRIBE shard");
            talk.play("""
                    > PUBSUB CHANNELS
                    [news]
                    > PUBSUB CHANNELS n?ws
                    [news]
                    > PUBSUB CHANNELS s*
                    []
                    > PUBSUB NUMSUB news nosuch
                    [news 2 nosuch 0]
                    > PUBSUB NUMSUB
                    []
                    > PUBSUB NUMPAT
                    2
                    > PUBSUB SHARDCHANNELS
                    [shard]
                    > PUBSUB SHARDCHANNELS n*
                    []
                    > PUBSUB SHARDNUMSUB shard news
                    [shard 1 news 0]
                    > PUBSUB CHANNELS a b
                    -ERR unknown subcommand or wrong number of arguments for 'CHANNELS'. Try PUBSUB HELP.
                    > PUBSUB NUMPAT x
                    -ERR wrong number of arguments for 'pubsub|numpat' command
                    > PUBSUB FOO
                    -ERR unknown subcommand 'FOO'. Try PUBSUB HELP.
                    > PUBSUB
                    -ERR wrong number of arguments for 'pubsub' command
                    """);
            assertThat(talk.run("PUBSUB HELP")).startsWith("[PUBSUB <subcommand> [<arg> [value] [opt] ...]");
        }
    }

    @Test
    void whoHasGoneListensNoLonger(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            try (Conversation listener = redis.talk()) {
                listener.run("SUBSCRIBE a");
                listener.run("PSUBSCRIBE a*");
            }
            await().untilAsserted(() -> assertThat(talk.run("PUBSUB NUMPAT")).isEqualTo("0"));
            assertThat(talk.run("PUBSUB CHANNELS")).isEqualTo("[]");
            assertThat(talk.run("PUBLISH a b")).isEqualTo("0");
        }
    }

    @Test
    void messagesOfATransactionComeTogether(RedisServer redis) {
        try (Conversation listener = redis.talk();
                Conversation talk = redis.talk()) {
            listener.run("SUBSCRIBE a");
            talk.run("MULTI");
            talk.run("PUBLISH a 1");
            talk.run("PUBLISH a 2");
            assertThat(talk.run("EXEC")).isEqualTo("[1 1]");
            assertThat(listener.read()).isEqualTo("[message a 1]");
            assertThat(listener.read()).isEqualTo("[message a 2]");
        }
    }

    @Test
    void whoPublishesToItselfGetsTheMessageBehindTheReply(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3()) {
            assumeFalse(talk.run("CLIENT NO-TOUCH OFF").startsWith("-"), "Redis 7.0 writes it into the reply");
            talk.run("SUBSCRIBE a");
            assertThat(talk.run("PUBLISH a 1")).isEqualTo("1");
            assertThat(talk.read()).isEqualTo("[message a 1]");
            talk.run("MULTI");
            talk.run("PUBLISH a 2");
            talk.run("PUBLISH a 3");
            assertThat(talk.run("EXEC")).isEqualTo("[1 1]");
            assertThat(talk.read()).isEqualTo("[message a 2]");
            assertThat(talk.read()).isEqualTo("[message a 3]");
        }
    }

    @Test
    void oneMessageComesInEachListenersProtocol(RedisServer redis) throws IOException {
        try (Conversation talk = redis.talk();
                Socket two = new Socket(redis.host(), redis.port());
                Socket three = new Socket(redis.host(), redis.port())) {
            two.getOutputStream().write("SUBSCRIBE a\r\n".getBytes(US_ASCII));
            three.getOutputStream().write("HELLO 3\r\nSUBSCRIBE a\r\n".getBytes(US_ASCII));
            await().until(() -> talk.run("PUBSUB NUMSUB a").equals("[a 2]"));
            talk.run("PUBLISH a b");
            String message = "3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nb\r\n";
            assertThat(upTo(two, message)).endsWith("*" + message);
            assertThat(upTo(three, message)).endsWith(">" + message);
        }
    }

    private static String upTo(Socket socket, String end) throws IOException {
        socket.setSoTimeout(20_000);
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException(read.toString());
            }
            read.append((char) next);
        }
        return read.toString();
    }

    @Test
    void aListenerThatDoesNotReadIsClosed(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation listener = redis.talk()) {
            assertThat(talk.run("CONFIG SET client-output-buffer-limit \"pubsub 1mb 0 0\""))
                    .isEqualTo("OK");
            listener.run("SUBSCRIBE a");
            String publish = "PUBLISH a " + "x".repeat(100_000);
            await().until(() -> talk.run(publish).equals("0"));
            assertThat(talk.run("PUBSUB CHANNELS")).isEqualTo("[]");
        } finally {
            try (Conversation talk = redis.talk()) {
                talk.run("CONFIG SET client-output-buffer-limit \"pubsub 32mb 8mb 60\"");
            }
        }
    }

    @Test
    void aHundredListenersGetAllMessagesInOrder(RedisServer redis) {
        List<Conversation> listeners = new ArrayList<>();
        try (Conversation one = redis.talk();
                Conversation two = redis.talk()) {
            for (int i = 0; i < SUBSCRIBERS; i++) {
                Conversation listener = redis.talk();
                listeners.add(listener);
                listener.run(i % 2 == 0 ? "SUBSCRIBE channel" : "PSUBSCRIBE chan*");
            }
            for (int i = 0; i < MESSAGES; i++) {
                one.send("PUBLISH channel one-" + i);
                two.send("PUBLISH channel two-" + i);
            }
            for (Conversation listener : listeners) {
                List<String> got = new ArrayList<>();
                for (int i = 0; i < 2 * MESSAGES; i++) {
                    String message = listener.read();
                    got.add(message.substring(message.lastIndexOf(' ') + 1, message.length() - 1));
                }
                assertThat(got.stream().filter(each -> each.startsWith("one-"))).containsExactlyElementsOf(all("one-"));
                assertThat(got.stream().filter(each -> each.startsWith("two-"))).containsExactlyElementsOf(all("two-"));
            }
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(one.read()).isEqualTo(Integer.toString(SUBSCRIBERS));
            }
        } finally {
            listeners.forEach(Conversation::close);
        }
    }

    private static List<String> all(String prefix) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            all.add(prefix + i);
        }
        return all;
    }
}
