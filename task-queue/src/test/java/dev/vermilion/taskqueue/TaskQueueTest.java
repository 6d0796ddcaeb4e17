package dev.vermilion.taskqueue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.taskqueue.TaskQueue.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class TaskQueueTest {

    private RedisClient redis;
    private TaskQueue queue;

    @BeforeEach
    void open(RedisServer server) {
        server.flushAll();
        redis = server.jedis();
        queue = new TaskQueue(redis, "test");
    }

    @AfterEach
    void close() {
        redis.close();
    }

    private static NewJob job(int number) {
        return NewJob.of("nothing", IntNode.valueOf(number));
    }

    private Lease lease() {
        return Objects.requireNonNull(queue.lease("tester").lease());
    }

    private Job.State state(String id) {
        return queue.job(id).orElseThrow().state();
    }

    @Test
    void aJobWhoseWorkerDiesIsRescuedAndTheDeadWorkersAckIsRefused() {
        String id = queue.enqueue(job(1).lease(200)).id();
        Lease first = lease();
        Lease second = Awaitility.await().until(() -> queue.lease("other").lease(), Objects::nonNull);
        assertThat(Objects.requireNonNull(second).job().id()).isEqualTo(id);
        assertThat(queue.ack(first, "1")).isEqualTo(Outcome.LOST);
        assertThat(queue.ack(second, "2")).isEqualTo(Outcome.DONE);
        assertThat(queue.job(id).orElseThrow().result()).isEqualTo("2");
    }

    @Test
    void highPriorityGoesFirst() {
        queue.enqueue(job(1).priority(Priority.LOW));
        queue.enqueue(job(2));
        queue.enqueue(job(3).priority(Priority.HIGH));
        assertThat(List.of(
                        lease().job().payload(),
                        lease().job().payload(),
                        lease().job().payload()))
                .containsExactly("3", "2", "1");
    }

    @Test
    void aDelayedJobIsNotTakenBeforeItsTime() {
        queue.enqueue(job(1).delayed(300));
        assertThat(queue.lease("tester").lease()).isNull();
        Awaitility.await().until(() -> queue.lease("tester").lease() != null);
    }

    @Test
    void aFailedJobIsRetriedAndThenDeadAndCanBeRetriedByHand() {
        String id = queue.enqueue(job(1).attempts(2, new Backoff(Backoff.Kind.FIXED, 1, 0)))
                .id();
        assertThat(queue.fail(lease(), "no", 1, false)).isEqualTo(Outcome.RETRY);
        Lease second = Awaitility.await().until(() -> queue.lease("tester").lease(), Objects::nonNull);
        assertThat(queue.fail(Objects.requireNonNull(second), "no", 1, false)).isEqualTo(Outcome.DEAD);
        assertThat(state(id)).isEqualTo(Job.State.DEAD);
        assertThat(queue.retryAllDead()).isEqualTo(1);
        assertThat(state(id)).isEqualTo(Job.State.WAITING);
    }

    @Test
    void aUniqueJobIsMadeOnceByTwoHundredThreadsOnTwoInstances(RedisServer server) throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        try (RedisClient other = server.jedis()) {
            List<TaskQueue> both = List.of(queue, new TaskQueue(other, "test"));
            race(200, i -> {
                if (both.get(i % 2)
                        .enqueue(job(i).unique(Unique.untilFinished("one")))
                        .made()) {
                    made.incrementAndGet();
                }
            });
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void aThrottledJobIsMadeOnceInItsTimeWhateverBecameOfIt() {
        Unique once = new Unique("digest", Unique.Mode.THROTTLE, 700);
        assertThat(queue.enqueue(job(1).unique(once)).made()).isTrue();
        queue.ack(lease(), "1");
        assertThat(queue.enqueue(job(2).unique(once)).made()).isFalse();
        Awaitility.await().until(() -> queue.enqueue(job(3).unique(once)).made());
    }

    @Test
    void aDebouncedJobRunsOnceWithTheLastPayload() {
        Unique last = new Unique("index", Unique.Mode.DEBOUNCE, 0);
        String first = queue.enqueue(job(1).unique(last).delayed(600)).id();
        assertThat(queue.enqueue(job(2).unique(last).delayed(600))).isEqualTo(new TaskQueue.Enqueued(first, false));
        assertThat(queue.lease("tester").lease()).isNull();
        Lease lease = Awaitility.await().until(() -> queue.lease("tester").lease(), Objects::nonNull);
        assertThat(Objects.requireNonNull(lease).job().payload()).isEqualTo("2");
        assertThat(queue.snapshot().get("created")).isEqualTo(1);
    }

    @Test
    void jitterSpreadsDelaysWithinItsShare() {
        Backoff backoff = new Backoff(Backoff.Kind.EXPONENTIAL, 1_000, 25);
        Random random = new Random(7);
        Set<Long> delays = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            long delay = backoff.delay(3, random);
            assertThat(delay).isBetween(3_000L, 4_000L);
            delays.add(delay);
        }
        assertThat(delays).hasSizeGreaterThan(500);
        assertThat(new Backoff(Backoff.Kind.FIXED, 1_000, 0).delay(9, random)).isEqualTo(1_000);
        assertThat(backoff.delay(25, random)).isLessThanOrEqualTo(86_400_000);
    }

    @Test
    void twoHundredThreadsOnTwoInstancesTakeEachJobOnce(RedisServer server) throws InterruptedException {
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            jobs.add(job(i).lease(60_000));
        }
        queue.enqueue(jobs);
        Set<String> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();
        try (RedisClient other = server.jedis()) {
            List<TaskQueue> both = List.of(queue, new TaskQueue(other, "test"));
            race(200, i -> {
                TaskQueue mine = both.get(i % 2);
                for (Lease lease = mine.lease("w" + i).lease();
                        lease != null;
                        lease = mine.lease("w" + i).lease()) {
                    if (!taken.add(lease.job().id())) {
                        twice.incrementAndGet();
                    }
                    mine.ack(lease, "1");
                }
            });
        }
        assertThat(twice).hasValue(0);
        assertThat(taken).hasSize(400);
        assertThat(queue.snapshot()).containsEntry("done", 400L).containsEntry("active", 0L);
    }

    private interface Step {
        void run(int number);
    }

    private static void race(int threads, Step step) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                    step.run(number);
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            thread.start();
            all.add(thread);
        }
        go.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aParentRunsAfterItsChildrenAndSeesTheirResults() {
        List<String> ids = queue.flow(job(0), List.of(job(1), job(2)));
        assertThat(state(ids.get(0))).isEqualTo(Job.State.BLOCKED);
        queue.ack(lease(), "10");
        queue.ack(lease(), "20");
        assertThat(lease().job().id()).isEqualTo(ids.get(0));
        assertThat(queue.results(ids.get(0)).values()).containsExactlyInAnyOrder("10", "20");
    }

    @Test
    void aPausedQueueGivesNothingUntilItIsResumed() {
        queue.enqueue(job(1));
        queue.pause(true);
        assertThat(queue.lease("tester").lease()).isNull();
        queue.pause(false);
        assertThat(queue.lease("tester").lease()).isNotNull();
    }

    @Test
    void noMoreJobsAreActiveThanTheConcurrencyAllows() {
        queue.enqueue(List.of(job(1), job(2)));
        queue.limits(0, 1);
        Lease first = lease();
        assertThat(queue.lease("tester").lease()).isNull();
        queue.ack(first, "1");
        assertThat(queue.lease("tester").lease()).isNotNull();
    }

    @Test
    void noMoreJobsAreBegunInASecondThanTheRateAllows() {
        queue.enqueue(List.of(job(1), job(2), job(3), job(4), job(5), job(6), job(7), job(8)));
        queue.limits(2, 0);
        int begun = 0;
        while (queue.lease("tester").lease() != null) {
            begun++;
        }
        assertThat(begun).isBetween(1, 2); // evenly: the second one only when half a second has passed
    }

    @Test
    void aWorkerThatIsStoppedGivesBackWhatItCouldNotFinish() {
        String id = queue.enqueue(job(1)).id();
        CountDownLatch never = new CountDownLatch(1);
        Worker worker = new Worker(
                queue,
                Map.of("nothing", task -> {
                    never.await();
                    return "1";
                }),
                "w",
                1,
                new Random(1),
                name -> {});
        worker.start();
        Awaitility.await().until(() -> state(id) == Job.State.ACTIVE);
        assertThat(worker.stop(50)).isFalse();
        assertThat(state(id)).isEqualTo(Job.State.WAITING);
        assertThat(queue.job(id).orElseThrow().attempt()).isZero();
    }

    @Test
    void progressIsSeenWhileTheJobRuns() {
        String id = queue.enqueue(job(1)).id();
        queue.progress(lease(), 40, "soon");
        assertThat(queue.job(id).orElseThrow().progress()).isEqualTo(40);
    }

    @Test
    void crashesLoseWithPopDoubleWithALeaseAndCountOnceWithAMark() {
        CrashLab lab = new CrashLab(redis);
        assertThat(lab.run(CrashLab.Mode.POP, CrashLab.CrashPoint.BEFORE_LEASE, 6)
                        .lost())
                .isEqualTo(2);
        assertThat(lab.run(CrashLab.Mode.LEASE, CrashLab.CrashPoint.BEFORE_ACK, 6)
                        .doubled())
                .isEqualTo(2);
        for (CrashLab.CrashPoint point : CrashLab.CrashPoint.values()) {
            assertThat(lab.run(CrashLab.Mode.LEASE_ONCE, point, 6).effects()).isEqualTo(6);
        }
    }

    @Test
    void aScheduleMakesOneJobForEachMomentHoweverManyTick() throws InterruptedException {
        Schedules schedules = new Schedules(queue);
        schedules.put(
                new Schedules.Plan("often", "* * * * *", null, "nothing", null, null),
                System.currentTimeMillis() - 120_000);
        race(200, i -> schedules.tick());
        assertThat(queue.snapshot()).containsEntry("jobs", 1L);
    }
}
