package dev.vermilion.taskqueue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vermilion.kit.App;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.AppInfo;
import dev.vermilion.kit.Events;
import dev.vermilion.kit.Finding;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.Routes;
import dev.vermilion.kit.Scenario;
import dev.vermilion.taskqueue.celery.CeleryWorker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import redis.clients.jedis.UnifiedJedis;

/** Queues over HTTP, with workers of its own: two threads for each queue, and one that speaks Celery. */
public final class TaskQueueApp implements App {

    /** The queue from which the app's Celery worker takes. */
    public static final String CELERY_QUEUE = TaskQueue.PREFIX + "{celery}:java";

    private static final String CHANNEL = TaskQueue.PREFIX + "events";
    private static final long EVENT_MILLIS = 250;
    private static final int THREADS = 2;

    private final UnifiedJedis redis;
    private final Events events;
    private final Clock clock;
    private final Map<String, TaskQueue> queues = new LinkedHashMap<>();
    private final List<Worker> workers = new ArrayList<>();
    private final CeleryWorker celery;
    private final AtomicLong told = new AtomicLong();

    /** The app on the Redis of {@code context}. */
    public TaskQueueApp(AppContext context) {
        redis = context.redis();
        events = context.events();
        clock = context.clock();
        Examples.QUEUES.forEach(name -> queues.put(name, new TaskQueue(redis, name)));
        celery = new CeleryWorker(redis, CELERY_QUEUE, Examples.celeryTasks(), clock, 10_000);
    }

    /** Starts the app alone. */
    public static void main(String[] args) {
        Launcher.run("task-queue", TaskQueueApp::new, args);
    }

    @Override
    public AppInfo info() {
        return new AppInfo(
                "task-queue",
                "Task queue",
                "Runs jobs at least once, with leases, retries, schedules and flows; and speaks Celery.",
                "intermediate",
                List.of("lists", "sorted sets", "Lua", "pub/sub"));
    }

    @Override
    public void routes(Routes routes) {
        new JobRoutes(queues, this::changed).add(routes);
        new LabRoutes(redis, queues, celery, clock, this::changed).add(routes);
        routes.events("api/events", CHANNEL);
        startWorkers();
    }

    private void startWorkers() {
        Map<String, Handler> handlers = new Examples(RandomGenerator.getDefault()).handlers();
        String process = UUID.randomUUID().toString().substring(0, 6);
        queues.forEach((name, queue) -> workers.add(
                new Worker(queue, handlers, name + "-" + process, THREADS, RandomGenerator.getDefault(), this::worked)
                        .start()));
        celery.start(1);
    }

    /** Workers move jobs faster than eyes can follow: pages are told at most four times a second. */
    private void worked(String queue) {
        long now = System.currentTimeMillis();
        long last = told.get();
        if (now - last >= EVENT_MILLIS && told.compareAndSet(last, now)) {
            changed(queue);
        }
    }

    private void changed(String queue) {
        events.publish(CHANNEL, "changed", Map.of("queue", queue));
    }

    @Override
    public void seed() {
        if (queue(Examples.MAIL).snapshot().getOrDefault("jobs", 0L) > 0) {
            return;
        }
        queue(Examples.MAIL)
                .enqueue(List.of(
                        mail("ada@example.org", 0),
                        mail("grace@example.org", 1).attempts(3, Backoff.USUAL),
                        mail("no address", 0),
                        mail("alan@example.org", 0).delayed(600_000)));
        ObjectNode size = JsonNodeFactory.instance.objectNode();
        queue(Examples.IMAGE)
                .enqueue(NewJob.of(
                        "resize", size.put("seed", 7).put("width", 160).put("height", 120)));
        ObjectNode title = JsonNodeFactory.instance.objectNode().put("title", "Sales");
        queue(Examples.REPORT).flow(NewJob.of("report", title), List.of(section("north"), section("south")));
        new Schedules(queue(Examples.REPORT))
                .put(
                        new Schedules.Plan("nightly", "0 2 * * *", "UTC", "report", title.toString(), null),
                        clock.millis());
    }

    private TaskQueue queue(String name) {
        return Objects.requireNonNull(queues.get(name));
    }

    private static NewJob mail(String to, int failures) {
        ObjectNode mail = JsonNodeFactory.instance.objectNode();
        return NewJob.of("mail", mail.put("to", to).put("subject", "Welcome").put("failures", failures));
    }

    private static NewJob section(String name) {
        return NewJob.of("section", JsonNodeFactory.instance.objectNode().put("name", name));
    }

    @Override
    public void reset() {
        Keys.delete(redis, TaskQueue.PREFIX + "*");
        seed();
        changed("all");
    }

    @Override
    public List<Scenario> traffic() {
        return List.of(
                new Scenario(
                        "mails",
                        "Mails",
                        "Enqueues mails, every tenth of which fails once first.",
                        20,
                        2_000,
                        (random, number) -> queue(Examples.MAIL)
                                .enqueue(mail("user" + number + "@example.org", number % 10 == 0 ? 1 : 0))),
                new Scenario(
                        "nothing",
                        "Empty jobs",
                        "Enqueues jobs that do nothing, to see how fast the queue itself is.",
                        50,
                        5_000,
                        (random, number) -> queue(Examples.IMAGE).enqueue(NewJob.of("nothing", null))));
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(
                new Invariant(
                        "One place",
                        "Every job is in exactly one place: waiting, delayed, active, blocked, done or dead.",
                        this::onePlace),
                new Invariant(
                        "Leases end", "No lease has been over for 5 seconds without a rescue.", this::noLateLease));
    }

    private Finding onePlace() {
        long jobs = 0;
        long placed = 0;
        for (TaskQueue queue : queues.values()) {
            Map<String, Long> counts = queue.snapshot();
            jobs += counts.getOrDefault("jobs", 0L);
            for (String place : List.of("waiting", "delayed", "active", "blocked", "dead", "done")) {
                placed += counts.getOrDefault(place, 0L);
            }
        }
        return new Finding(jobs == placed, jobs + " jobs, " + placed + " in places");
    }

    private Finding noLateLease() {
        long late = queues.values().stream()
                .mapToLong(queue -> queue.snapshot().getOrDefault("late", 0L))
                .sum();
        return new Finding(late == 0, late + " late leases");
    }

    /** Workers finish what they have, for at most two seconds each, and give back the rest. */
    @Override
    public void close() {
        workers.forEach(Worker::close);
        celery.close();
    }
}
