package dev.vermilion.engine.net;

import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.keyspace.Keyspace;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFutureListener;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Owns the command thread, listens on ports, and makes clients of the connections that come in. */
public final class Listener implements AutoCloseable {

    private static final int BACKLOG = 511;
    /** A client for which more than the upper mark waits is not read from until it is down to the lower. */
    private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private static final byte[] TOO_MANY = "-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MultiThreadIoEventLoopGroup group;
    private final Class<? extends ServerChannel> channelType;
    private final EventLoop thread;
    private final List<Channel> listening = new ArrayList<>();

    /** A listener with its thread, which does not listen yet. Uses epoll where the machine has it. */
    public Listener() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.channelType = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        this.group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("vermilion-commands"), io);
        this.thread = group.next();
    }

    /** Runs a task on the command thread, soon. Any thread may call this. */
    public void execute(Runnable task) {
        thread.execute(task);
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

    /**
     * Begins to listen.
     *
     * @param port the port, 0 for any that is free
     * @return the port
     * @throws IOException if the port is taken or the address is not this machine's
     */
    public int listen(String address, int port, Dispatcher dispatcher, Clients clients, Keyspace keyspace)
            throws IOException {
        CommandLoop loop = new CommandLoop(thread, dispatcher, clients, keyspace);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(channelType)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, loop);
                    }
                });
        try {
            Channel channel =
                    bootstrap.bind(new InetSocketAddress(address, port)).sync().channel();
            listening.add(channel);
            return ((InetSocketAddress) channel.localAddress()).getPort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ChannelException e) {
            throw new IOException(e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IOException("Could not listen on " + address + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private static void accept(Channel channel, CommandLoop loop) {
        if (loop.clients().size() >= loop.keyspace().settings().maxClients) {
            loop.clients().reject();
            channel.writeAndFlush(Unpooled.wrappedBuffer(TOO_MANY)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        channel.pipeline().addLast(new ClientChannel(loop, channel));
    }

    /** Closes all connections and ends the thread. */
    @Override
    public void close() {
        listening.forEach(Channel::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
