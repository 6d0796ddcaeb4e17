package dev.vermilion.engine.dump;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A connection to the server that takes the keys of MIGRATE. It waits for at most the timeout at every step, in writing
 * too, which a plain socket would not: a server that stops reading must not stop this one.
 */
final class Target implements AutoCloseable {

    /** Replies are a word, or the text of an error. */
    private static final int LONGEST_LINE = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final int timeoutMillis;
    private final ByteBuffer in = ByteBuffer.allocate(1024).limit(0);

    private Target(SocketChannel channel, Selector selector, int timeoutMillis) {
        this.channel = channel;
        this.selector = selector;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Connects.
     *
     * @throws java.net.ConnectException if nobody listens there
     * @throws IOException if the host is unknown or does not answer in time
     */
    static Target connect(String host, int port, int timeoutMillis) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        Target target = new Target(SocketChannel.open(), Selector.open(), timeoutMillis);
        try {
            target.connect(address);
            return target;
        } catch (IOException e) {
            target.close();
            throw e;
        }
    }

    private void connect(InetSocketAddress address) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT);
        if (!channel.connect(address)) {
            await(SelectionKey.OP_CONNECT);
            channel.finishConnect();
        }
    }

    private void await(int operation) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        if (selector.select(timeoutMillis) == 0) {
            throw new SocketTimeoutException();
        }
        selector.selectedKeys().clear();
    }

    /** Sends all of {@code bytes}. */
    void send(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (channel.write(rest) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Reads a line, without its end. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (!in.hasRemaining()) {
                fill();
            }
            char letter = (char) (in.get() & 0xff);
            if (letter == '\n') {
                return utf8(line.toString().stripTrailing());
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a reply without an end");
            }
            line.append(letter);
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private void fill() throws IOException {
        in.clear();
        int count = channel.read(in);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(in);
        }
        in.flip();
        if (count < 0) {
            throw new EOFException();
        }
    }

    /** Closes the connection; what goes wrong then no longer matters. */
    @Override
    public void close() {
        try (selector) {
            channel.close();
        } catch (IOException e) {
            System.getLogger(Target.class.getName()).log(System.Logger.Level.DEBUG, "a connection did not close", e);
        }
    }
}
