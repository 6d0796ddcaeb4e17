package dev.vermilion.urlshortener;

import static redis.clients.jedis.Protocol.Command.EXEC;
import static redis.clients.jedis.Protocol.Command.MULTI;
import static redis.clients.jedis.Protocol.Command.UNWATCH;
import static redis.clients.jedis.Protocol.Command.WATCH;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * A check and a change that depends on it, in two round trips: {@code WATCH key} goes out together with the reads, {@code
 * MULTI … EXEC} together with the writes. If anybody changed the key after the WATCH, nothing is written.
 *
 * <p>Holds one connection until closed. For one thread.
 */
final class Watched implements AutoCloseable {

    private static final String[] NO_ARGUMENTS = {};

    private final AbstractPipeline pipeline;
    private boolean ended;

    Watched(UnifiedJedis redis, String key) {
        pipeline = redis.pipelined();
        pipeline.sendCommand(WATCH, key);
    }

    /** Where reads are queued, and commands that shall run before the transaction. */
    AbstractPipeline pipeline() {
        return pipeline;
    }

    /** Sends what is queued; from here on the responses are there. */
    void send() {
        pipeline.sync();
    }

    /** Runs {@code writes} as one transaction and returns their replies; null if the key was changed, then none ran. */
    @Nullable
    List<?> commit(Consumer<AbstractPipeline> writes) {
        pipeline.sendCommand(MULTI, NO_ARGUMENTS);
        writes.accept(pipeline);
        Response<Object> replies = pipeline.sendCommand(EXEC, NO_ARGUMENTS);
        ended = true;
        pipeline.sync();
        return (List<?>) replies.get();
    }

    /** Gives the connection back, without a watch that would trouble who gets it next. */
    @Override
    public void close() {
        if (!ended) {
            pipeline.sendCommand(UNWATCH, NO_ARGUMENTS);
        }
        pipeline.close();
    }
}
