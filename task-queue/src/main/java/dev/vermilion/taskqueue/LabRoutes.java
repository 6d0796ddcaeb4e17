package dev.vermilion.taskqueue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Routes;
import dev.vermilion.taskqueue.celery.CeleryClient;
import dev.vermilion.taskqueue.celery.CeleryMessage;
import dev.vermilion.taskqueue.celery.CeleryWorker;
import dev.vermilion.taskqueue.celery.Signature;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** The routes of workers, schedules, the crash lab and Celery. */
final class LabRoutes {

    private static final int SHOWN = 50;

    private final UnifiedJedis redis;
    private final Map<String, TaskQueue> queues;
    private final CeleryWorker celery;
    private final CeleryClient client;
    private final Clock clock;
    private final Consumer<String> changed;

    LabRoutes(
            UnifiedJedis redis,
            Map<String, TaskQueue> queues,
            CeleryWorker celery,
            Clock clock,
            Consumer<String> changed) {
        this.redis = redis;
        this.queues = queues;
        this.celery = celery;
        this.client = new CeleryClient(redis);
        this.clock = clock;
        this.changed = changed;
    }

    record Crash(CrashLab.Mode mode, CrashLab.CrashPoint point, int jobs) {
        Crash {
            if (mode == null || point == null) {
                throw new IllegalArgumentException("A run has a 'mode', a 'point' and a number of 'jobs'.");
            }
        }
    }

    record Call(
            String task,
            @Nullable List<JsonNode> args,
            @Nullable String queue) {}

    record Sent(String id) {}

    record Bridge(long waiting, long held, long unacked, List<String> parked) {}

    void add(Routes routes) {
        String schedules = "api/queues/{queue}/schedules";
        routes.get(
                        "api/workers",
                        Operation.of("Who works").givesMany(200, Workers.Status.class),
                        ctx -> ctx.json(new Workers(redis).all()))
                .post(
                        "api/workers/{name}/stop",
                        Operation.of("Ask a worker to finish and end")
                                .gives(202)
                                .fails(404, "There is no such worker."),
                        JobRoutes.problems(this::stop))
                .get(
                        "api/outbox",
                        Operation.of("The last mails, the newest first").givesMany(200, String.class),
                        ctx -> ctx.json(redis.lrange(queue("mail").key("outbox"), 0, SHOWN - 1L)))
                .get(
                        schedules,
                        Operation.of("Schedules of a queue").givesMany(200, Schedules.Standing.class),
                        JobRoutes.problems(ctx -> ctx.json(schedules(ctx).all(clock.millis()))))
                .put(
                        schedules,
                        Operation.of("Make or replace a schedule")
                                .body(Schedules.Plan.class)
                                .gives(204),
                        JobRoutes.problems(this::plan))
                .delete(
                        schedules + "/{id}",
                        Operation.of("Delete a schedule").gives(204).fails(404, "There is no such schedule."),
                        JobRoutes.problems(this::unplan))
                .post(
                        schedules + "/{id}/{action}",
                        Operation.of("Run a schedule now, pause it, or let it go on")
                                .path("action", String.class, "run, pause or resume")
                                .gives(204)
                                .fails(404, "There is no such schedule or action."),
                        JobRoutes.problems(this::actOnSchedule))
                .post(
                        "api/crash-lab",
                        Operation.of("Let workers die, and count the effects")
                                .body(Crash.class)
                                .gives(200, CrashLab.Report.class),
                        JobRoutes.problems(this::crash))
                .post(
                        "api/celery/tasks",
                        Operation.of("Call a task of a Celery worker")
                                .body("application/json")
                                .gives(202, Sent.class),
                        JobRoutes.problems(this::call))
                .get(
                        "api/celery/results/{id}",
                        Operation.of("What became of a call").gives(200, "application/json"),
                        ctx -> ctx.json(client.result(ctx.pathParam("id"))))
                .get("api/celery", Operation.of("The bridge's state").gives(200, Bridge.class), this::bridge)
                .post(
                        "api/celery/unpark",
                        Operation.of("Put parked messages back").gives(204),
                        this::unpark);
    }

    private TaskQueue queue(String name) {
        TaskQueue queue = queues.get(name);
        if (queue == null) {
            throw new NoSuchElementException("There is no such queue; there are " + queues.keySet() + ".");
        }
        return queue;
    }

    private Schedules schedules(Context ctx) {
        return new Schedules(queue(ctx.pathParam("queue")));
    }

    private void plan(Context ctx) {
        schedules(ctx).put(ctx.bodyAsClass(Schedules.Plan.class), clock.millis());
        changed.accept(ctx.pathParam("queue"));
        ctx.status(204);
    }

    private void unplan(Context ctx) {
        if (!schedules(ctx).delete(ctx.pathParam("id"))) {
            throw new NoSuchElementException("There is no such schedule.");
        }
        ctx.status(204);
    }

    private void actOnSchedule(Context ctx) {
        Schedules schedules = schedules(ctx);
        String id = ctx.pathParam("id");
        switch (ctx.pathParam("action")) {
            case "run" -> schedules.runNow(id);
            case "pause" -> schedules.pause(id, true, clock.millis());
            case "resume" -> schedules.pause(id, false, clock.millis());
            default -> throw new NoSuchElementException("A schedule can be asked to run, pause or resume.");
        }
        changed.accept(ctx.pathParam("queue"));
        ctx.status(204);
    }

    private void stop(Context ctx) {
        if (!new Workers(redis).requestStop(ctx.pathParam("name"))) {
            throw new NoSuchElementException("There is no such worker; it may have ended.");
        }
        ctx.status(202);
    }

    private void crash(Context ctx) {
        Crash crash = ctx.bodyAsClass(Crash.class);
        ctx.json(new CrashLab(redis).run(crash.mode(), crash.point(), crash.jobs()));
    }

    private void call(Context ctx) {
        Call call = ctx.bodyAsClass(Call.class);
        List<JsonNode> args = call.args() == null ? new ArrayList<>() : call.args();
        Signature signature = Signature.of(call.task(), args.toArray(new JsonNode[0]));
        String id =
                client.send(call.queue() == null ? signature : signature.on(call.queue()), CeleryMessage.Options.NONE);
        ctx.status(202).json(new Sent(id));
    }

    private void bridge(Context ctx) {
        ctx.json(new Bridge(
                client.waiting(TaskQueueApp.CELERY_QUEUE), celery.held(), celery.unacked(), celery.parked(SHOWN)));
    }

    private void unpark(Context ctx) {
        celery.unpark();
        ctx.status(204);
    }
}
