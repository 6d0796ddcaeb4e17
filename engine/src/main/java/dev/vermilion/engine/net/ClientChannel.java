package dev.vermilion.engine.net;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Transaction;
import dev.vermilion.engine.config.OutputLimits;
import dev.vermilion.engine.resp.ProtocolException;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.RequestReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;

/**
 * One connection: bytes in, requests to the dispatcher, replies out.
 *
 * <p>A client that does not read its replies is read from all the same: many send all that they have to say before they
 * read. What waits for it counts as its memory, and is bounded by closing it.
 */
final class ClientChannel extends ChannelInboundHandlerAdapter implements Client.Connection {

    /** Replies of one batch are handed to the network in pieces of about this size. */
    private static final int SEND_SIZE = 256 * 1024;

    /** So many bytes may wait for any client, whatever its limit: Redis has a buffer of that size that does not count. */
    private static final long UNLIMITED_SIZE = 16 * 1024;

    /** So many bytes of requests may wait of a client that has not authenticated. */
    private static final long STRANGER_QUERY_LIMIT = 1024 * 1024;

    private final CommandLoop loop;
    private final Channel channel;
    private final RequestReader reader;
    private final Client client;
    private final boolean isEncrypted;
    private boolean sendQueued;
    private boolean processing;
    private boolean closing;
    private boolean left;
    private long received;
    private long sent;

    ClientChannel(CommandLoop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
        this.isEncrypted = channel.pipeline().get(SslHandler.class) != null;
        this.reader = new RequestReader(loop.buffers());
        this.client = new Client(
                loop.clients().nextId(),
                this,
                loop.keyspace().database(0),
                new ReplyWriter(loop.buffers()),
                loop.keyspace().clock().wallMillis());
        loop.dispatcher().admission().access().welcome(client);
    }

    Client client() {
        return client;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        loop.clients().add(client);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
    }

