package dev.vermilion.engine.differential;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection that sends commands, byte for char, and reads their replies. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    Wire(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply run(String... words) {
        return runAll(List.of(List.of(words))).get(0);
    }

    /** Sends all commands, then reads all replies. */
    List<Reply> runAll(List<List<String>> commands) {
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (List<String> words : commands) {
            requests.writeBytes(bytes("*" + words.size() + "\r\n"));
            for (String word : words) {
                requests.writeBytes(bytes("$" + word.length() + "\r\n" + word + "\r\n"));
            }
        }
        try {
            socket.getOutputStream().write(requests.toByteArray());
            List<Reply> replies = new ArrayList<>(commands.size());
            for (List<String> words : commands) {
                replies.add(reply(words));
            }
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply reply(List<String> words) throws IOException {
        try {
            return Reply.read(in);
        } catch (IOException e) {
            throw new IOException("no reply to " + words, e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
