package dev.vermilion.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that take no replies, send too much at a time, or nothing at all. */
@EveryRedis
class ClientLimitsTest {

    private static final String LONG = "x".repeat(1000);

    @AfterEach
    void liftLimits(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET client-output-buffer-limit \"normal 0 0 0 pubsub 33554432 8388608 60\"");
            talk.run("CONFIG SET client-query-buffer-limit 1gb");
            talk.run("CONFIG SET timeout 0");
        }
    }

    private static void fill(Conversation talk, String list) {
        for (int i = 0; i < 150; i++) {
            talk.run("RPUSH " + list + " " + LONG);
        }
    }

    @Test
    void nothingOfATooLongReplyIsSent(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation greedy = redis.talk()) {
            fill(talk, "list");
            talk.run("CONFIG SET client-output-buffer-limit \"normal 100000 0 0\"");
            assertThat(greedy.run("LRANGE list 0 50")).hasSizeGreaterThan(50_000);
            assertThatThrownBy(() -> greedy.run("LRANGE list 0 -1")).isInstanceOf(UncheckedIOException.class);
            assertThat(talk.run("LLEN list")).isEqualTo("150");
        }
    }

    @Test
    void aTransactionWithATooLongReplyIsRunToItsEnd(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation greedy = redis.talk()) {
            fill(talk, "list");
            talk.run("CONFIG SET client-output-buffer-limit \"normal 100000 0 0\"");
            greedy.play("""
                    > MULTI
                    OK
                    > SET before 1
                    QUEUED
                    > LRANGE list 0 -1
                    QUEUED
                    > SET behind 1
                    QUEUED
                    """);
            assertThatThrownBy(() -> greedy.run("EXEC")).isInstanceOf(UncheckedIOException.class);
            assertThat(talk.run("MGET before behind")).isEqualTo("[1 1]");
        }
    }

    @Test
    void aSubscriberThatStaysBehindForLongIsClosed(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation slow = redis.talk()) {
            talk.run("CONFIG SET client-output-buffer-limit \"pubsub 0 100000 1\"");
            slow.run("SUBSCRIBE news");
            String message = "x".repeat(500_000);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> talk.run("PUBLISH news " + message).equals("0"));
        }
    }

    @Test
    void whoSendsTooMuchOfARequestIsClosed(RedisServer redis) throws IOException {
        try (Conversation talk = redis.talk();
                Socket socket = new Socket(redis.host(), redis.port())) {
            talk.run("CONFIG SET client-query-buffer-limit 1mb");
            socket.setSoTimeout(10_000);
            byte[] much = new byte[2_000_000];
            Arrays.fill(much, (byte) 'x');
            assertThatThrownBy(() -> {
                        var out = socket.getOutputStream();
                        out.write("*2\r\n$4\r\nECHO\r\n$3000000\r\n".getBytes(StandardCharsets.US_ASCII));
                        out.write(much);
                        if (socket.getInputStream().read() < 0) {
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("timed out");
        }
    }

    @Test
    void infoCountsWhoWasClosedForALimit(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation sending = redis.talk();
                Conversation asking = redis.talk()) {
            assumeTrue(talk.knows("DELEX"), "older versions do not count them");
            talk.run("CONFIG RESETSTAT");
            talk.run("SET large " + "x".repeat(100_000));
            talk.run("CONFIG SET client-query-buffer-limit 1mb");
            talk.run("CONFIG SET client-output-buffer-limit \"normal 10 0 0\"");
            assertThatThrownBy(() -> sending.run("SET a " + "x".repeat(1 << 20)))
                    .isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> asking.run("GET large")).isInstanceOf(UncheckedIOException.class);
            assertThat(talk.run("INFO stats"))
                    .contains(
                            "client_query_buffer_limit_disconnections:1",
                            "client_output_buffer_limit_disconnections:1");
            assertThat(talk.run("EXISTS a")).isEqualTo("0");
        }
    }

    @Test
    void whoIsIdleIsClosedUnlessItWaitsOrListens(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation idle = redis.talk();
                Conversation waiting = redis.talk();
                Conversation listening = redis.talk()) {
            String id = idle.run("CLIENT ID");
            waiting.send("BLPOP list 0");
            listening.run("SUBSCRIBE news");
            talk.untilWaiting(1);
            talk.run("CONFIG SET timeout 1");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> talk.run("CLIENT LIST ID " + id).isEmpty());
            assertThatThrownBy(idle::read).isInstanceOf(UncheckedIOException.class);
            talk.run("PUBLISH news one");
            assertThat(listening.read()).isEqualTo("[message news one]");
            talk.run("RPUSH list a");
            assertThat(waiting.read()).isEqualTo("[list a]");
        }
    }
}
