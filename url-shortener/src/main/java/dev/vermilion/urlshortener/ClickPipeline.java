package dev.vermilion.urlshortener;

import dev.vermilion.kit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamConsumerInfo;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Counts clicks behind the visitors' backs: a stream for each partition, a consumer group that all instances share, and from
 * there a HyperLogLog, a bitmap and sorted sets. A consumer reads a batch, and counts it with {@code count.lua}, which
 * acknowledges, counts and removes an entry in one step: what a consumer holds when it dies is claimed by another after some
 * seconds, and nothing is counted twice.
 */
final class ClickPipeline implements AutoCloseable {

    static final String GROUP = "statistics";

    /** Entries that a consumer holds for so long without counting them are claimed by others. */
    static final Duration HELD_TOO_LONG = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ClickPipeline.class);
    private static final Script COUNT = Script.of(ClickPipeline.class, "count");
    private static final int BATCH = 200;
    private static final int BLOCK_MILLIS = 500;
    private static final int STANDING_MILLIS = 100;
    private static final long FORGOTTEN_MILLIS = 60_000;
    private static final Duration LOOK_AFTER_OTHERS = Duration.ofSeconds(1);

    private final UnifiedJedis redis;
    private final String channel;
    private final AtomicInteger crashes = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /** Nothing is counted before {@link #start}. */
    ClickPipeline(UnifiedJedis redis, String channel) {
        this.redis = redis;
        this.channel = channel;
    }

    /** Starts a consumer for each partition, each on a thread of its own. */
    void start() {
        for (int partition = 0; partition < Keys.PARTITIONS; partition++) {
            int mine = partition;
            Thread thread = new Thread(() -> consume(mine), "clicks-" + partition);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void consume(int partition) {
        String name = newName();
        long looked = System.nanoTime();
        while (!closed) {
            try {
                List<StreamEntryID> batch = List.of();
                if (System.nanoTime() - looked > LOOK_AFTER_OTHERS.toNanos()) {
                    looked = System.nanoTime();
                    batch = claim(partition, name);
                }
                if (batch.isEmpty()) {
                    batch = read(partition, name);
                }
                if (!batch.isEmpty() && crashes.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    name = newName(); // it died with its batch in its hands; this is another one
                } else if (!batch.isEmpty()) {
                    countAll(partition, batch);
                }
            } catch (JedisException e) {
                recover(partition, e);
            } catch (InterruptedException e) {
                return; // somebody is in a hurry; others will claim what is held
            }
        }
    }

    private static String newName() {
        return "consumer-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** What others held for too long. */
    private List<StreamEntryID> claim(int partition, String name) {
        forgetTheDead(partition, name);
        XAutoClaimParams some = XAutoClaimParams.xAutoClaimParams().count(BATCH);
        StreamEntryID first = new StreamEntryID(0, 0);
        return redis
                .xautoclaim(Keys.clicks(partition), GROUP, name, HELD_TOO_LONG.toMillis(), first, some)
                .getValue()
                .stream()
                .map(StreamEntry::getID)
                .toList();
    }

    /** What is new; waits for it a little. */
    private List<StreamEntryID> read(int partition, String name) {
        var read = redis.xreadGroup(
                GROUP,
                name,
                XReadGroupParams.xReadGroupParams().count(BATCH).block(BLOCK_MILLIS),
                Map.of(Keys.clicks(partition), StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        return read == null
                ? List.of()
                : read.get(0).getValue().stream().map(StreamEntry::getID).toList();
    }

    /** Consumers that hold nothing and were not heard of for long: each start of an instance leaves some. */
    private void forgetTheDead(int partition, String self) {
        for (StreamConsumerInfo each : redis.xinfoConsumers2(Keys.clicks(partition), GROUP)) {
            if (each.getPending() == 0
                    && each.getIdle() > FORGOTTEN_MILLIS
                    && !each.getName().equals(self)) {
                redis.xgroupDelConsumer(Keys.clicks(partition), GROUP, each.getName());
            }
        }
    }

    private void countAll(int partition, List<StreamEntryID> batch) throws InterruptedException {
        while (count(partition, batch) < 0 && !closed) {
            TimeUnit.MILLISECONDS.sleep(STANDING_MILLIS); // the pipeline stands still; the batch stays in our hands
        }
    }

    private long count(int partition, List<StreamEntryID> batch) {
        List<String> arguments = new ArrayList<>(
                List.of(GROUP, Keys.partition(partition), Long.toString(UrlShortener.MEMORY.toMillis()), channel));
        batch.forEach(id -> arguments.add(id.toString()));
        List<String> keys = List.of(Keys.clicks(partition), Keys.ledger(partition), Keys.paused(partition));
        return (Long) Objects.requireNonNull(COUNT.run(redis, keys, arguments));
    }

    private void recover(int partition, JedisException problem) {
        try {
            if (problem instanceof JedisDataException
                    && String.valueOf(problem.getMessage()).startsWith("NOGROUP")) {
                redis.xgroupCreate(Keys.clicks(partition), GROUP, new StreamEntryID(0, 0), true);
                return;
            }
            LOG.debug("clicks wait until Redis is back", problem);
            TimeUnit.MILLISECONDS.sleep(BLOCK_MILLIS);
        } catch (JedisException e) {
            LOG.debug("another consumer made the group, or Redis is away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets all consumers stand still, or go on, on all instances. */
    void pause(boolean paused) {
        for (int partition = 0; partition < Keys.PARTITIONS; partition++) {
            if (paused) {
                redis.set(Keys.paused(partition), "1");
            } else {
                redis.del(Keys.paused(partition));
            }
        }
    }

    /** Lets the next consumer of this instance that gets a batch die before it has counted it. */
    void crash() {
        crashes.set(1);
    }

    /**
     * How far it is.
     *
     * @param served visits that were let in
     * @param counted of these, how many are counted
     * @param dropped of these, how many belonged to links that were deleted before
     * @param waiting in the streams, held by a consumer or not
     * @param held by consumers
     * @param consumers of all instances
     * @param paused whether it stands still
     * @param partitions how many entries wait in each stream
     */
    record State(
            long served,
            long counted,
            long dropped,
            long waiting,
            long held,
            long consumers,
            boolean paused,
            List<Long> partitions) {}

    /** One partition as it was at one moment, in one transaction: served is counted, dropped and waiting together. */
    private record Part(Response<List<String>> ledger, Response<Long> waiting, Response<Boolean> paused) {}

    State state() {
        List<Part> parts =
                IntStream.range(0, Keys.PARTITIONS).mapToObj(this::part).toList();
        long[] ledger = new long[3];
        for (Part part : parts) {
            List<String> fields = part.ledger().get();
            for (int i = 0; i < ledger.length; i++) {
                ledger[i] += LinkReader.number(fields.get(i));
            }
        }
        List<Long> waiting = parts.stream().map(part -> part.waiting().get()).toList();
        long held = 0;
        long consumers = 0;
        for (int partition = 0; partition < Keys.PARTITIONS; partition++) {
            for (StreamConsumerInfo each : consumers(partition)) {
                held += each.getPending();
                consumers++;
            }
        }
        return new State(
                ledger[0],
                ledger[1],
                ledger[2],
                waiting.stream().mapToLong(Long::longValue).sum(),
                held,
                consumers,
                parts.get(0).paused().get(),
                waiting);
    }

    private Part part(int partition) {
        try (var transaction = redis.multi()) {
            Part part = new Part(
                    transaction.hmget(Keys.ledger(partition), "served", "counted", "dropped"),
                    transaction.xlen(Keys.clicks(partition)),
                    transaction.exists(Keys.paused(partition)));
            transaction.exec();
            return part;
        }
    }

    private List<StreamConsumerInfo> consumers(int partition) {
        try {
            return redis.xinfoConsumers2(Keys.clicks(partition), GROUP);
        } catch (JedisDataException e) {
            return List.of(); // no consumer has been there yet
        }
    }

    /** Deletes all that waits and all that was noted. */
    void delete() {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (int partition = 0; partition < Keys.PARTITIONS; partition++) {
                pipeline.del(Keys.clicks(partition), Keys.ledger(partition), Keys.paused(partition));
            }
        }
    }

    /** Ends the consumers when they have counted what they hold; waits for that, but not for long. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join(2 * BLOCK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
