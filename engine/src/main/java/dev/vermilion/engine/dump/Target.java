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
import java.util.concurrent.TimeUnit;

/**
 * A connection to the server that takes the keys of MIGRATE. It waits for at most the timeout at every step, which is a
 * reply or that more can be written; a plain socket would wait without end in writing, and again for every byte of a
 * reply. A server that stops to read or that dawdles must not stop this one.
 */
final class Target implements AutoCloseable {

    /** Replies are a word, or the text of an error. */
    private static final int LONGEST_LINE = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private int timeoutMillis;
    private long database = -1;
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
            await(SelectionKey.OP_CONNECT, timeoutMillis);
            channel.finishConnect();
        }
    }

    private void await(int operation, long millis) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new SocketTimeoutException();
        }
        selector.selectedKeys().clear();
    }

    /** False if the other side has closed the connection, or has sent what nobody asked for. */
    boolean isUsable() {
        try {
            in.clear();
            int count = channel.read(in);
            in.flip();
            return count == 0;
        } catch (IOException e) {
            return false; // reset by the other side, most likely
        }
    }

    /** Waits for that long from now on. */
    void timeout(int millis) {
        timeoutMillis = millis;
    }

    /** The database that was selected; negative if that is not known. */
    long database() {
        return database;
    }

    /** Remembers which database was selected; negative for an unknown one. */
    void database(long number) {
        database = number;
    }

    /** Sends all of {@code bytes}. */
    void send(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (channel.write(rest) == 0) {
                await(SelectionKey.OP_WRITE, timeoutMillis);
            }
        }
    }

    /** Reads a line, without its end. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        long start = System.nanoTime();
        while (true) {
            while (!in.hasRemaining()) {
                fill(timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
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

    private void fill(long millis) throws IOException {
        in.clear();
        int count = channel.read(in);
        if (count == 0) {
            await(SelectionKey.OP_READ, millis);
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
