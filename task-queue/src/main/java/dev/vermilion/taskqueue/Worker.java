package dev.vermilion.taskqueue;

import dev.vermilion.taskqueue.Handler.LostException;
import dev.vermilion.taskqueue.Handler.UnrecoverableException;
import dev.vermilion.taskqueue.TaskQueue.Offer;
import dev.vermilion.taskqueue.TaskQueue.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Takes jobs from a queue and runs them on threads of its own. Renews the leases of what it runs, ticks the schedules, and
 * tells {@link Workers} that it lives. {@link #stop} takes no more, waits for what runs, and gives back what does not end.
 */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long TICK_MILLIS = 100;
    private static final long AWAY_MILLIS = 300;
    private static final int TICKS_PER_SCHEDULE = 3;
    private static final int TICKS_PER_HEARTBEAT = 10;

    private final TaskQueue queue;
    private final Schedules schedules;
    private final Workers workers;
    private final Map<String, Handler> handlers;
    private final RandomGenerator random;
    private final Consumer<String> onChange;
    private final String name;
    private final int concurrency;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended;
    private final ScheduledExecutorService keeper;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private long ticks;

    private record Running(Lease lease, Thread thread) {}

    /**
     * Starts to take jobs.
     *
     * @param name unique among all workers
     * @param concurrency how many jobs at a time, 1 to 32
     * @param onChange is told the queue's name whenever a job moved
     */
    public Worker(
            TaskQueue queue,
            Map<String, Handler> handlers,
            String name,
            int concurrency,
            RandomGenerator random,
            Consumer<String> onChange) {
        this.queue = queue;
        this.schedules = new Schedules(queue);
        this.workers = new Workers(queue.redis());
        this.handlers = Map.copyOf(handlers);
        this.name = name;
        this.concurrency = concurrency;
        this.random = random;
        this.onChange = onChange;
        this.ended = new CountDownLatch(concurrency);
        this.keeper = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, name + "-keeper"));
    }

    /** Begins. */
    public Worker start() {
        for (int i = 1; i <= concurrency; i++) {
            daemon(this::loop, name + "-" + i).start();
        }
        keeper.scheduleAtFixedRate(this::keep, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    private void loop() {
        try {
            while (stopping.getCount() > 0) {
                try {
                    takeOne();
                } catch (JedisException e) {
                    LOG.debug("{}: Redis does not answer", name, e);
                    stopping.await(AWAY_MILLIS, TimeUnit.MILLISECONDS);
                } catch (RuntimeException e) {
                    LOG.error(
                            "{}: cannot make sense of an answer", name, e); // a worker outlives what it cannot explain
                    stopping.await(AWAY_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{}: interrupted", name);
        } finally {
            ended.countDown();
        }
    }

    private void takeOne() throws InterruptedException {
        Offer offer = queue.lease(name);
        Lease lease = offer.lease();
        if (lease != null) {
            run(lease);
        } else if (offer.reason().equals("empty")) {
            queue.await(offer.waitMillis());
        } else {
            stopping.await(offer.waitMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void run(Lease lease) {
        Running mine = new Running(lease, Thread.currentThread());
        running.add(mine);
        onChange.accept(queue.name());
        try {
            String result = handle(lease);
            if (queue.ack(lease, result) == Outcome.DONE) {
                done.incrementAndGet();
            }
        } catch (LostException e) {
            LOG.debug("{}: job {} is lost: {}", name, lease.job().id(), e.getMessage());
            settle(lease, "cancelled", true);
        } catch (InterruptedException e) {
            if (stopping.getCount() == 0) {
                queue.release(lease);
            } else {
                settle(lease, "cancelled", true);
            }
        } catch (UnrecoverableException e) {
            settle(lease, text(e), true);
        } catch (JedisException e) {
            LOG.debug(
                    "{}: Redis does not answer; the lease of job {} will end",
                    name,
                    lease.job().id(),
                    e);
        } catch (Exception | StackOverflowError e) {
            settle(lease, text(e), false);
        } finally {
            running.remove(mine);
            Thread.interrupted(); // a cancellation that came too late is not for the next job
            onChange.accept(queue.name());
        }
    }

    private String handle(Lease lease) throws Exception {
        Handler handler = handlers.get(lease.job().type());
        if (handler == null) {
            throw new UnrecoverableException(
                    "no handler for the type '" + lease.job().type() + "'");
        }
        return handler.run(new Context(lease));
    }

    private void settle(Lease lease, String error, boolean forGood) {
        failed.incrementAndGet();
        queue.fail(lease, error, lease.backoff().delay(lease.job().attempt(), random), forGood);
    }

    private static String text(Throwable e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** Renews leases, ticks schedules, says that it lives, and hears whether it shall stop. */
    private void keep() {
        try {
            long tick = ticks++;
            for (Running each : running) {
                if (tick * TICK_MILLIS % Math.max(TICK_MILLIS, each.lease().millis() / 3 / TICK_MILLIS * TICK_MILLIS)
                        == 0) {
                    renew(each);
                }
            }
            if (tick % TICKS_PER_SCHEDULE == 0
                    && stopping.getCount() > 0
                    && !schedules.tick().isEmpty()) {
                onChange.accept(queue.name());
            }
            if (tick % TICKS_PER_HEARTBEAT == 0 && workers.heartbeat(status())) {
                daemon(this::close, name + "-stop").start();
            }
        } catch (JedisException e) {
            LOG.debug("{}: Redis does not answer", name, e);
        } catch (RuntimeException e) {
            LOG.warn("{}: its keeper stumbled", name, e);
        }
    }

    private void renew(Running each) {
        if (queue.renew(each.lease()) != Outcome.HELD && running.contains(each)) {
            each.thread().interrupt();
        }
    }

    private Workers.Status status() {
        List<String> jobs = running.stream()
                .map(each ->
                        each.lease().job().type() + " " + each.lease().job().id())
                .sorted()
                .toList();
        return new Workers.Status(
                name, queue.name(), concurrency, jobs, done.get(), failed.get(), stopping.getCount() == 0, 0);
    }

    /**
     * Takes no more jobs, and waits for those that run; what still runs after {@code patienceMillis} is interrupted and
     * given back to the queue, at no cost of an attempt.
     *
     * @return true if all ended by themselves
     */
    public boolean stop(long patienceMillis) {
        stopping.countDown();
        boolean calm = false;
        try {
            calm = ended.await(patienceMillis, TimeUnit.MILLISECONDS);
            if (!calm) {
                running.forEach(each -> each.thread().interrupt());
                ended.await(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.shutdownNow();
        try {
            workers.gone(name);
        } catch (JedisException e) {
            LOG.debug("{}: Redis does not answer", name, e);
        }
        onChange.accept(queue.name());
        return calm;
    }

    /** Stops with two seconds of patience. */
    @Override
    public void close() {
        stop(2_000);
    }

    private final class Context implements Handler.Task {

        private final Lease lease;
        private @Nullable String lastNote;

        Context(Lease lease) {
            this.lease = lease;
        }

        @Override
        public Job job() {
            return lease.job();
        }

        @Override
        public TaskQueue queue() {
            return queue;
        }

        @Override
        public void progress(int percent, String note) {
            lastNote = note;
            Outcome outcome = queue.progress(lease, Math.max(0, Math.min(100, percent)), note);
            if (outcome != Outcome.HELD) {
                throw new LostException(outcome + " at " + lastNote);
            }
            onChange.accept(queue.name());
        }
    }
}