    private void leave() {
        left = true;
        loop.clients().remove(client);
        loop.dispatcher().forget(client);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            int count = bytes.readableBytes();
            reader.ensureWritable(count);
            bytes.readBytes(reader.array(), reader.writeIndex(), count);
            reader.written(count);
            received += count;
            loop.clients().traffic().read(count);
        } finally {
            bytes.release();
        }
        holdToQueryLimit();
        processRequests();
        holdToQueryLimit();
    }

    /** Sends a client away that sends and sends what is no whole request yet, or what EXEC is to run. */
    private void holdToQueryLimit() {
        Transaction transaction = client.transaction();
        long held = reader.pending() + (transaction == null ? 0 : transaction.bytes());
        long limit = loop.keyspace().settings().clientQueryBufferLimit;
        if (!closing && held > (client.isAuthenticated() ? limit : Math.min(limit, STRANGER_QUERY_LIMIT))) {
            loop.clients().traffic().closedForQuery();
            close();
        }
    }

    /** It has taken some of what waits for it, or begins not to. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        count();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // before anything else: if memory has run out, this gives some back
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) { // as TLS has them
            System.getLogger(ClientChannel.class.getName())
                    .log(System.Logger.Level.ERROR, "a connection failed", cause);
        }
    }

    /**
     * Reads and answers requests past the event loop, which waits for a long command of another client. Only where the
     * connection can be read without it.
     */
    void serveWhileBusy() {
        if (processing || closing || isEncrypted || !(channel instanceof UnixChannel unix)) {
            return;
        }
        ByteBuffer bytes = loop.direct();
        try {
            int count = unix.fd().read(bytes, 0, bytes.capacity());
            for (; count > 0; count = unix.fd().read(bytes, 0, bytes.capacity())) {
                reader.ensureWritable(count);
                bytes.get(0, reader.array(), reader.writeIndex(), count);
                reader.written(count);
                received += count;
                loop.clients().traffic().read(count);
            }
        } catch (IOException e) {
            close();
            return;
        }
        processing = true;
        try {
            runRequests();
        } finally {
            processing = false;
            reader.releaseIfEmpty();
            send();
            count();
        }
    }

    /**
     * Runs the whole requests that have arrived, until the client must wait. Whether it takes its replies makes no
     * difference: many send all that they have to say before they read, and would wait for ever for who waits for them.
     */
    private void processRequests() {
        if (processing) {
            return;
        }
        processing = true;
        loop.beginBatch();
        try {
            runRequests();
        } finally {
            processing = false;
            reader.releaseIfEmpty();
            send();
            count();
            loop.endBatch();
        }
    }

    private void runRequests() {
        try {
            reader.maxBulkLength(loop.keyspace().settings().protoMaxBulkLen);
            client.reply().limit(hardLimit() == 0 ? 0 : Math.max(hardLimit(), UNLIMITED_SIZE));
            while (!client.isBlocked() && !client.isClosing() && !closing) {
                reader.authenticated(client.isAuthenticated());
                Request request = reader.next();
                if (request == null) {
                    break;
                }
                loop.dispatcher().execute(client, request);
                if (isOverLimit()) {
                    closeOverLimit();
                } else if (client.reply().size() > SEND_SIZE) {
                    send();
                    count();
                    loop.clients().eviction().run();
                }
            }
        } catch (ProtocolException e) {
            loop.dispatcher().error(client, "ERR Protocol error: " + e.getMessage());
            client.closeAfterReply();
        }
    }

    /** Hands to the network what the writer holds. */
    void send() {
        sendQueued = false;
        ReplyWriter reply = client.reply();
        if (reply.size() > 0 && !closing && loop.holds(this)) {
            return;
        }
        if (reply.size() > 0) {
            if (closing || !channel.isActive()) {
                reply.clear();
                return;
            }
            if (isOverLimit()) {
                closeOverLimit();
                reply.clear();
                return;
            }
            ByteBuf bytes = channel.alloc().directBuffer(reply.size());
            bytes.writeBytes(reply.array(), 0, reply.size());
            sent += reply.size();
            loop.clients().traffic().wrote(reply.size());
            reply.clear();
            channel.writeAndFlush(bytes, channel.voidPromise());
            if (!processing) {
                count();
            }
        }
        if (client.isClosing() && !closing) {
            closing = true;
            channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Counts what the client takes of memory. */
    private void count() {
        if (!left) {
            loop.clients().count(client);
        }
    }

    private boolean isOverLimit() {
        long limit = hardLimit();
        return limit > 0 && unsentBytes() > Math.max(limit, UNLIMITED_SIZE);
    }

    @Override
    public void closeOverLimit() {
        if (!closing) {
            loop.clients().traffic().closedForOutput();
        }
        close();
    }

    /** Most bytes that may wait for the client, 0 for any number. */
    private long hardLimit() {
        OutputLimits.ClientClass kind =
                client.isSubscribed() ? OutputLimits.ClientClass.PUBSUB : OutputLimits.ClientClass.NORMAL;
        return loop.keyspace().settings().outputLimits.of(kind).hardBytes();
    }

    @Override
    public void flushSoon() {
        if (!sendQueued) {
            sendQueued = true;
            loop.sendSoon(this);
        }
    }

    @Override
    public void closeAfterReply() {
        flushSoon();
    }

    @Override
    public void close() {
        closing = true;
        channel.close();
        leave(); // at once: who asks next who is connected must not see it
    }

    @Override
    public void resume() {
        // The requests that waited are run after the command that woke the client is through.
        channel.eventLoop().execute(this::processRequests);
    }

    @Override
    public String remoteAddress() {
        return isLocal() ? localAddress() : address(channel.remoteAddress());
    }

    @Override
    public String localAddress() {
        return address(channel.localAddress());
    }

    private boolean isLocal() {
        return channel.localAddress() instanceof DomainSocketAddress
                || channel.localAddress() instanceof UnixDomainSocketAddress;
    }

    private static String address(Object address) {
        if (address instanceof DomainSocketAddress socket) {
            return socket.path() + ":0";
        }
        if (address instanceof UnixDomainSocketAddress socket) {
            return socket.getPath() + ":0";
        }
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return "?:0";
    }

    @Override
    public long unsentBytes() {
        var waiting = channel.unsafe().outboundBuffer();
        return client.reply().size() + (waiting == null ? 0 : waiting.totalPendingWriteBytes());
    }

    @Override
    public long queryBytes() {
        return processing ? reader.pending() + reader.lastRequest() : reader.pending() - reader.understood();
    }

    @Override
    public long argumentBytes() {
        return processing ? 0 : reader.understood();
    }

    @Override
    public long queryMemory() {
        return reader.capacity();
    }

    @Override
    public long receivedBytes() {
        return received;
    }

    @Override
    public long sentBytes() {
        return sent;
    }

    @Override
    public int descriptor() {
        return channel instanceof UnixChannel unix ? unix.fd().intValue() : -1;
    }
}
