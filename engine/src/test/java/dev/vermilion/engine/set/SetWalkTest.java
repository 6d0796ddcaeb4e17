package dev.vermilion.engine.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryRedis
class SetWalkTest {

    /** The set grows tenfold or shrinks to a tenth between the steps. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sscanReturnsEveryMemberThatStays(boolean grows, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            add(talk, "stays", 0, 500);
            add(talk, "guest", 0, grows ? 0 : 5_000);
            Set<String> seen = new HashSet<>();
            String cursor = "0";
            int step = 0;
            do {
                String reply = talk.run("SSCAN s " + cursor + " COUNT 20");
                cursor = reply.substring(1, reply.indexOf(' '));
                seen.addAll(Members.of(reply.substring(reply.indexOf(' ') + 1, reply.length() - 1)));
                if (grows && step < 50) {
                    add(talk, "guest", step * 100, step * 100 + 100);
                } else if (!grows) {
                    remove(talk, step * 50, Math.min(5_000, step * 50 + 50));
                }
                step++;
            } while (!cursor.equals("0"));

            assertThat(step).isGreaterThan(10);
            for (int i = 0; i < 500; i++) {
                assertThat(seen).contains("stays" + i);
            }
        }
    }

    private static void add(Conversation talk, String prefix, int from, int to) {
        StringBuilder line = new StringBuilder("SADD s");
        for (int i = from; i < to; i++) {
            line.append(' ').append(prefix).append(i);
        }
        if (from < to) {
            talk.run(line.toString());
        }
    }

    private static void remove(Conversation talk, int from, int to) {
        StringBuilder line = new StringBuilder("SREM s");
        for (int i = from; i < to; i++) {
            line.append(" guest").append(i);
        }
        if (from < to) {
            talk.run(line.toString());
        }
    }

    @Test
    void everyMemberIsPoppedOnceByTwoHundredThreads(RedisServer redis) throws InterruptedException, ExecutionException {
        int threads = 200;
        int members = 5_000;
        try (Conversation talk = redis.talk()) {
            add(talk, "m", 0, members);
        }
        Queue<String> popped = new ConcurrentLinkedQueue<>();
        CountDownLatch start = new CountDownLatch(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(i);
            running.add(executor.submit(() -> popAll(redis, start, random, popped)));
        }
        for (Future<?> each : running) {
            each.get();
        }
        executor.shutdown();

        assertThat(popped).hasSize(members).doesNotHaveDuplicates();
    }

    private static void popAll(RedisServer redis, CountDownLatch start, Random random, Queue<String> popped) {
        try (Conversation talk = redis.talk()) {
            start.countDown();
            start.await();
            while (true) {
                if (random.nextInt(4) == 0) {
                    popped.addAll(Members.of(talk.run("SPOP s " + random.nextInt(4))));
                }
                String member = talk.run("SPOP s");
                if (member.equals("nil")) {
                    return;
                }
                popped.add(member);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
