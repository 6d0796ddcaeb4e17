package dev.vermilion.taskqueue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/**
 * Who works, over all processes.
 *
 * <pre>
 * key                          type  holds                                              TTL
 * task-queue:workers           zset  worker -> when it was last heard of, in ms         none; pruned when read
 * task-queue:worker:{NAME}     hash  what it is and does, and whether it shall stop     6 seconds, renewed each second
 * </pre>
 *
 * <p>A worker that crashes is gone from the list six seconds later, by itself.
 */
public final class Workers {

    private static final String WORKERS = TaskQueue.PREFIX + "workers";
    private static final long SECONDS = 6;

    private final UnifiedJedis redis;

    /** The workers of this Redis. */
    public Workers(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * A worker as it described itself last.
     *
     * @param running type and id of the jobs it has
     * @param stopping true if it takes no more
     * @param seen when it was heard of, in ms since 1970
     */
    public record Status(
            String name,
            String queue,
            int concurrency,
            List<String> running,
            long done,
            long failed,
            boolean stopping,
            long seen) {}

    private static String key(String name) {
        return TaskQueue.PREFIX + "worker:{" + name + "}";
    }

    /** Says that a worker lives; true if someone asked it to stop. */
    public boolean heartbeat(Status status) {
        Map<String, String> fields = new HashMap<>();
        fields.put("queue", status.queue());
        fields.put("concurrency", Integer.toString(status.concurrency()));
        fields.put("running", String.join(",", status.running()));
        fields.put("done", Long.toString(status.done()));
        fields.put("failed", Long.toString(status.failed()));
        fields.put("stopping", Boolean.toString(status.stopping()));
        long now = System.currentTimeMillis();
        fields.put("seen", Long.toString(now));
        redis.hset(key(status.name()), fields);
        redis.expire(key(status.name()), SECONDS);
        redis.zadd(WORKERS, (double) now, status.name());
        return "1".equals(redis.hget(key(status.name()), "stop")) && !status.stopping();
    }

    /** A worker has ended. */
    public void gone(String name) {
        redis.zrem(WORKERS, name);
        redis.del(key(name));
    }

    /** Asks a worker, wherever it runs, to finish what it has and to end; false if there is none of this name. */
    public boolean requestStop(String name) {
        if (!redis.exists(key(name))) {
            return false;
        }
        redis.hset(key(name), "stop", "1");
        redis.expire(key(name), SECONDS);
        return true;
    }

    /** All that live, by name. */
    public List<Status> all() {
        List<Status> all = new ArrayList<>();
        for (Tuple each : redis.zrangeWithScores(WORKERS, 0, -1)) {
            Map<String, String> fields = redis.hgetAll(key(each.getElement()));
            if (fields.containsKey("queue")) {
                all.add(status(each.getElement(), fields));
            } else {
                redis.zrem(WORKERS, each.getElement());
            }
        }
        all.sort((a, b) -> a.name().compareTo(b.name()));
        return all;
    }

    private static Status status(String name, Map<String, String> fields) {
        String running = fields.getOrDefault("running", "");
        return new Status(
                name,
                fields.getOrDefault("queue", ""),
                Integer.parseInt(fields.getOrDefault("concurrency", "0")),
                running.isEmpty() ? List.of() : List.of(running.split(",")),
                Long.parseLong(fields.getOrDefault("done", "0")),
                Long.parseLong(fields.getOrDefault("failed", "0")),
                Boolean.parseBoolean(fields.get("stopping")) || "1".equals(fields.get("stop")),
                Long.parseLong(fields.getOrDefault("seen", "0")));
    }
}
