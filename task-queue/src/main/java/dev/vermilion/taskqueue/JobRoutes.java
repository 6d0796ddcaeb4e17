package dev.vermilion.taskqueue;

import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import dev.vermilion.taskqueue.TaskQueue.Enqueued;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;

/** The routes of queues and their jobs. */
final class JobRoutes {

    private static final int DEFAULT_LIMIT = 25;
    private static final int BUCKETS = 60;
    private static final long BUCKET_MILLIS = 5_000;
    private static final List<String> ACTIONS = List.of("retry", "promote", "cancel", "remove");

    private final Map<String, TaskQueue> queues;
    private final Consumer<String> changed;

    JobRoutes(Map<String, TaskQueue> queues, Consumer<String> changed) {
        this.queues = queues;
        this.changed = changed;
    }

    record Counts(String name, Map<String, Long> counts) {}

    record Detail(Job job, List<String> log, Map<String, String> results) {}

    record Settings(boolean paused, int perSecond, int concurrency) {}

    record Retried(int jobs) {}

    /** What happened in five seconds, which end {@code at} this moment, in ms since 1970. */
    record Bucket(long at, long done, long retried, long failed) {}

    record Flow(NewJob parent, List<NewJob> children) {
        Flow {
            if (parent == null || children == null) {
                throw new IllegalArgumentException("A flow has a 'parent' and 'children'.");
            }
        }
    }

    void add(Routes routes) {
        String jobs = "api/queues/{queue}/jobs";
        routes.get("api/queues", Operation.of("All queues with their counts").givesMany(200, Counts.class), this::all)
                .post(
                        jobs,
                        Operation.of("Enqueue a job")
                                .describedAs("Fields as NewJob: type, payload, priority, delayMillis, unique, chain …")
                                .body("application/json")
                                .gives(201, Enqueued.class)
                                .gives(200, Enqueued.class)
                                .fails(422, "The job is out of bounds.")
                                .fails(503, "The queue is full."),
                        problems(this::enqueue))
                .get(
                        jobs,
                        Operation.of("Search jobs")
                                .query("place", String.class, "all, waiting, delayed, active, blocked, done or dead")
                                .query("text", String.class, "what is to be in the job")
                                .query("offset", Integer.class, "0 if it is not given")
                                .query("limit", Integer.class, "1 to 200, 25 if it is not given")
                                .gives(200, Listing.Found.class),
                        problems(this::find))
                .get(
                        jobs + "/{id}",
                        Operation.of("A job, its log and its children's results")
                                .gives(200, Detail.class)
                                .fails(404, "There is no such job."),
                        problems(this::detail))
                .post(
                        jobs + "/{id}/{action}",
                        Operation.of("Retry, promote, cancel or remove a job")
                                .gives(204)
                                .fails(409, "Its state forbids it."),
                        problems(this::act))
                .post(
                        "api/queues/{queue}/flows",
                        Operation.of("Enqueue a parent that waits for its children")
                                .body("application/json")
                                .givesMany(201, String.class),
                        problems(this::flow))
                .post(
                        "api/queues/{queue}/retries",
                        Operation.of("Retry all dead jobs").gives(200, Retried.class),
                        problems(this::retryDead))
                .get(
                        "api/queues/{queue}/metrics",
                        Operation.of("What was done in the last five minutes")
                                .describedAs("In buckets of five seconds, the oldest first.")
                                .givesMany(200, Bucket.class),
                        problems(this::metrics))
                .put(
                        "api/queues/{queue}/settings",
                        Operation.of("Pause, rate and concurrency")
                                .body(Settings.class)
                                .gives(204),
                        problems(this::settings));
    }

    private TaskQueue queue(Context ctx) {
        TaskQueue queue = queues.get(ctx.pathParam("queue"));
        if (queue == null) {
            throw new NoSuchElementException("There is no such queue; there are " + queues.keySet() + ".");
        }
        return queue;
    }

