package dev.vermilion.urlshortener;

import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/** The routes behind the scenes: the click pipeline, the codes, orphan visits. */
final class PipelineRoutes {

    private static final int SHOWN = 10;

    private final UnifiedJedis redis;
    private final Clock clock;
    private final ClickPipeline pipeline;
    private final CodeMeter meter;
    private final Orphans orphans;
    private final Laboratory laboratory;

    PipelineRoutes(UnifiedJedis redis, Clock clock, ClickPipeline pipeline, CodeMeter meter, Orphans orphans) {
        this.redis = redis;
        this.clock = clock;
        this.pipeline = pipeline;
        this.meter = meter;
        this.orphans = orphans;
        this.laboratory = new Laboratory(redis);
    }

    /** What is asked of the pipeline. */
    record Switch(boolean paused) {}

    void add(Routes routes) {
        routes.get(
                        "api/pipeline",
                        Operation.of("How far the click pipeline is").gives(200, ClickPipeline.State.class),
                        ctx -> ctx.json(pipeline.state()))
                .put(
                        "api/pipeline",
                        Operation.of("Let the click pipeline stand still, or go on")
                                .describedAs("Visitors do not notice: their clicks wait in the streams.")
                                .body(Switch.class)
                                .gives(200, ClickPipeline.State.class),
                        this::pause)
                .post(
                        "api/pipeline/crash",
                        Operation.of("Let a consumer die with the next batch in its hands")
                                .describedAs(
                                        "Another one claims the batch after five seconds; nothing is counted twice.")
                                .gives(204),
                        this::crash)
                .get(
                        "api/top",
                        Operation.of("The most visited links of today").givesMany(200, Statistics.Share.class),
                        ctx -> ctx.json(top()))
                .get(
                        "api/codes",
                        Operation.of("How likely it is that the next code is taken")
                                .gives(200, CodeMeter.Reading.class),
                        ctx -> ctx.json(meter.read()))
                .get(
                        "api/orphans",
                        Operation.of("Visits to codes that no link has").gives(200, Orphans.Report.class),
                        ctx -> ctx.json(orphans.report()))
                .post(
                        "api/laboratory/codes",
                        Operation.of("Make codes in three ways, and try to guess them")
                                .givesMany(200, Laboratory.Outcome.class),
                        ctx -> ctx.json(laboratory.run()))
                .delete(
                        "api/laboratory/codes",
                        Operation.of("Begin with an empty space").gives(204),
                        this::reset);
    }

    private void pause(Context ctx) {
        if (!ctx.body().contains("paused")) {
            throw Problem.badRequest("The body must say {\"paused\": true} or {\"paused\": false}.");
        }
        pipeline.pause(ctx.bodyAsClass(Switch.class).paused());
        ctx.json(pipeline.state());
    }

    private void crash(Context ctx) {
        pipeline.crash();
        ctx.status(204);
    }

    private void reset(Context ctx) {
        laboratory.reset();
        ctx.status(204);
    }

    private List<Statistics.Share> top() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Response<List<Tuple>>> parts = new ArrayList<>();
        try (AbstractPipeline reads = redis.pipelined()) {
            for (int partition = 0; partition < Keys.PARTITIONS; partition++) {
                parts.add(reads.zrevrangeWithScores(Keys.top(partition, today), 0, SHOWN - 1));
            }
            reads.sync();
        }
        return parts.stream()
                .flatMap(part -> StatisticsReader.shares(part.get()).stream())
                .sorted(Comparator.comparingLong(Statistics.Share::visits).reversed())
                .limit(SHOWN)
                .toList();
    }
}
