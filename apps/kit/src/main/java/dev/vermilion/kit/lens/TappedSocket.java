package dev.vermilion.kit.lens;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket whose streams show their bytes to the recording of the thread that uses them. While a thread
 * records, what it writes is held until it flushes, so that one flush is one round trip. Used by one thread at a time, as
 * any connection of a pool.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // each call is passed on to a socket that has locks of its own
final class TappedSocket extends Socket {

    /** More than this is passed on before the flush: it would not be kept anyway. */
    private static final int MAX_HELD = 256 * 1024;

    private final Socket socket;
    private final WireTotals totals;
    private @Nullable Exchange exchange;

    TappedSocket(Socket socket, WireTotals totals) {
        this.socket = socket;
        this.totals = totals;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(socket.getOutputStream());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(socket.getInputStream());
    }

    private final class Output extends FilterOutputStream {

        private final WireTotals.Counter counter = totals.new Counter();
        private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
        private boolean passing;

        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            counter.feed(bytes, offset, length);
            if (Recording.ofThisThread() == null || passing) {
                release();
                out.write(bytes, offset, length);
                return;
            }
            held.write(bytes, offset, length);
            if (held.size() > MAX_HELD) {
                release();
                passing = true;
            }
        }

        @Override
        public void flush() throws IOException {
            release();
            passing = false;
            out.flush();
        }

        private void release() throws IOException {
            if (held.size() == 0) {
                return;
            }
            byte[] bytes = held.toByteArray();
            held.reset();
            Recording recording = Recording.ofThisThread();
            exchange = recording == null ? null : recording.sending(bytes);
            out.write(bytes);
        }
    }

    private final class Input extends FilterInputStream {

        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0) {
                totals.received(count);
                Recording recording = Recording.ofThisThread();
                Exchange current = exchange;
                if (recording != null && current != null && current.belongsTo(recording)) {
                    current.received(bytes, offset, count);
                }
            }
            return count;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        socket.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public String toString() {
        return socket.toString();
    }
}
