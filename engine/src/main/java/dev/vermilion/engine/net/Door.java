package dev.vermilion.engine.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sockets on which one kind of connection comes in. */
final class Door {

    private static final long PATIENCE_MILLIS = 5_000;

    private final ServerBootstrap bootstrap;
    private final List<Channel> listening = new ArrayList<>();

    Door(ServerBootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** As {@link Listener#bind}. */
    int bind(List<String> addresses, int port) throws IOException {
        List<Channel> opened = new ArrayList<>();
        List<Channel> before = List.copyOf(listening);
        int got = port;
        try {
            for (String address : BindAddresses.of(addresses)) {
                Channel channel = open(address, got, before);
                if (channel != null) {
                    opened.add(channel);
                    got = ((InetSocketAddress) channel.localAddress()).getPort();
                }
            }
        } catch (IOException e) {
            opened.stream().filter(each -> !before.contains(each)).forEach(Channel::close);
            throw e;
        }
        before.stream().filter(each -> !opened.contains(each)).forEach(Channel::close);
        listening.clear();
        listening.addAll(opened);
        return got;
    }

    private @Nullable Channel open(String wanted, int port, List<Channel> before) throws IOException {
        boolean optional = wanted.startsWith("-");
        String address = optional ? wanted.substring(1) : wanted;
        InetSocketAddress place = new InetSocketAddress(address, port);
        String failure = "Could not create server TCP listening socket " + address + ":" + port + ": ";
        if (place.isUnresolved() && !optional) {
            throw new IOException(failure + "Name or service not known");
        }
        for (Channel each : before) {
            if (port != 0 && place.equals(each.localAddress())) {
                return each;
            }
        }
        try {
            return open(place);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (optional && !reason.contains("in use")) {
                return null;
            }
            throw new IOException(failure + reason, e);
        }
    }

    /** Listens at one place more. */
    void add(SocketAddress place) throws IOException {
        listening.add(open(place));
    }

    private Channel open(SocketAddress place) throws IOException {
        ChannelFuture future = bootstrap.bind(place);
        try {
            future.await(); // the command thread may: it is another thread that accepts
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Throwable cause = future.cause();
        if (cause != null) {
            throw new IOException("bind: " + String.valueOf(cause.getMessage()).replaceFirst("^.*: ", ""), cause);
        }
        return future.channel();
    }

    /** Listens nowhere any more when this returns. Not to be called on the thread that accepts. */
    void close() {
        listening.stream().map(Channel::close).toList().forEach(each -> each.awaitUninterruptibly(PATIENCE_MILLIS));
        listening.clear();
    }
}
