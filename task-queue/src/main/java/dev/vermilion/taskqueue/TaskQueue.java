package dev.vermilion.taskqueue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One queue of jobs. Everything below begins with {@code task-queue:{QUEUE}:}; the braces are a hash tag, so on a cluster
 * all of a queue is in one slot and its scripts are possible.
 *
 * <pre>
 * key                 type    holds                                                       TTL
 * meta                hash    settings (paused, rate, concurrency) and counters           none
 * job:ID              hash    the job: type, payload, state, attempt, token, result, …    none; the newest 1,000 done are kept
 * job:ID:log          list    what happened to it, the last 40 lines                      as the job
 * job:ID:results      hash    child -> its result                                         as the job
 * wait:high|normal|low list   ids, LPUSH and RPOP                                         none
 * delayed             zset    id -> when it may run; also retries                         none
 * active              zset    id -> when its lease ends                                   none
 * blocked             zset    parents that wait for children                              none
 * dead                zset    id -> when it was given up                                  none
 * done                zset    id -> when it was done, the newest 1,000                    none
 * jobs                zset    all ids -> when made                                        none
 * wake                list    up to 64 marks; idle workers block on it                    none
 * unique:KEY          string  the job that has this key                                   throttle's, else until it ends
 * schedules           zset    schedule -> its next moment                                 none
 * schedule:ID         hash    what it makes, and when                                     none
 * metric:N            hash    done, retried, failed in the Nth five seconds               15 minutes
 * outbox, sent        list, zset   the last mails; the jobs whose mail went out           none, capped
 * effect:NAME         string  what the crash lab counts, and effect:NAME:jobs once each   1 hour
 * </pre>
 *
 * <p><b>Why it does not lose jobs.</b> A job is in exactly one place, and each move between places is one script. Between
 * RPOP and the entry in {@code active} there is no moment at which a crash could drop it. Who holds a job renews its lease;
 * who dies does not, and the next worker that asks for work finds the lease ended and puts the job back in front.
 *
 * <p><b>Why a slow worker does no harm.</b> Each lease has a token of its own. Renewal, progress, success and failure are
 * refused once the job has been leased to somebody else.
 *
 * <p>All times are those of Redis's clock, so workers need not agree on theirs. Safe for use by many threads and processes.
 */
public final class TaskQueue {

    /** Prefix of all keys of this app. */
    public static final String PREFIX = "task-queue:";

    private static final Script ENQUEUE = Script.of(TaskQueue.class, "enqueue");
    private static final Script FLOW = Script.of(TaskQueue.class, "flow");
    private static final Script LEASE = Script.of(TaskQueue.class, "lease");
    private static final Script RENEW = Script.of(TaskQueue.class, "renew");
    private static final Script PROGRESS = Script.of(TaskQueue.class, "progress");
    private static final Script ACK = Script.of(TaskQueue.class, "ack");
    private static final Script FAIL = Script.of(TaskQueue.class, "fail");
    private static final Script RELEASE = Script.of(TaskQueue.class, "release");
    private static final Script ACT = Script.of(TaskQueue.class, "act");
    private static final Script SNAPSHOT = Script.of(TaskQueue.class, "snapshot");
    private static final Script METRICS = Script.of(TaskQueue.class, "metrics");
    private static final int RETRY_ALL = 1_000;

    private final UnifiedJedis redis;
    private final String name;

    /** The queue {@code name}, 1 to 32 of a-z, 0-9 and '-'. */
    public TaskQueue(UnifiedJedis redis, String name) {
        if (!name.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("A queue's name is 1 to 32 of a-z, 0-9 and '-'.");
        }
        this.redis = redis;
        this.name = name;
    }

    /** What became of a wish for a job: {@code made} is false if a unique job was there already, whose id this is. */
    public record Enqueued(String id, boolean made) {}

    /** An answer to {@link #lease}: a lease, or why there is none and in how many ms it is worth to ask again. */
    public record Offer(@Nullable Lease lease, String reason, long waitMillis) {}

