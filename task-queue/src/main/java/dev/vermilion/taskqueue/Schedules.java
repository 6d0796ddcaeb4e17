package dev.vermilion.taskqueue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/**
 * Jobs that come again. Any number of processes may call {@link #tick}: the script that makes the job first compares the
 * moment it is for, so each moment makes one job. After a time in which nobody ticked, a schedule catches up with one job,
 * or with none if it is later than its {@code maxLateMillis}; never with a storm.
 */
public final class Schedules {

    private static final Script DUE = Script.of(Schedules.class, "due");
    private static final Script FIRE = Script.of(Schedules.class, "fire");
    private static final Script ENQUEUE = Script.of(Schedules.class, "enqueue");
    private static final int MAX_SCHEDULES = 100;
    private static final double PAUSED = 9e15; // a moment that never comes

    private final TaskQueue queue;
    private final UnifiedJedis redis;

    /** Of this queue. */
    public Schedules(TaskQueue queue) {
        this.queue = queue;
        this.redis = queue.redis();
    }

    /**
     * A schedule to be made.
     *
     * @param id 1 to 32 of a-z, 0-9 and '-'
     * @param cron see {@link Cron}
     * @param zone such as {@code Europe/Berlin}; UTC if null
     * @param type of the jobs
     * @param payload of the jobs, JSON text
     * @param maxLateMillis by how much a job may be late and still be made; an hour if null
     */
    public record Plan(
            String id,
            String cron,
            @Nullable String zone,
            String type,
            @Nullable String payload,
            @Nullable Long maxLateMillis) {

        /** Checks the parts. */
        public Plan {
            if (id == null || !id.matches("[a-z0-9-]{1,32}") || cron == null) {
                throw new IllegalArgumentException("A schedule has an id of 1 to 32 of a-z, 0-9 and '-', and a cron.");
            }
            NewJob.of(type, null);
            Cron.parse(cron);
            zone(zone);
        }

        private static ZoneId zone(@Nullable String zone) {
            try {
                return ZoneId.of(zone == null ? "UTC" : zone);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("There is no time zone '" + zone + "'; try Europe/Berlin.", e);
            }
        }
    }

    /** A schedule as it stands; times in ms since 1970. */
    public record Standing(
            String id,
            String cron,
            String zone,
            String type,
            String payload,
            long maxLateMillis,
            boolean paused,
            @Nullable Long next,
            List<Long> following,
            long fired,
            long skipped,
            @Nullable String lastJob) {}

    /** Makes or replaces a schedule. */
    public void put(Plan plan, long now) {
        if (redis.zscore(queue.key("schedules"), plan.id()) == null
                && redis.zcard(queue.key("schedules")) >= MAX_SCHEDULES) {
            throw new IllegalArgumentException("A queue has at most " + MAX_SCHEDULES + " schedules; delete one.");
        }
        Map<String, String> fields = new HashMap<>();
        fields.put("cron", plan.cron());
        fields.put("zone", plan.zone() == null ? "UTC" : plan.zone());
        fields.put("type", plan.type());
        fields.put("payload", plan.payload() == null ? "null" : plan.payload());
        fields.put("maxLate", Long.toString(plan.maxLateMillis() == null ? 3_600_000 : plan.maxLateMillis()));
        fields.put("paused", "0");
        redis.hset(queue.key("schedule:" + plan.id()), fields);
        redis.zadd(queue.key("schedules"), (double) next(fields, now), plan.id());
    }

    /** Deletes a schedule; its jobs stay. False if there was none. */
    public boolean delete(String id) {
        boolean was = redis.zrem(queue.key("schedules"), id) > 0;
        return redis.del(queue.key("schedule:" + id)) > 0 || was;
    }

