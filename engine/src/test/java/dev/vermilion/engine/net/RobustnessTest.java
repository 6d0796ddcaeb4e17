package dev.vermilion.engine.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a client sends, or does not read: the others are served, and it is told what was wrong. */
@EveryRedis
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RobustnessTest {

    @AfterEach
    void everybodyElseIsServed(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET client-query-buffer-limit 1gb");
            talk.run("CONFIG SET client-output-buffer-limit \"pubsub 33554432 8388608 60\"");
            assertThat(talk.run("PING")).isEqualTo("PONG");
        }
    }

    /** A tilde stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*1~$536870913~         | invalid bulk length",
                "*1~$-1~                | invalid bulk length",
                "*1~$x~                 | invalid bulk length",
                "*x~                    | invalid multibulk length",
                "*2147483648~           | invalid multibulk length",
                "*99999999999999999999~ | invalid multibulk length",
                "*1~PING~               | expected '$', got 'P'",
                "SET \"a~               | unbalanced quotes in request",
                "SET 'a~                | unbalanced quotes in request",
                "SET \"a\"b c~          | unbalanced quotes in request",
            })
    void whatIsNoRequestEndsTheConnectionWithAnError(String request, String error, RedisServer redis)
            throws IOException {
        assertThat(replyTo(request.replace("~", "\r\n"), redis)).isEqualTo("-ERR Protocol error: " + error + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({"x,     too big inline request", "*1,    too big mbulk count string", "*1~$1, too big bulk count string"
    })
    void aLineWithoutEndIsCutOff(String start, String error, RedisServer redis) throws IOException {
        String request = start.replace("~", "\r\n") + "1".repeat(70_000);
        assertThat(replyTo(request, redis)).isIn("-ERR Protocol error: " + error + "\r\n", "reset");
    }

    @Test
    void aWebBrowserIsTurnedAway(RedisServer redis) throws IOException {
        assertThat(replyTo("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", redis)).isIn("", "reset");
        assertThat(replyTo("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", redis))
                .matches("(-ERR wrong number of arguments for 'get' command\r\n)?(reset)?");
    }

    @Test
    void emptyRequestsAreNoRequests(RedisServer redis) throws IOException {
        assertThat(replyTo("\r\n\r\n*0\r\n*-5\r\nPING\r\nQUIT\r\n", redis)).isEqualTo("+PONG\r\n+OK\r\n");
    }

    @Test
    void randomBytesDoNoHarm(RedisServer redis) throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                bytes[0] = '*';
            }
            try (Socket socket = connect(redis)) {
                socket.getOutputStream().write(bytes);
            }
        }
        try (Conversation talk = redis.talk()) {
            assertThat(talk.run("ECHO there")).isEqualTo("there");
        }
    }

    @Test
    void requestsWithDamagedBytesDoNoHarm(RedisServer redis) throws IOException {
        Random random = new Random(11);
        String whole = "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nvalue\r\n*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n";
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = whole.getBytes(ISO_8859_1);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try (Socket socket = connect(redis)) {
                socket.getOutputStream().write(bytes, 0, 1 + random.nextInt(bytes.length));
            }
        }
        try (Conversation talk = redis.talk()) {
            assertThat(talk.run("ECHO there")).isEqualTo("there");
        }
    }

    /** A thousand clients announce a million arguments of 512 MB each: what is announced must take no memory. */
    @Test
    void whatIsAnnouncedButNotSentTakesNoMemory(RedisServer redis) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (Conversation talk = redis.talk()) {
            for (int i = 0; i < 500; i++) {
                Socket socket = connect(redis);
                sockets.add(socket);
                socket.getOutputStream().write("*1000000\r\n$536870912\r\nstart".getBytes(ISO_8859_1));
            }
            assertThat(talk.run("ECHO there")).isEqualTo("there");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aRequestMayComeByteByByte(RedisServer redis) throws IOException {
        try (Socket socket = connect(redis)) {
            socket.setTcpNoDelay(true);
            for (byte each : "*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n".getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(each);
                socket.getOutputStream().flush();
            }
            assertThat(new String(socket.getInputStream().readNBytes(11), ISO_8859_1))
                    .isEqualTo("$5\r\nhello\r\n");
        }
    }

    @Test
    void whatALeavingClientHadSentInWholeIsDone(RedisServer redis) throws IOException {
        try (Socket socket = connect(redis)) {
            socket.getOutputStream().write("SET whole 1\r\nSET half".getBytes(ISO_8859_1));
        }
        try (Conversation talk = redis.talk()) {
            Awaitility.await().until(() -> talk.run("EXISTS whole half").equals("1"));
        }
    }

    @Test
    void aPipelineOfTwentyThousandCommandsIsAnsweredInOrder(RedisServer redis) throws IOException {
        int commands = 20_000;
        try (Socket socket = connect(redis)) {
            Thread writer = new Thread(() -> write(socket, "INCR counter\r\n".repeat(commands)));
            writer.start();
            StringBuilder replies = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (int i = 1; i <= commands; i++) {
                expected.append(':').append(i).append("\r\n");
            }
            while (replies.length() < expected.length()) {
                replies.append((char) socket.getInputStream().read());
            }
            assertThat(replies.toString()).isEqualTo(expected.toString());
        }
    }

    /** A pipeline of most clients: whoever waited for them to read would wait for ever. */
    @Test
    void aClientMaySendAllThatItHasToSayBeforeItReads(RedisServer redis) throws IOException {
        int commands = 200_000;
        String key = "k".repeat(200);
        String value = "v".repeat(200);
        try (Socket socket = connect(redis);
                Conversation talk = redis.talk()) {
            talk.run("SET " + key + " " + value);
            write(socket, ("GET " + key + "\r\n").repeat(commands));
            byte[] one = ("$200\r\n" + value + "\r\n").getBytes(ISO_8859_1);
            for (int i = 0; i < commands; i++) {
                assertThat(socket.getInputStream().readNBytes(one.length)).isEqualTo(one);
            }
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody(RedisServer redis) throws IOException {
        try (Socket greedy = connect(redis);
                Conversation talk = redis.talk()) {
            talk.run("SET large " + "x".repeat(300_000));
            greedy.setSoTimeout(100);
            Thread writer = new Thread(() -> write(greedy, "GET large\r\n".repeat(200)));
            writer.start();

            for (int i = 0; i < 1_000; i++) {
                assertThat(talk.run("PING")).isEqualTo("PONG");
            }
        }
    }

    @Test
    void aSubscriberThatDoesNotReadIsSentAway(RedisServer redis) throws IOException {
        try (Socket deaf = connect(redis);
                Conversation talk = redis.talk()) {
            talk.run("CONFIG SET client-output-buffer-limit \"pubsub 1000000 0 0\"");
            write(deaf, "SUBSCRIBE news\r\n");
            Awaitility.await().until(() -> talk.run("PUBSUB NUMSUB news").equals("[news 1]"));
            String message = "x".repeat(100_000);
            Awaitility.await().until(() -> talk.run("PUBLISH news " + message).equals("0"));

            assertThat(talk.run("CLIENT LIST TYPE PUBSUB").trim()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"*2~$4~ECHO~$9000000~", "*3~$3~SET~$9000000~"})
    void aRequestLongerThanTheLimitOfQueriesEndsTheConnection(String start, RedisServer redis) throws IOException {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET client-query-buffer-limit 1mb");
            String request = start.replace("~", "\r\n") + "x".repeat(4_000_000);
            assertThat(replyTo(request, redis)).isIn("", "reset");
        }
    }

    @Test
    void aRequestWithinTheLimitOfQueriesIsAnswered(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET client-query-buffer-limit 1mb");
            String argument = "x".repeat(900_000);
            assertThat(talk.run("ECHO " + argument)).isEqualTo(argument);
        }
    }

    /** Room is made for what comes, not for what is announced: the argument must grow into it. */
    @Test
    void anArgumentThatComesInPiecesIsTakenWhole(RedisServer redis) throws IOException {
        String piece = "0123456789".repeat(10_000);
        try (Socket socket = connect(redis)) {
            write(socket, "*2\r\n$4\r\nECHO\r\n$2000000\r\n");
            for (int i = 0; i < 20; i++) {
                write(socket, piece);
            }
            write(socket, "\r\n");
            String reply = new String(socket.getInputStream().readNBytes(10 + 2_000_002), ISO_8859_1);
            assertThat(reply).isEqualTo("$2000000\r\n" + piece.repeat(20) + "\r\n");
        }
    }

    @Test
    void oneClientTooManyIsToldSo(RedisServer redis) throws IOException {
        try (Conversation talk = redis.talk()) {
            long clients = talk.run("CLIENT LIST").trim().lines().count();
            talk.run("CONFIG SET maxclients " + (clients + 1));
            try (Conversation last = redis.talk()) {
                assertThat(last.run("PING")).isEqualTo("PONG");
                assertThat(replyTo("", redis)).isEqualTo("-ERR max number of clients reached\r\n");
            }
            Awaitility.await().until(() -> !replyTo("QUIT\r\n", redis).startsWith("-"));
            talk.run("CONFIG SET maxclients 10000"); // whoever comes next may come before the last one is gone
        }
    }

    @Test
    void aStormOfConnectionsLeavesNothingBehind(RedisServer redis) throws IOException {
        try (Conversation talk = redis.talk()) {
            long before = talk.run("CLIENT LIST").trim().lines().count();
            for (int i = 0; i < 2_000; i++) {
                connect(redis).close();
            }
            Awaitility.await()
                    .until(() -> talk.run("CLIENT LIST").trim().lines().count() <= before);
        }
    }

    @Test
    void aValueOfSixtyMegabytesGoesThereAndBack(RedisServer redis) {
        String value = "0123456789".repeat(6_000_000);
        try (Conversation talk = redis.talk()) {
            assertThat(talk.run("SET huge " + value)).isEqualTo("OK");
            assertThat(talk.run("GET huge").length()).isEqualTo(value.length());
        }
    }

    /** All that comes back until the server closes the connection, which it must; {@code reset} if it was cut. */
    private static String replyTo(String request, RedisServer redis) throws IOException {
        try (Socket socket = connect(redis)) {
            write(socket, request);
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException e) {
            return "reset";
        }
    }

    private static Socket connect(RedisServer redis) throws IOException {
        Socket socket = new Socket(redis.host(), redis.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Writes as much as the server takes before it closes the connection. */
    private static void write(Socket socket, String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(ISO_8859_1));
            out.flush();
        } catch (IOException e) {
            assertThat(text.length()).as("a short request that was not taken").isGreaterThan(10_000);
        }
    }
}
