package dev.vermilion.engine.net;

import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.keyspace.Keyspace;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Owns the command thread and the one that accepts connections, listens on ports, and makes clients of the connections that come in. */
public final class Listener implements AutoCloseable {

    /** A client for which more than the upper mark waits is not read from until it is down to the lower. */
    private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private final MultiThreadIoEventLoopGroup doors;
    private final MultiThreadIoEventLoopGroup group;
    private final Class<? extends ServerChannel> channelType;
    private final EventLoop thread;
    private final ServerBootstrap bootstrap = new ServerBootstrap();
    private final List<Channel> listening = new ArrayList<>();
    private @Nullable CommandLoop commandLoop;

    /** A listener with its thread, which does not listen yet. Uses epoll where the machine has it. */
    public Listener() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.channelType = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
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
    public void serve(Dispatcher dispatcher, Clients clients, Keyspace keyspace, Configuration configuration) {
        CommandLoop loop = new CommandLoop(thread, dispatcher, clients, keyspace);
        commandLoop = loop;
        Gate gate = new Gate(configuration, keyspace.settings(), clients, dispatcher.access());
        bootstrap
                .group(doors, group)
                .channel(channelType)
                .option(ChannelOption.SO_BACKLOG, (int) configuration.number("tcp-backlog"))
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (gate.letsIn(channel)) {
                            channel.pipeline().addLast(new ClientChannel(loop, channel));
                        }
                    }
                });
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

    /** Listens nowhere any more; returns 0. */
    public int unbind() {
        listening.forEach(Channel::close);
        listening.clear();
        return 0;
    }

    private @Nullable Channel open(String wanted, int port, List<Channel> before) throws IOException {
        boolean optional = wanted.startsWith("-");
        String address = optional ? wanted.substring(1) : wanted;
        InetSocketAddress place = new InetSocketAddress(address, port);
        for (Channel each : before) {
            if (port != 0 && place.equals(each.localAddress())) {
                return each;
            }
        }
        ChannelFuture future = bootstrap.bind(place);
        try {
            future.await(); // the command thread may: it is another thread that accepts
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Throwable cause = future.cause();
        if (cause == null) {
            return future.channel();
        }
        String reason = String.valueOf(cause.getMessage()).replaceFirst("^.*: ", "");
        if (optional && !reason.contains("in use")) {
            return null;
        }
        throw new IOException(
                "Could not create server TCP listening socket " + address + ":" + port + ": bind: " + reason, cause);
    }

    /** Closes all connections and ends the threads. */
    @Override
    public void close() {
        listening.forEach(Channel::close);
        doors.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
