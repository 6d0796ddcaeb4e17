package dev.vermilion.taskqueue;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.vermilion.taskqueue.TaskQueue.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.UnifiedJedis;

/**
 * Lets workers die at a point of one's choice and counts what is left: each job adds one to a sum, so the sum should be the
 * number of jobs. Uses a queue of its own, whose keys end with the run.
 */
public final class CrashLab {

    /** How long the lab's leases last: as long as a rescue takes. */
    static final long LEASE_MILLIS = 400;

    private static final Script EFFECT = Script.of(CrashLab.class, "effect");
    private static final String NAIVE_KEY = "naive";

    private final TaskQueue queue;
    private final UnifiedJedis redis;

    /** On this Redis. */
    public CrashLab(UnifiedJedis redis) {
        this.redis = redis;
        this.queue = new TaskQueue(redis, "crash-lab");
    }

    /** How jobs are taken, and how their effect is counted. */
    public enum Mode {
        /** RPOP and hope: a job that is taken is nowhere but in the worker's memory. */
        POP,
        /** A lease, and an effect that is simply added. */
        LEASE,
        /** A lease, and an effect that is added once for each job, in one step with the mark that says so. */
        LEASE_ONCE
    }

    /** Where the worker dies. */
    public enum CrashPoint {
        /** It has asked for a job, and not begun. */
        BEFORE_LEASE,
        /** The effect is there, the result is not. */
        AFTER_EFFECT,
        /** Everything is done but for telling the queue. */
        BEFORE_ACK
    }

    /**
     * What came of it.
     *
     * @param jobs how many there were
     * @param crashes how many workers died
     * @param effects the sum; right is {@code jobs}
     * @param lost jobs without an effect
     * @param doubled effects too many
     * @param unfinished jobs whose worker never told that they are done
     */
    public record Report(
            Mode mode,
            CrashPoint point,
            int jobs,
            int crashes,
            long effects,
            long lost,
            long doubled,
            long unfinished) {}

    /** Runs jobs; the worker of each third job dies at {@code point} the first time. Takes about a second. */
    public Report run(Mode mode, CrashPoint point, int jobs) {
        if (jobs < 3 || jobs > 60) {
            throw new IllegalArgumentException("The lab runs 3 to 60 jobs.");
        }
        String run = UUID.randomUUID().toString();
        return mode == Mode.POP ? popping(run, point, jobs) : leasing(run, mode, point, jobs);
    }

    private Report popping(String run, CrashPoint point, int jobs) {
        String list = queue.key(NAIVE_KEY + ":" + run);
        for (int i = 0; i < jobs; i++) {
            redis.lpush(list, Integer.toString(i));
        }
        redis.expire(list, 60);
        int finished = 0;
        for (String job = redis.rpop(list); job != null; job = redis.rpop(list)) {
            boolean dies = dies(Integer.parseInt(job));
            if (dies && point == CrashPoint.BEFORE_LEASE) {
                continue; // popped, and gone with its worker
            }
            effect(run, job, false);
            finished += dies ? 0 : 1;
        }
        long effects = sum(run);
        return new Report(Mode.POP, point, jobs, (jobs + 2) / 3, effects, jobs - effects, 0, jobs - finished);
    }

    private Report leasing(String run, Mode mode, CrashPoint point, int jobs) {
        List<NewJob> made = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            made.add(NewJob.of("add-one", IntNode.valueOf(i)).lease(LEASE_MILLIS));
        }
        TaskQueue mine = new TaskQueue(redis, "crash-" + run.substring(0, 8));
        mine.enqueue(made);
        int crashes = 0;
        int finished = 0;
        while (finished < jobs) {
            Offer offer = mine.lease("lab");
            Lease lease = offer.lease();
            if (lease == null) {
                mine.await(50);
                continue;
            }
            boolean dies = lease.job().attempt() == 1
                    && dies(Integer.parseInt(lease.job().payload()));
            crashes += dies ? 1 : 0;
            if (dies && point == CrashPoint.BEFORE_LEASE) {
                continue; // the job is not lost: it is in the set of leases, and that one ends
            }
            effect(run, lease.job().id(), mode == Mode.LEASE_ONCE);
            if (!dies) {
                mine.ack(lease, "1");
                finished++;
            }
        }
        clean(mine);
        long effects = sum(run);
        return new Report(mode, point, jobs, crashes, effects, 0, effects - jobs, 0);
    }

    private static boolean dies(int number) {
        return number % 3 == 0;
    }

    private void effect(String run, String job, boolean once) {
        queue.run(EFFECT, run, job, "1", once ? "1" : "0");
    }

    private long sum(String run) {
        String sum = redis.get(queue.key("effect:" + run));
        return sum == null ? 0 : Long.parseLong(sum);
    }

    private static void clean(TaskQueue queue) {
        Keys.delete(queue.redis(), queue.key("*"));
    }
}
