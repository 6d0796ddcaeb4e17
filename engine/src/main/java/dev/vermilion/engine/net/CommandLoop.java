package dev.vermilion.engine.net;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.BufferPool;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The command thread: the one thread that reads requests, runs commands and sends replies. It remembers which clients
 * have something to be sent and sends it before it rests.
 */
final class CommandLoop {

    /** Spare buffers kept: enough for the clients that are served in one turn of a busy loop. */
    private static final int SPARE_BUFFERS = 256;

    private static final int DIRECT_BYTES = 16 * 1024;

    private final EventLoop thread;
    private final Dispatcher dispatcher;
    private final Clients clients;
    private final Keyspace keyspace;
    private final BufferPool buffers = new BufferPool(SPARE_BUFFERS);
    private final List<ClientChannel> unsent = new ArrayList<>();
    private final Set<ClientChannel> waiting = new LinkedHashSet<>();
    private @Nullable ByteBuffer direct;
    private final Disk disk;
    private boolean inBatch;
    private boolean syncQueued;

    CommandLoop(EventLoop thread, Dispatcher dispatcher, Clients clients, Keyspace keyspace, Disk disk) {
        this.disk = disk;
        this.thread = thread;
        this.dispatcher = dispatcher;
        this.clients = clients;
        this.keyspace = keyspace;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Clients clients() {
        return clients;
    }

    Keyspace keyspace() {
        return keyspace;
    }

    BufferPool buffers() {
        return buffers;
    }

    /**
     * True if replies must wait for the disk. They are sent when all requests that are there in this turn of the loop
     * were run, and what they did is on the disk at once.
     */
    boolean holds(ClientChannel channel) {
        if (!disk.mustSync()) {
            return false;
        }
        waiting.add(channel);
        if (!syncQueued) {
            syncQueued = true;
            thread.execute(this::sync);
        }
        return true;
    }

    private void sync() {
        syncQueued = false;
        boolean done = disk.sync();
        List<ClientChannel> all = List.copyOf(waiting);
        waiting.clear();
        for (ClientChannel channel : all) {
            if (done) {
                channel.send();
            } else {
                channel.close(); // what it was to be told is not true
            }
        }
    }

    /** A batch of requests of one client begins: what is written until {@link #endBatch} is sent there. */
    void beginBatch() {
        inBatch = true;
        dispatcher.beginBatch();
    }

    /** Sends what the batch left for anybody. */
    void endBatch() {
        inBatch = false;
        sendAll();
        clients.eviction().run();
        dispatcher.endBatch();
    }

    /** Something was written for a client: it is sent at the end of the batch, or soon if there is none. */
    void sendSoon(ClientChannel channel) {
        if (unsent.isEmpty() && !inBatch) {
            thread.execute(() -> {
                sendAll();
                clients.eviction().run();
            });
        }
        unsent.add(channel);
    }

    /** A buffer for what is read past the event loop; used at once and not kept. */
    ByteBuffer direct() {
        ByteBuffer buffer = direct;
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(DIRECT_BYTES);
            direct = buffer;
        }
        return buffer;
    }

    /** Reads what clients have sent, and answers it, while a command runs for long. */
    void serveWhileBusy() {
        for (Client client : List.copyOf(clients.all())) {
            if (client.connection() instanceof ClientChannel channel) {
                channel.serveWhileBusy();
            }
        }
        sendAll();
    }

    /** Runs a task on this thread later; the answer cancels it. */
    Runnable schedule(Runnable task, long delayMillis) {
        var future = thread.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    private void sendAll() {
        for (int i = 0; i < unsent.size(); i++) {
            unsent.get(i).send();
        }
        unsent.clear();
    }
}
