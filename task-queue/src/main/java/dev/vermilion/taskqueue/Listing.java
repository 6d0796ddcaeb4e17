package dev.vermilion.taskqueue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Looks through the jobs of a queue: by place, and by what is in them. Only reads. */
public final class Listing {

    /** How many jobs a search looks at, the newest first. */
    public static final int SEARCHED = 5_000;

    /** How many jobs one page has at most. */
    public static final int MAX_LIMIT = 200;

    private static final int BATCH = 250;

    private final TaskQueue queue;

    /** Of this queue. */
    public Listing(TaskQueue queue) {
        this.queue = queue;
    }

    /** Which jobs to look at. */
    public enum Place {
        /** All, the newest first. */
        ALL,
        /** In the lists, the next first. */
        WAITING,
        /** Before their time, also retries; the next first. */
        DELAYED,
        /** Leased; the lease that ends first is first. */
        ACTIVE,
        /** Waiting for children. */
        BLOCKED,
        /** Done, the newest first. */
        DONE,
        /** Given up, the newest first. */
        DEAD
    }

    /**
     * A page of jobs.
     *
     * @param total how many there are in all, or among the {@value #SEARCHED} looked at if something is searched for
     */
    public record Found(List<Job> jobs, long total) {}

    /**
     * The jobs in a place whose id, type, payload, result, error or unique key has the text, whatever its case. O(n) in the
     * jobs that are looked at; without a text only those of the page are read.
     */
    public Found find(Place place, String text, int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit is 1 to " + MAX_LIMIT + ", the offset not negative.");
        }
        if (text.isBlank()) {
            return new Found(read(ids(place, offset, offset + limit - 1)), total(place));
        }
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<Job> found = new ArrayList<>();
        for (int i = 0; i < SEARCHED; i += BATCH) {
            List<String> ids = ids(place, i, i + BATCH - 1);
            read(ids).stream().filter(job -> has(job, wanted)).forEach(found::add);
            if (ids.size() < BATCH) {
                break;
            }
        }
        int end = Math.min(found.size(), offset + limit);
        return new Found(offset >= end ? List.of() : found.subList(offset, end), found.size());
    }

    private static boolean has(Job job, String wanted) {
        String all = job.id()
                + '\n'
                + job.type()
                + '\n'
                + job.payload()
                + '\n'
                + job.result()
                + '\n'
                + job.error()
                + '\n'
                + job.unique();
        return all.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private long total(Place place) {
        if (place == Place.WAITING) {
            return queue.snapshot().getOrDefault("waiting", 0L);
        }
        return queue.redis().zcard(set(place));
    }

    private String set(Place place) {
        return queue.key(place == Place.ALL ? "jobs" : place.name().toLowerCase(Locale.ROOT));
    }

    private List<String> ids(Place place, int from, int to) {
        return switch (place) {
            case WAITING -> waiting(from, to);
            case ALL, DONE, DEAD -> queue.redis().zrevrange(set(place), from, to);
            default -> queue.redis().zrange(set(place), from, to);
        };
    }

    /** Ids from the three lists as if they were one. The next one is at a list's right end. */
    private List<String> waiting(int from, int to) {
        List<String> ids = new ArrayList<>();
        long skip = from;
        for (Priority priority : Priority.values()) {
            String list = queue.key("wait:" + priority.name().toLowerCase(Locale.ROOT));
            long length = queue.redis().llen(list);
            long wanted = (long) to - from + 1 - ids.size();
            if (skip < length && wanted > 0) {
                List<String> part = queue.redis().lrange(list, -Math.min(length, skip + wanted), -1 - skip);
                Collections.reverse(part);
                ids.addAll(part);
            }
            skip = Math.max(0, skip - length);
        }
        return ids;
    }

    private List<Job> read(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        try (AbstractPipeline pipeline = queue.redis().pipelined()) {
            List<Response<Map<String, String>>> hashes = ids.stream()
                    .map(id -> pipeline.hgetAll(queue.key("job:" + id)))
                    .toList();
            pipeline.sync();
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                if (!hashes.get(i).get().isEmpty()) {
                    jobs.add(Job.of(ids.get(i), hashes.get(i).get()));
                }
            }
            return jobs;
        }
    }
}