    /** What became of a report of a worker. */
    public enum Outcome {
        /** Renewed; go on. */
        HELD,
        /** Someone wants the job to end; it is still held. */
        CANCEL,
        /** The job is no longer this worker's: whatever it reports is refused. */
        LOST,
        /** It has its result. */
        DONE,
        /** It will be tried again. */
        RETRY,
        /** It is given up. */
        DEAD,
        /** It was given back. */
        RELEASED
    }

    /** The queue is full: {@code jobs} has reached its limit. */
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FullException() {
            super("The queue holds 100,000 jobs already; try again when some are done.", null, false, false);
        }
    }

    /** Its name. */
    public String name() {
        return name;
    }

    String key(String rest) {
        return PREFIX + "{" + name + "}:" + rest;
    }

    UnifiedJedis redis() {
        return redis;
    }

    Object run(Script script, String... arguments) {
        try {
            return script.run(redis, key("meta"), List.of(arguments));
        } catch (JedisDataException e) {
            if (e.getMessage() != null && e.getMessage().contains("FULL")) {
                throw new FullException();
            }
            throw e;
        }
    }

    private Outcome report(Script script, String... arguments) {
        return Outcome.valueOf(run(script, arguments).toString().toUpperCase(Locale.ROOT));
    }

    /** Adds a job. Atomic: whether a unique job exists is asked and answered in the script that adds. */
    public Enqueued enqueue(NewJob job) {
        return enqueue(List.of(job)).get(0);
    }

    /** Adds jobs, all or none. */
    public List<Enqueued> enqueue(List<NewJob> jobs) {
        List<String> reply = strings(run(ENQUEUE, specs(jobs).toString()));
        List<Enqueued> made = new ArrayList<>();
        for (int i = 0; i < reply.size(); i += 2) {
            made.add(new Enqueued(reply.get(i), reply.get(i + 1).equals("1")));
        }
        return made;
    }

    /**
     * Adds a parent that runs when all its children are done; their results are its {@link #results}.
     *
     * @return the ids, the parent's first
     */
    public List<String> flow(NewJob parent, List<NewJob> children) {
        if (children.isEmpty() || children.size() > NewJob.MAX_CHAIN) {
            throw new IllegalArgumentException("A flow has 1 to " + NewJob.MAX_CHAIN + " children.");
        }
        if (parent.unique() != null || children.stream().anyMatch(child -> child.unique() != null)) {
            throw new IllegalArgumentException(
                    "The jobs of a flow cannot be unique: one that is there already has a parent.");
        }
        return strings(run(FLOW, parent.spec().toString(), specs(children).toString()));
    }

    private static ArrayNode specs(Collection<NewJob> jobs) {
        ArrayNode specs = JsonNodeFactory.instance.arrayNode();
        for (NewJob job : jobs) {
            ObjectNode spec = job.spec();
            specs.add(spec);
        }
        return specs;
    }

    /**
     * Asks for work. The same step promotes delayed jobs whose time has come and rescues those whose lease has ended, so a
     * queue needs no overseer: as long as anyone asks, everything moves.
     */
    public Offer lease(String worker) {
        String token = UUID.randomUUID().toString();
        List<String> reply = strings(run(LEASE, worker, token));
        if (!reply.get(0).equals("job")) {
            return new Offer(null, reply.get(0), Long.parseLong(reply.get(1)));
        }
        Map<String, String> fields = map(reply.subList(2, reply.size()));
        Job job = Job.of(reply.get(1), fields);
        Backoff backoff = Backoff.parse(fields.getOrDefault("backoff", Backoff.USUAL.text()));
        long millis = Long.parseLong(fields.getOrDefault("lease", "10000"));
        return new Offer(new Lease(job, token, backoff, millis), "job", 0);
    }

    /** Waits until a job may be there, at most so many milliseconds. Returns at once if a mark is left. */
    public void await(long millis) {
        redis.blpop(Math.max(0.01, Math.min(millis, 1_000) / 1_000.0), key("wake"));
    }

    /** Lets a lease begin anew. */
    public Outcome renew(Lease lease) {
        return report(RENEW, lease.job().id(), lease.token());
    }

    /** Says how far a job is. */
    public Outcome progress(Lease lease, int percent, String note) {
        return report(PROGRESS, lease.job().id(), lease.token(), Integer.toString(percent), note);
    }

    /** A job is done; {@code result} is JSON. Tells parent and successor in the same step. */
    public Outcome ack(Lease lease, String result) {
        return report(ACK, lease.job().id(), lease.token(), result);
    }

    /** A job failed; it comes back after the delay unless this was its last attempt or {@code forGood}. */
    public Outcome fail(Lease lease, String error, long delayMillis, boolean forGood) {
        String shown = error.length() > 500 ? error.substring(0, 500) + "…" : error;
        return report(FAIL, lease.job().id(), lease.token(), shown, Long.toString(delayMillis), forGood ? "1" : "0");
    }

    /** Gives a job back that was not finished; it is next, and the attempt does not count. */
    public Outcome release(Lease lease) {
        return report(RELEASE, lease.job().id(), lease.token());
    }

    /**
     * Does to a job what a person asks for.
     *
     * @param action {@code retry} a dead one, {@code promote} a delayed one, {@code cancel} one that is not over, {@code
     *     remove} one that is not active
     * @return {@code ok}, {@code missing}, or the state in which that is not possible
     */
    public String act(String action, String id) {
        return run(ACT, action, id).toString();
    }

    /** Retries dead jobs, the oldest first, at most {@value #RETRY_ALL}; returns how many. */
    public int retryAllDead() {
        int retried = 0;
        for (String id : redis.zrange(key("dead"), 0, RETRY_ALL - 1)) {
            retried += act("retry", id).equals("ok") ? 1 : 0;
        }
        return retried;
    }

    /** Stops or resumes the handing out of jobs, on all workers; those that are active go on. */
    public void pause(boolean paused) {
        redis.hset(key("meta"), "paused", paused ? "1" : "0");
        redis.lpush(key("wake"), "1");
    }

    /** Limits how many jobs are begun a second and how many are active at a time, over all workers; 0 for no limit. */
    public void limits(int perSecond, int concurrency) {
        if (perSecond < 0 || perSecond > 100_000 || concurrency < 0 || concurrency > 10_000) {
            throw new IllegalArgumentException("A rate is 0 to 100000 a second, a concurrency 0 to 10000.");
        }
        redis.hset(
                key("meta"), Map.of("rate", Integer.toString(perSecond), "concurrency", Integer.toString(concurrency)));
    }

    /** The job with this id. */
    public Optional<Job> job(String id) {
        Map<String, String> fields = redis.hgetAll(key("job:" + id));
        return fields.isEmpty() ? Optional.empty() : Optional.of(Job.of(id, fields));
    }

    /** What happened to a job: lines that begin with the time in ms, oldest first. */
    public List<String> log(String id) {
        return redis.lrange(key("job:" + id + ":log"), 0, -1);
    }

    /** The results of a job's children that are done. */
    public Map<String, String> results(String id) {
        return redis.hgetAll(key("job:" + id + ":results"));
    }

    /** Counts of one moment: the lengths of all places, the counters and the settings, by name. */
    public Map<String, Long> snapshot() {
        Map<String, Long> counts = new LinkedHashMap<>();
        map(strings(run(SNAPSHOT))).forEach((key, value) -> counts.put(key, Long.parseLong(value)));
        return counts;
    }

    /** The last five-second buckets: the end of the last one in ms, then done, retried and failed of each in turn. */
    public List<Long> metrics(int buckets) {
        return strings(run(METRICS, Integer.toString(buckets))).stream()
                .map(Long::valueOf)
                .toList();
    }

    static List<String> strings(Object reply) {
        List<String> texts = new ArrayList<>();
        for (Object each : (List<?>) reply) {
            texts.add(String.valueOf(each));
        }
        return texts;
    }

    static Map<String, String> map(List<String> pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            map.put(pairs.get(i), pairs.get(i + 1));
        }
        return map;
    }
}
