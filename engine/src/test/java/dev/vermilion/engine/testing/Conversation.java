package dev.vermilion.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to a Redis on which a test talks in lines, as one does in redis-cli. Words are parted by spaces; in
 * double quotes they may have spaces, {@code \n}, {@code \"}, {@code \\} and {@code \x00}. Replies are in the notation of
 * {@link ReplyText}; an empty one is {@code ""}.
 *
 * <pre>{@code
 *   > RPUSH list a b
 *   2
 *   > LRANGE list 0 -1
 *   [a b]
 *   > GET list
 *   -WRONGTYPE Operation against a key holding the wrong kind of value
 * }</pre>
 */
public final class Conversation implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    /** A new connection, in RESP2. */
    public Conversation(RedisServer server) {
        try {
            socket = new Socket(server.host(), server.port());
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Speaks RESP3 from now on. */
    public Conversation inResp3() {
        run("HELLO 3");
        return this;
    }

    /** Sends a command and returns its reply. */
    public String run(String line) {
        send(line);
        return read();
    }

    /** Sends a command whose reply comes later; see {@link #read}. */
    public void send(String line) {
        List<byte[]> words = words(line);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(ascii("*" + words.size() + "\r\n"));
        for (byte[] word : words) {
            request.writeBytes(ascii("$" + word.length + "\r\n"));
            request.writeBytes(word);
            request.writeBytes(ascii("\r\n"));
        }
        try {
            socket.getOutputStream().write(request.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next reply or message. */
    public String read() {
        try {
            return ReplyText.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs lines {@code > COMMAND}, each followed by the reply that it must give. A line {@code < message} in the place of
     * a command is one more message that must come.
     */
    public void play(String script) {
        String[] lines = script.lines().filter(line -> !line.isBlank()).toArray(String[]::new);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("< ")) {
                assertThat(read()).as(lines[i]).isEqualTo(lines[i].substring(2));
                continue;
            }
            assertThat(lines[i]).startsWith("> ");
            String reply = run(lines[i].substring(2));
            assertThat(reply.isEmpty() ? "\"\"" : reply).as(lines[i]).isEqualTo(lines[++i]);
        }
    }

    /** Returns when {@code clients} clients wait in a blocking command, no more and no fewer. */
    public void untilWaiting(int clients) {
        Instant deadline = Instant.now().plusMillis(PATIENCE_MILLIS);
        while (waiting() != clients) {
            assertThat(Instant.now())
                    .as("%d of %d clients wait", waiting(), clients)
                    .isBefore(deadline);
        }
    }

    private long waiting() {
        return run("CLIENT LIST")
                .lines()
                .filter(each -> each.contains(" flags=b"))
                .count();
    }

    /** True if the Redis has this command. */
    public boolean knows(String command) {
        return !run(command).contains("unknown command");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> words(String line) {
        List<byte[]> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == ' ') {
                at++;
                continue;
            }
            boolean quoted = line.charAt(at) == '"';
            ByteArrayOutputStream word = new ByteArrayOutputStream();
            at += quoted ? 1 : 0;
            while (at < line.length() && line.charAt(at) != (quoted ? '"' : ' ')) {
                at = quoted && line.charAt(at) == '\\' ? unescape(line, at + 1, word) : plain(line, at, word);
            }
            at += quoted ? 1 : 0;
            words.add(word.toByteArray());
        }
        return words;
    }

    private static int plain(String line, int at, ByteArrayOutputStream word) {
        int point = line.codePointAt(at);
        word.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        return at + Character.charCount(point);
    }

    private static int unescape(String line, int at, ByteArrayOutputStream word) {
        switch (line.charAt(at)) {
            case 'n' -> word.write('\n');
            case 'r' -> word.write('\r');
            case 't' -> word.write('\t');
            case 'x' -> word.write(Integer.parseInt(line.substring(at + 1, at + 3), 16));
            default -> word.write(line.charAt(at));
        }
        return line.charAt(at) == 'x' ? at + 3 : at + 1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
