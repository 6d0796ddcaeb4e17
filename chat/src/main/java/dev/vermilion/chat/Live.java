package dev.vermilion.chat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The devices that are connected to this instance, and its one subscription, which brings what any instance published.
 * Nothing here is the truth about anything but connections.
 */
final class Live implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final long RECONNECT_MILLIS = 300;

    private final UnifiedJedis redis;
    private final Presence presence;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Map<String, Set<Connection>> watchers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(2, task -> daemon(task, "chat-timer"));
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong tooSlow = new AtomicLong();
    private volatile @Nullable Subscription subscription;

    Live(UnifiedJedis redis, Presence presence) {
        this.redis = redis;
        this.presence = presence;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * What this instance has to do.
     *
     * @param tooSlow connections that were ended because their devices were too slow
     */
    record State(long process, List<Connection.State> connections, long tooSlow) {}

    /** Begins to receive. */
    void start() {
        daemon(this::receive, "chat-subscription").start();
        timer.scheduleAtFixedRate(this::check, 1, 1, TimeUnit.SECONDS);
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    State state() {
        List<Connection.State> states =
                connections.values().stream().map(Connection::state).toList();
        return new State(ProcessHandle.current().pid(), states, tooSlow.get());
    }

    void add(Connection connection) {
        connections.put(connection.id(), connection);
    }

    /** Makes a connection watch a room; it is among the watchers before it reads, so that nothing falls between. */
    void watch(Connection connection, String room, String epoch, long after, boolean resumes) {
        watchers.computeIfAbsent(room, name -> ConcurrentHashMap.newKeySet()).add(connection);
        connection.watch(room, epoch, after, resumes);
    }

    void unwatch(Connection connection, String room) {
        watchers.computeIfPresent(room, (name, all) -> {
            all.remove(connection);
            return all.isEmpty() ? null : all;
        });
        connection.unwatch(room);
    }

    /** A connection has ended. */
    void remove(Connection connection) {
        connection.ended();
        connections.remove(connection.id());
        watchers.keySet().forEach(room -> unwatch(connection, room));
    }

    private void check() {
        try {
            presence.check();
        } catch (JedisException e) {
            LOG.debug("Redis is away", e);
        }
    }

    private void receive() {
        try {
            do {
                Subscription current = new Subscription();
                subscription = current;
                try {
                    redis.subscribe(current, Keys.CHANNEL);
                } catch (JedisException e) {
                    LOG.debug("subscription lost", e);
                }
            } while (!closing.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was published: {@code room|epoch|offset|json}; no room for everybody, offset 0 for what is not kept. */
    private void deliver(String text) {
        String[] parts = text.split("\\|", 4);
        if (parts.length < 4) {
            LOG.warn("not of this app: {}", text);
        } else if (parts[0].isEmpty()) {
            connections.values().forEach(each -> each.offer(parts[3]));
        } else {
            long offset = Long.parseLong(parts[2]);
            for (Connection each : watchers.getOrDefault(parts[0], Set.of())) {
                deliver(each, parts, offset);
            }
        }
    }

    private void deliver(Connection connection, String[] parts, long offset) {
        if (offset == 0) {
            connection.offer(parts[3]);
        } else {
            connection.onChange(parts[0], parts[1], offset, parts[3]);
        }
        if (connection.closed()) {
            tooSlow.incrementAndGet();
            remove(connection);
        }
    }

    /** Drops the subscription, as a broken network would: for tests. */
    void dropSubscription() {
        Subscription current = subscription;
        if (current != null && current.isSubscribed()) {
            current.unsubscribe();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        timer.shutdownNow();
        try {
            dropSubscription();
        } catch (JedisException e) {
            LOG.debug("the subscription was gone already", e);
        }
    }

    private final class Subscription extends JedisPubSub {

        @Override
        public void onSubscribe(String channel, int count) {
            connections.values().forEach(Live.this::catchUp);
        }

        @Override
        public void onMessage(String channel, String message) {
            try {
                deliver(message);
            } catch (RuntimeException e) {
                LOG.warn("could not deliver", e);
            }
        }
    }

    private void catchUp(Connection connection) {
        try {
            connection.catchUp();
        } catch (RuntimeException e) {
            LOG.warn("could not catch up", e);
        }
    }
}
