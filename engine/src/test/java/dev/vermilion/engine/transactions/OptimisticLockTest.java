package dev.vermilion.engine.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** WATCH as people use it: read, compute, write if nobody was faster. */
@EveryRedis
class OptimisticLockTest {

    private static final int THREADS = 200;
    private static final int EACH = 5;

    @Test
    void incrementsOfTwoHundredThreadsAddUpExactly(RedisServer redis) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Conversation talk = redis.talk()) {
            talk.run("SET counter 0");
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> increment(redis)));
            }
            for (Future<?> each : all) {
                each.get();
            }
            assertThat(talk.run("GET counter")).isEqualTo(Integer.toString(THREADS * EACH));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void increment(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            for (int done = 0; done < EACH; ) {
                talk.run("WATCH counter");
                int value = Integer.parseInt(talk.run("GET counter"));
                talk.send("MULTI");
                talk.send("SET counter " + (value + 1));
                talk.send("EXEC");
                talk.read();
                talk.read();
                done += talk.read().equals("[OK]") ? 1 : 0;
            }
        }
    }
}
