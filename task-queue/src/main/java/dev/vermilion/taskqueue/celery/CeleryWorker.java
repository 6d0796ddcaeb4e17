package dev.vermilion.taskqueue.celery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vermilion.taskqueue.Script;
import dev.vermilion.taskqueue.celery.CeleryMessage.Options;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Runs tasks that Celery clients sent to a queue. Beside the queue, under the same hash tag, lie
 *
 * <pre>
 * key (BASE is the queue's name up to its last colon)
 * BASEunacked        hash   token -> message that a worker has                none
 * BASEunacked_index  zset   token -> when its lease ends                      none
 * BASEeta, BASEheld  zset, hash   messages that wait for their time           none
 * BASEdeliveries     hash   SHA-1 of a message -> how often its worker died   until it is acked or parked
 * BASEparked         list   the last 1,000 messages that could not be run     none
 * </pre>
 *
 * <p>Where Celery's own worker differs: a message that it cannot read ends the process, here it is parked; between BRPOP and
 * the note in {@code unacked} a crash loses the message, here both are one step; a task with an ETA is held in the worker's
 * memory and delivered again once the visibility timeout has passed, here it waits in a sorted set.
 */
public final class CeleryWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CeleryWorker.class);
    private static final Script TAKE = Script.of(CeleryWorker.class, "take");
    private static final Script ACK = Script.of(CeleryWorker.class, "ack");
    private static final Script RENEW = Script.of(CeleryWorker.class, "renew");
    private static final Script PARK = Script.of(CeleryWorker.class, "park");
    private static final Script HOLD = Script.of(CeleryWorker.class, "hold");
    private static final Script UNPARK = Script.of(CeleryWorker.class, "unpark");
    private static final long IDLE_MILLIS = 50;
    private static final int MAX_TRACE = 2_000;

    private final UnifiedJedis redis;
    private final CeleryClient client;
    private final String queue;
    private final Map<String, CeleryTask> tasks;
    private final Clock clock;
    private final long leaseMillis;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "celery-keeper");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A worker that is not started yet.
     *
     * @param leaseMillis after how long of silence a message is given to somebody else
     */
    public CeleryWorker(
            UnifiedJedis redis, String queue, Map<String, CeleryTask> tasks, Clock clock, long leaseMillis) {
        this.redis = redis;
        this.client = new CeleryClient(redis);
        this.queue = queue;
        this.tasks = Map.copyOf(tasks);
        this.clock = clock;
        this.leaseMillis = leaseMillis;
    }

    /** Starts to take messages on so many threads. */
    public CeleryWorker start(int concurrency) {
        for (int i = 1; i <= concurrency; i++) {
            Thread thread = new Thread(this::loop, "celery-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return this;
    }

    private void loop() {
        try {
            while (stopping.getCount() > 0) {
                boolean idle = true;
                try {
                    idle = !runOne();
                } catch (JedisException e) {
                    LOG.debug("Redis does not answer", e);
                }
                if (idle) {
                    stopping.await(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted");
        }
    }

    private Object run(Script script, String... arguments) {
        return script.run(redis, queue, List.of(arguments));
    }

    /** Takes one message and does what it asks for; false if there was none. */
    public boolean runOne() throws InterruptedException {
        String token = UUID.randomUUID().toString();
        Object message = script(token);
        if (!(message instanceof String text)) {
            return false;
        }
        try {
            execute(token, CeleryMessage.decode(text));
        } catch (MalformedException e) {
            run(PARK, token, String.valueOf(e.getMessage()));
        }
        return true;
    }

    private @Nullable Object script(String token) {
        return run(TAKE, token, Long.toString(leaseMillis));
    }

    private void execute(String token, CeleryMessage message) throws MalformedException, InterruptedException {
        OffsetDateTime now = OffsetDateTime.now(clock);
        OffsetDateTime expires = message.expires();
        OffsetDateTime eta = message.eta();
        CeleryTask task = tasks.get(message.task());
        if (expires != null && expires.isBefore(now)) {
            client.store(
                    message, "REVOKED", error("TaskRevokedError", "celery.exceptions", "expired"), null, List.of());
            run(ACK, token);
        } else if (eta != null && eta.isAfter(now)) {
            run(HOLD, token, message.encode(), Long.toString(eta.toInstant().toEpochMilli()));
        } else if (task == null) {
            client.store(
                    message, "FAILURE", error("NotRegistered", "celery.exceptions", message.task()), null, List.of());
            run(ACK, token);
        } else {
            call(token, message, task);
        }
    }

    private void call(String token, CeleryMessage message, CeleryTask task) throws InterruptedException {
        ScheduledFuture<?> renewal = keeper.scheduleAtFixedRate(
                () -> renew(token), leaseMillis / 3, Math.max(1, leaseMillis / 3), TimeUnit.MILLISECONDS);
        Thread thread = Thread.currentThread();
        long limit = message.timeLimitMillis();
        ScheduledFuture<?> timer = limit > 0 ? keeper.schedule(thread::interrupt, limit, TimeUnit.MILLISECONDS) : null;
        try {
            JsonNode result = task.body().run(message.args(), message.kwargs(), message.retries());
            end(timer);
            succeed(token, message, result);
        } catch (InterruptedException e) {
            end(timer);
            if (stopping.getCount() == 0) {
                throw e; // its lease ends, and another worker takes it
            }
            fail(token, message, task, new IllegalStateException("TimeLimitExceeded(" + limit / 1_000.0 + ")"));
        } catch (JedisException e) {
            throw e;
        } catch (Exception | StackOverflowError e) {
            end(timer);
            fail(token, message, task, e);
        } finally {
            renewal.cancel(false);
        }
    }

    private static void end(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
        Thread.interrupted(); // a limit that was reached too late is not for the next task
    }

    private void renew(String token) {
        try {
            run(RENEW, token, Long.toString(leaseMillis));
        } catch (JedisException e) {
            LOG.debug("Redis does not answer", e);
        }
    }

    /** The result first, then what follows, then the ack: a crash between them repeats, and never loses. */
    private void succeed(String token, CeleryMessage message, JsonNode result) {
        List<Signature> rest = message.chain();
        List<Signature> next = new ArrayList<>(message.callbacks());
        if (!rest.isEmpty()) {
            next.add(rest.get(rest.size() - 1));
        }
        List<String> children = next.stream().map(Signature::id).toList();
        client.store(message, "SUCCESS", result, null, children);
        message.callbacks().forEach(each -> follow(message, each, result, List.of()));
        if (!rest.isEmpty()) {
            follow(message, rest.get(rest.size() - 1), result, rest.subList(0, rest.size() - 1));
        }
        run(ACK, token);
    }

    private void follow(CeleryMessage message, Signature call, JsonNode result, List<Signature> chain) {
        String target = call.queue();
        if (target == null) {
            target = tasks.containsKey(call.task()) ? queue : CeleryClient.DEFAULT_QUEUE;
        }
        JsonNode replyTo = message.properties().path("reply_to");
        Options options = new Options(
                null,
                null,
                message.properties().path("priority").asInt(0),
                message.headers().path("root_id").asText(message.id()),
                message.id(),
                replyTo.isTextual() ? replyTo.asText() : null);
        client.push(CeleryMessage.of(call, call.argsAfter(result), chain, options, target), target);
    }

    private void fail(String token, CeleryMessage message, CeleryTask task, Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        String shown = trace.toString()
                .substring(0, Math.min(MAX_TRACE, trace.toString().length()));
        JsonNode error = error(e.getClass().getSimpleName(), "java", String.valueOf(e.getMessage()));
        if (message.retries() < task.maxRetries()) {
            client.store(message, "RETRY", error, shown, List.of());
            OffsetDateTime eta = OffsetDateTime.now(clock).plus(Duration.ofMillis(task.retryMillis()));
            run(
                    HOLD,
                    token,
                    message.retry(eta).encode(),
                    Long.toString(eta.toInstant().toEpochMilli()));
            return;
        }
        client.store(message, "FAILURE", error, shown, List.of());
        for (Signature each : message.errbacks()) {
            follow(message, each, JsonNodeFactory.instance.textNode(message.id()), List.of());
        }
        run(ACK, token);
    }

    private static ObjectNode error(String type, String module, String text) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("exc_type", type)
                .put("exc_module", module)
                .putArray("exc_message")
                .add(text);
        return error;
    }

    /** Messages that could not be run, the newest first: JSON with {@code reason}, {@code message} and {@code at} in ms. */
    public List<String> parked(int limit) {
        return redis.lrange(base() + "parked", 0, limit - 1L);
    }

    /** Puts all parked messages back into the queue; returns how many. */
    public long unpark() {
        return (Long) run(UNPARK);
    }

    /** How many messages wait for their time. */
    public long held() {
        return redis.zcard(base() + "eta");
    }

    /** How many messages are being run, or were by a worker that died. */
    public long unacked() {
        return redis.zcard(base() + "unacked_index");
    }

    private String base() {
        return queue.substring(0, queue.lastIndexOf(':') + 1);
    }

    /** Takes no more; waits two seconds for what runs, then interrupts it, and its lease ends. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(2));
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.shutdownNow();
    }
}
