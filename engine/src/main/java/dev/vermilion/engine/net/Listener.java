package dev.vermilion.engine.net;

import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.keyspace.Keyspace;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Owns the command thread and the one that accepts connections, listens on ports, and makes clients of the connections that come in. */
public final class Listener implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup doors;
    private final MultiThreadIoEventLoopGroup group;
    private final Class<? extends ServerChannel> tcpType;
    private final Class<? extends ServerChannel> localType;
    private final EventLoop thread;
    private @Nullable Door plain;
    private @Nullable Door encrypted;
    private @Nullable Door local;
    private volatile @Nullable SslContext tls;
    private @Nullable CommandLoop commandLoop;

    /** A listener with its thread, which does not listen yet. Uses epoll where the machine has it. */
    public Listener() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.tcpType = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        this.localType = epoll ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class;
        this.doors = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("vermilion-accept"), io);
        this.group = CommandThread.group(io);
        this.thread = group.next();
    }

    /** Runs a task on the command thread, soon. Any thread may call this. */
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /**
     * Reads and answers what clients ask meanwhile: to be called now and then by a command that runs for long, on the
     * command thread.
     */
    public void serveWhileBusy() {
        if (thread instanceof CommandThread commands && commandLoop != null) {
            commands.runWaitingTasks();
            commandLoop.serveWhileBusy();
        }
    }

    /** True on the command thread. */
    public boolean isCommandThread() {
        return thread.inEventLoop();
    }

    /** Runs a task on the command thread in {@code delayMillis}; the answer cancels it. */
    public Runnable schedule(Runnable task, long delayMillis) {
        var future = thread.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    /** Runs a task on the command thread again and again. */
    public void repeat(Runnable task, long periodMillis) {
        thread.scheduleAtFixedRate(task, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    /** Sets what connections are for. To be called once, before {@link #bind}. */
    public void serve(
            Dispatcher dispatcher, Clients clients, Keyspace keyspace, Configuration configuration, Disk disk) {
        CommandLoop loop = new CommandLoop(thread, dispatcher, clients, keyspace, disk);
        commandLoop = loop;
        Gate gate = new Gate(
                configuration,
                keyspace.settings(),
                clients,
                dispatcher.admission().access());
        plain = new Door(bootstrap(configuration, tcpType, channel -> {
            if (gate.letsIn(channel)) {
                channel.pipeline().addLast(new ClientChannel(loop, channel));
            }
        }));
        encrypted = new Door(bootstrap(configuration, tcpType, channel -> {
            SslContext context = tls;
            if (context == null) {
                channel.close();
                return;
            }
            channel.pipeline().addLast(context.newHandler(channel.alloc()));
            if (gate.letsIn(channel)) {
                channel.pipeline().addLast(new ClientChannel(loop, channel));
            }
        }));
        local = new Door(bootstrap(configuration, localType, channel -> {
            if (gate.letsIn(channel)) {
                channel.pipeline().addLast(new ClientChannel(loop, channel));
            }
        }));
    }

    private ServerBootstrap bootstrap(
            Configuration configuration, Class<? extends ServerChannel> type, Consumer<Channel> welcome) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(doors, group)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, (int) configuration.number("tcp-backlog"))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        welcome.accept(channel);
                    }
                });
        if (type == tcpType) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
        }
        return bootstrap;
    }

    /**
     * Listens on these addresses and no others from now on; if one of them cannot be had, on those of before.
     *
     * @param addresses as in redis.conf: {@code *} and {@code ::*} for all, a dash in front of one that may be missing
     * @param port the port, 0 for any that is free
     * @return the port
     * @throws IOException if the port is taken or an address is not this machine's, in Redis's words
     */
    public int bind(List<String> addresses, int port) throws IOException {
        return opened(plain).bind(addresses, port);
    }

    /** Listens nowhere for connections without TLS any more; returns 0. */
    public int unbind() {
        opened(plain).close();
        return 0;
    }

    /** As {@link #bind}, for connections with TLS; a port of 0 closes what listens for them. */
    public void bindTls(List<String> addresses, int port) throws IOException {
        if (port == 0) {
            opened(encrypted).close();
        } else {
            opened(encrypted).bind(addresses, port);
        }
    }

    /**
     * Reads the certificates that connections with TLS are offered from now on.
     *
     * @throws IOException if they cannot be used; those of before are used on
     */
    public void loadCertificates(Configuration configuration) throws IOException {
        tls = Tls.context(configuration);
    }

    /** Listens on a socket in the file system, which replaces one that is there. */
    public void bindLocal(Path path) throws IOException {
        Files.deleteIfExists(path);
        opened(local)
                .add(
                        localType == EpollServerDomainSocketChannel.class
                                ? new DomainSocketAddress(path.toString())
                                : UnixDomainSocketAddress.of(path));
    }

    private static Door opened(@Nullable Door door) {
        if (door == null) {
            throw new IllegalStateException("nobody is there to serve");
        }
        return door;
    }

    /** Takes no more connections; those that there are stay. Nobody listens any more when this returns. */
    public void stopListening() {
        for (Door each : new Door[] {plain, encrypted, local}) {
            if (each != null) {
                each.close();
            }
        }
    }

    /** Closes all connections and ends the threads. */
    @Override
    public void close() {
        stopListening();
        doors.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