    private void all(Context ctx) {
        ctx.json(queues.values().stream()
                .map(queue -> new Counts(queue.name(), queue.snapshot()))
                .toList());
    }

    private void enqueue(Context ctx) {
        TaskQueue queue = queue(ctx);
        Enqueued made = queue.enqueue(ctx.bodyAsClass(NewJob.class));
        ctx.status(made.made() ? 201 : 200).json(made);
    }

    private void flow(Context ctx) {
        Flow flow = ctx.bodyAsClass(Flow.class);
        ctx.status(201).json(queue(ctx).flow(flow.parent(), flow.children()));
    }

    private void find(Context ctx) {
        String place = Objects.requireNonNullElse(ctx.queryParam("place"), "all");
        ctx.json(new Listing(queue(ctx))
                .find(
                        place(place),
                        Objects.requireNonNullElse(ctx.queryParam("text"), ""),
                        number(ctx, "offset", 0),
                        number(ctx, "limit", DEFAULT_LIMIT)));
    }

    private static Listing.Place place(String name) {
        try {
            return Listing.Place.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no place '" + name + "'; try waiting or dead.", e);
        }
    }

    private static int number(Context ctx, String name, int otherwise) {
        String text = ctx.queryParam(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' must be a whole number.", e);
        }
    }

    private void detail(Context ctx) {
        TaskQueue queue = queue(ctx);
        String id = ctx.pathParam("id");
        Job job = queue.job(id).orElseThrow(() -> new NoSuchElementException("There is no job " + id + "."));
        ctx.json(new Detail(job, queue.log(id), queue.results(id)));
    }

    private void act(Context ctx) {
        String action = ctx.pathParam("action");
        if (!ACTIONS.contains(action)) {
            throw new NoSuchElementException("A job can be asked to " + ACTIONS + ".");
        }
        String reply = queue(ctx).act(action, ctx.pathParam("id"));
        if (reply.equals("missing")) {
            throw new NoSuchElementException("There is no such job.");
        }
        if (!reply.equals("ok")) {
            throw Problem.conflict("That is not possible with a job that is " + reply + "; reload to see its state.");
        }
        changed.accept(ctx.pathParam("queue"));
        ctx.status(204);
    }

    private void retryDead(Context ctx) {
        ctx.json(new Retried(queue(ctx).retryAllDead()));
        changed.accept(ctx.pathParam("queue"));
    }

    private void metrics(Context ctx) {
        List<Long> numbers = queue(ctx).metrics(BUCKETS);
        List<Bucket> buckets = new ArrayList<>();
        int count = (numbers.size() - 1) / 3;
        for (int i = 0; i < count; i++) {
            long at = numbers.get(0) - (count - 1 - i) * BUCKET_MILLIS;
            buckets.add(new Bucket(at, numbers.get(1 + 3 * i), numbers.get(2 + 3 * i), numbers.get(3 + 3 * i)));
        }
        ctx.json(buckets);
    }

    private void settings(Context ctx) {
        Settings settings = ctx.bodyAsClass(Settings.class);
        TaskQueue queue = queue(ctx);
        queue.limits(settings.perSecond(), settings.concurrency());
        queue.pause(settings.paused());
        changed.accept(queue.name());
        ctx.status(204);
    }

    /** The domain's exceptions as answers. */
    static io.javalin.http.Handler problems(io.javalin.http.Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (NoSuchElementException e) {
                throw Problem.notFound(Objects.requireNonNullElse(e.getMessage(), "There is no such thing."));
            } catch (IllegalArgumentException e) {
                throw Problem.unprocessable(Objects.requireNonNullElse(e.getMessage(), "That is out of bounds."));
            } catch (TaskQueue.FullException e) {
                throw Problem.unavailable(Objects.requireNonNullElse(e.getMessage(), "The queue is full."));
            }
        };
    }
}
