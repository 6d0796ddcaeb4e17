package dev.vermilion.engine.cli;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection to a server. */
final class Link implements Closeable {

    private final Closeable socket;
    private final OutputStream out;
    private final ReplyReader replies;

    private Link(Closeable socket, InputStream in, OutputStream out) {
        this.socket = socket;
        this.out = out;
        this.replies = new ReplyReader(new BufferedInputStream(in, 64 * 1024));
    }

    /**
     * Connects to the server that the options name.
     *
     * @throws IOException if it cannot be had; the message is what redis-cli says
     */
    static Link to(Options options) throws IOException {
        if (!options.socket.isEmpty()) {
            try {
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(options.socket)));
                return new Link(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
            } catch (IOException e) {
                throw new IOException("Could not connect to Redis at " + options.socket + ": " + reason(e), e);
            }
        }
        try {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(options.host, options.port));
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            Socket plainOrTls = options.tls ? encrypted(socket, options) : socket;
            return new Link(plainOrTls, plainOrTls.getInputStream(), plainOrTls.getOutputStream());
        } catch (IOException e) {
            throw new IOException(
                    "Could not connect to Redis at " + options.host + ":" + options.port + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof UnknownHostException ? "Name or service not known" : String.valueOf(e.getMessage());
    }

    private static Socket encrypted(Socket socket, Options options) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        try {
            if (options.insecure) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else if (!options.authorities.isEmpty()) {
                builder.trustManager(new File(options.authorities));
            }
            if (!options.certificate.isEmpty()) {
                builder.keyManager(new File(options.certificate), new File(options.key));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("SSL context: " + e.getMessage(), e);
        }
        SSLSocketFactory factory = ((JdkSslContext) builder.build()).context().getSocketFactory();
        SSLSocket encrypted = (SSLSocket) factory.createSocket(socket, options.host, options.port, true);
        encrypted.startHandshake();
        return encrypted;
    }

    /** Sends a command and waits for its reply. */
    Reply ask(String... words) throws IOException {
        send(List.of(words).stream()
                .map(each -> each.getBytes(StandardCharsets.UTF_8))
                .toList());
        return next();
    }

    /** Sends a command. */
    void send(List<byte[]> words) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        line(request, "*" + words.size());
        for (byte[] word : words) {
            line(request, "$" + word.length);
            request.writeBytes(word);
            line(request, "");
        }
        sendAsItIs(request.toByteArray());
    }

    /** Sends bytes that are in the protocol already. */
    void sendAsItIs(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static void line(ByteArrayOutputStream request, String text) {
        request.writeBytes((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Waits for the next reply or message. */
    Reply next() throws IOException {
        return replies.next();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
