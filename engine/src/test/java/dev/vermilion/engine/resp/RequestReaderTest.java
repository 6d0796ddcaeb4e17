package dev.vermilion.engine.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    @Test
    void severalRequestsInOnePacketAreReadInOrder() throws ProtocolException {
        assertThat(read("*2\r\n$3\r\nGET\r\n$1\r\na\r\n*1\r\n$4\r\nPING\r\nECHO hi\r\n"))
                .containsExactly(List.of("GET", "a"), List.of("PING"), List.of("ECHO", "hi"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 100})
    void aRequestMayArriveInPiecesOfAnySize(int piece) throws ProtocolException {
        String text =
                "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$10\r\n0123\r\n6789\r\n\r\nPING\r\n*0\r\n*-1\r\n*1\r\n$1\r\nx\r\n";
        RequestReader reader = new RequestReader();
        List<List<String>> requests = new ArrayList<>();

        for (int from = 0; from < text.length(); from += piece) {
            feed(reader, text.substring(from, Math.min(text.length(), from + piece)));
            drain(reader, requests);
            reader.releaseIfEmpty();
        }

        assertThat(requests).containsExactly(List.of("SET", "key", "0123\r\n6789"), List.of("PING"), List.of("x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*a\\r\\n|invalid multibulk length",
                "*2147483648\\r\\n|invalid multibulk length",
                "*1\\r\\nx\\r\\n|expected '$', got 'x'",
                "*1\\r\\n$-1\\r\\n|invalid bulk length",
                "*1\\r\\n$536870913\\r\\n|invalid bulk length",
                "*1\\r\\n$x\\r\\n|invalid bulk length",
                "SET \"a\\r\\n|unbalanced quotes in request",
                "SET \"a\"b\\r\\n|unbalanced quotes in request",
            })
    void whatIsNoRequestIsRefusedInRedissWords(String bytes, String message) {
        RequestReader reader = new RequestReader();
        feed(reader, bytes.replace("\\r", "\r").replace("\\n", "\n"));

        assertThatThrownBy(reader::next).isInstanceOf(ProtocolException.class).hasMessage(message);
    }

    @Test
    void theBufferIsNotLargerThanTheArgumentThatIsUnderWayNeeds() throws ProtocolException {
        RequestReader reader = new RequestReader();
        String head = "*2\r\n$4\r\nECHO\r\n$1000000\r\n";
        feed(reader, head);
        assertThat(reader.next()).isNull();
        assertThat(reader.understood()).isEqualTo(head.length());
        for (int sent = 0; sent < 1_000_000; sent += 10_000) {
            feed(reader, "x".repeat(10_000));
            assertThat(reader.next()).isNull();
        }
        assertThat(reader.capacity()).isEqualTo(head.length() + 1_000_000 + 2);
        feed(reader, "\r\n");
        assertThat(reader.next()).isNotNull();
        assertThat(reader.understood()).isZero();
    }

    @Test
    void aClientThatHasNotAuthenticatedMaySendLittleOnly() {
        RequestReader reader = new RequestReader();
        reader.authenticated(false);
        feed(reader, "*11\r\n");
        assertThatThrownBy(reader::next).hasMessage("unauthenticated multibulk length");

        RequestReader other = new RequestReader();
        other.authenticated(false);
        feed(other, "*1\r\n$16385\r\n");
        assertThatThrownBy(other::next).hasMessage("unauthenticated bulk length");
    }

    @Test
    void anInlineRequestThatNeverEndsIsRefused() {
        RequestReader reader = new RequestReader();
        feed(reader, "x".repeat(64 * 1024 + 1));

        assertThatThrownBy(reader::next).hasMessage("too big inline request");
    }

    @Test
    void anAnnouncedLengthTakesLittleMemoryBeforeItsBytesArrive() throws ProtocolException {
        RequestReader reader = new RequestReader();
        feed(reader, "*1000000\r\n$536870912\r\nabc");

        assertThat(reader.next()).isNull();
        assertThat(reader.capacity()).isLessThan(2 * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomRequestsInRandomPiecesAreReadAsSent(long seed) throws ProtocolException {
        Random random = new Random(seed);
        List<List<String>> sent = new ArrayList<>();
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            List<String> words = new ArrayList<>();
            for (int j = random.nextInt(random.nextInt(20) == 0 ? 100 : 5); j >= 0; j--) {
                words.add("w".repeat(random.nextInt(random.nextInt(20) == 0 ? 60_000 : 30)));
            }
            sent.add(words);
            bytes.append('*').append(words.size()).append("\r\n");
            words.forEach(word -> bytes.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n"));
        }
        RequestReader reader = new RequestReader(new BufferPool(4));
        List<List<String>> received = new ArrayList<>();

        for (int from = 0; from < bytes.length(); ) {
            int to = Math.min(bytes.length(), from + 1 + random.nextInt(20_000));
            feed(reader, bytes.substring(from, to));
            drain(reader, received);
            reader.releaseIfEmpty();
            from = to;
        }

        assertThat(received).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a b  c|a,b,c",
                "set k \"x y\"|set,k,x y",
                "set 'a b' \"\\x41\\x42\"|set,a b,AB",
                "'it\\'s' x|it's,x",
                "\"\" a|,a",
            })
    void anInlineRequestIsQuotedAsInAShell(String line, String words) throws ProtocolException {
        assertThat(read(line + "\r\n")).containsExactly(List.of(words.split(",", -1)));
    }

    private static List<List<String>> read(String text) throws ProtocolException {
        RequestReader reader = new RequestReader();
        feed(reader, text);
        List<List<String>> requests = new ArrayList<>();
        drain(reader, requests);
        return requests;
    }

    private static void feed(RequestReader reader, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        reader.ensureWritable(bytes.length);
        System.arraycopy(bytes, 0, reader.array(), reader.writeIndex(), bytes.length);
        reader.written(bytes.length);
    }

    private static void drain(RequestReader reader, List<List<String>> into) throws ProtocolException {
        for (Request request = reader.next(); request != null; request = reader.next()) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < request.count(); i++) {
                words.add(request.argument(i).toString());
            }
            into.add(words);
        }
    }
}