    /** Stops a schedule, or lets it go on from its next moment after {@code now}. */
    public void pause(String id, boolean paused, long now) {
        Map<String, String> fields = fields(id).orElseThrow(() -> missing(id));
        redis.hset(queue.key("schedule:" + id), "paused", paused ? "1" : "0");
        if (paused) {
            redis.zadd(queue.key("schedules"), PAUSED, id);
        } else {
            redis.zadd(queue.key("schedules"), (double) next(fields, now), id);
        }
    }

    /** Makes a job of a schedule now, beside its moments. */
    public String runNow(String id) {
        Map<String, String> fields = fields(id).orElseThrow(() -> missing(id));
        return TaskQueue.strings(queue.run(ENQUEUE, "[" + spec(id, fields) + "]"))
                .get(0);
    }

    /** All schedules, the next one first, paused ones last. */
    public List<Standing> all(long now) {
        List<Standing> standings = new ArrayList<>();
        for (Tuple each : redis.zrangeWithScores(queue.key("schedules"), 0, -1)) {
            Long next = each.getScore() == PAUSED ? null : (Long) (long) each.getScore();
            fields(each.getElement()).ifPresent(fields -> standings.add(standing(each.getElement(), fields, next)));
        }
        return standings;
    }

    private static Standing standing(String id, Map<String, String> fields, @Nullable Long next) {
        List<Long> following = new ArrayList<>();
        for (Long at = next; at != null && following.size() < 4; ) {
            at = next(fields, at);
            following.add(at);
        }
        return new Standing(
                id,
                fields.getOrDefault("cron", ""),
                fields.getOrDefault("zone", "UTC"),
                fields.getOrDefault("type", ""),
                fields.getOrDefault("payload", "null"),
                Long.parseLong(fields.getOrDefault("maxLate", "0")),
                "1".equals(fields.get("paused")),
                next,
                following,
                Long.parseLong(fields.getOrDefault("fired", "0")),
                Long.parseLong(fields.getOrDefault("skipped", "0")),
                fields.get("lastJob"));
    }

    private Optional<Map<String, String>> fields(String id) {
        Map<String, String> fields = redis.hgetAll(queue.key("schedule:" + id));
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields);
    }

    /** Makes the jobs that are due by Redis's clock; returns their ids. Called by every worker process, often. */
    public List<String> tick() {
        List<String> due = TaskQueue.strings(queue.run(DUE));
        long now = Long.parseLong(due.get(0));
        List<String> made = new ArrayList<>();
        for (int i = 1; i + 1 < due.size(); i += 2) {
            String id = due.get(i);
            Optional<Map<String, String>> fields = fields(id);
            if (fields.isEmpty()) {
                redis.zrem(queue.key("schedules"), id);
                continue;
            }
            String job = fire(id, fields.get(), (long) Double.parseDouble(due.get(i + 1)), now);
            if (!job.isEmpty() && !job.equals("skipped")) {
                made.add(job);
            }
        }
        return made;
    }

    /** The job for the moment {@code moment}, unless somebody else made it; empty or {@code skipped} if none was made. */
    String fire(String id, Map<String, String> fields, long moment, long now) {
        boolean tooLate = now - moment > Long.parseLong(fields.getOrDefault("maxLate", "3600000"));
        String next = Long.toString(next(fields, now));
        return queue.run(FIRE, id, Long.toString(moment), next, tooLate ? "" : spec(id, fields))
                .toString();
    }

    private static String spec(String id, Map<String, String> fields) {
        ObjectNode spec = NewJob.of(fields.getOrDefault("type", "?"), null).spec();
        spec.put("payload", fields.getOrDefault("payload", "null"));
        spec.put("schedule", id);
        return spec.toString();
    }

    private static long next(Map<String, String> fields, long after) {
        return Cron.parse(fields.getOrDefault("cron", "")).next(after, ZoneId.of(fields.getOrDefault("zone", "UTC")));
    }

    private static NoSuchElementException missing(String id) {
        return new NoSuchElementException("There is no schedule '" + id + "'.");
    }
}
