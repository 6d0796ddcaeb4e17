package dev.vermilion.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.sse.SseClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
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
 * Events that reach every open page, whichever instance of the app it is connected to: they travel through Redis's
 * PUBLISH. Each instance keeps the last events of a channel, so that a page that was cut off for a moment gets what it
 * missed. A page that cannot be told everything it missed gets the event {@code resync} and loads its data anew.
 *
 * <p>Safe for use by many threads.
 */
public final class Events implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final long HEARTBEAT_SECONDS = 15;
    private static final long RECONNECT_MILLIS = 500;

    private final UnifiedJedis redis;
    private final Map<String, EventChannel> channels = new ConcurrentHashMap<>();
    private final ExecutorService writers = Threads.pool("events");
    private final ScheduledExecutorService heartbeat =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("heartbeat"));
    private final String instance =
            Long.toString(System.nanoTime() ^ ProcessHandle.current().pid() << 40, 36);
    private final AtomicLong published = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Subscription subscription;

    /** Events on this Redis. Nothing is received before {@link #start}. */
    public Events(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * Tells everyone who listens on {@code channel}.
     *
     * @param type the event's name in the page
     * @param body becomes JSON
     */
    public void publish(String channel, String type, Object body) {
        String id = instance + "-" + published.incrementAndGet();
        JsonNode data = Json.MAPPER.valueToTree(body);
        redis.publish(channel, Json.write(Map.of("id", id, "type", type, "data", data)));
    }

    /** Names a channel that pages may listen to; to be called before {@link #start}. */
    void declare(String channel) {
        channels.computeIfAbsent(channel, name -> new EventChannel(writers));
    }

    /** Starts to receive, on a thread of its own, and goes on through breaks of the connection until closed. */
    void start() {
        if (!channels.isEmpty()) {
            Threads.daemon("subscription").newThread(this::receive).start();
        }
        heartbeat.scheduleAtFixedRate(
                () -> channels.values().forEach(EventChannel::heartbeat),
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Connects a page; it first gets what it missed since its {@code Last-Event-ID}. */
    void connect(SseClient client, String channel) {
        EventChannel events = channels.get(channel);
        if (events == null) {
            throw new IllegalStateException("not declared: " + channel);
        }
        events.connect(client);
    }

    /** True while this instance receives what others publish. */
    boolean receiving() {
        Subscription current = subscription;
        return channels.isEmpty() || (current != null && current.isSubscribed());
    }

    /** Number of pages that are connected. */
    int listeners() {
        return channels.values().stream().mapToInt(EventChannel::listeners).sum();
    }

    private void receive() {
        try {
            for (boolean again = false; !closed(0); again = true) {
                Subscription current = new Subscription(again);
                subscription = current;
                subscribe(current);
                closed(RECONNECT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Receives until the connection is lost. */
    private void subscribe(Subscription current) {
        try {
            redis.subscribe(current, channels.keySet().toArray(String[]::new));
        } catch (JedisException e) {
            LOG.debug("subscription lost", e);
        }
    }

    private boolean closed(long waitMillis) throws InterruptedException {
        return closing.await(waitMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closing.countDown();
        heartbeat.shutdownNow();
        channels.values().forEach(EventChannel::close);
        writers.shutdownNow();
        Subscription current = subscription;
        try {
            if (current != null && current.isSubscribed()) {
                current.unsubscribe();
            }
        } catch (JedisException e) {
            LOG.debug("the subscription was gone already", e);
        }
    }

    /** One subscription to all declared channels, from a connection until its loss. */
    private final class Subscription extends JedisPubSub {

        private final boolean resync;

        Subscription(boolean resync) {
            this.resync = resync;
        }

        @Override
        public void onSubscribe(String channel, int count) {
            EventChannel events = channels.get(channel);
            if (resync && events != null) {
                events.resync();
            }
        }

        @Override
        public void onMessage(String channel, String message) {
            EventChannel events = channels.get(channel);
            if (events == null) {
                return;
            }
            try {
                JsonNode json = Json.MAPPER.readTree(message);
                events.add(new EventChannel.Event(
                        json.path("id").asText(),
                        json.path("type").asText("message"),
                        json.path("data").toString()));
            } catch (JsonProcessingException e) {
                LOG.warn("not an event of the kit on channel {}", channel);
            }
        }
    }
}
