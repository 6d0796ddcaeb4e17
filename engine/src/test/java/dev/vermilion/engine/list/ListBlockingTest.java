package dev.vermilion.engine.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What those see who wait for an element of a list. */
@EveryRedis
class ListBlockingTest {

    @Test
    void whoCameFirstIsServedFirst(RedisServer redis) {
        try (Conversation first = redis.talk();
                Conversation second = redis.talk();
                Conversation talk = redis.talk()) {
            first.send("BLPOP jobs 0");
            talk.untilWaiting(1);
            second.send("BRPOP jobs 0");
            talk.untilWaiting(2);
            talk.run("RPUSH jobs a b c");

            assertThat(first.read()).isEqualTo("[jobs a]");
            assertThat(second.read()).isEqualTo("[jobs c]");
            assertThat(talk.run("LRANGE jobs 0 -1")).isEqualTo("[b]");
        }
    }

    @Test
    void oneElementServesOneClientAndTheOtherGoesOnWaiting(RedisServer redis) {
        try (Conversation first = redis.talk();
                Conversation second = redis.talk();
                Conversation talk = redis.talk()) {
            first.send("BLPOP jobs 0");
            talk.untilWaiting(1);
            second.send("BLPOP jobs 0");
            talk.untilWaiting(2);
            talk.run("RPUSH jobs a");

            assertThat(first.read()).isEqualTo("[jobs a]");
            talk.untilWaiting(1);
            talk.run("RPUSH jobs b");
            assertThat(second.read()).isEqualTo("[jobs b]");
        }
    }

    @Test
    void anyOfTheKeysMayServe(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            waiting.send("BLPOP low high 0");
            talk.untilWaiting(1);
            talk.run("RPUSH high h");

            assertThat(waiting.read()).isEqualTo("[high h]");
        }
    }

    @Test
    void aTransactionThatTakesBackWhatItGaveWakesNobody(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            waiting.send("BLPOP jobs 0");
            talk.untilWaiting(1);
            talk.run("MULTI");
            talk.run("RPUSH jobs a");
            talk.run("LPOP jobs");
            talk.run("EXEC");
            talk.untilWaiting(1);
            talk.run("RPUSH jobs b");

            assertThat(waiting.read()).isEqualTo("[jobs b]");
        }
    }

    @Test
    void aMoveServesThoseWhoWaitAtItsEnd(RedisServer redis) {
        try (Conversation mover = redis.talk();
                Conversation end = redis.talk();
                Conversation talk = redis.talk()) {
            end.send("BLPOP done 0");
            talk.untilWaiting(1);
            mover.send("BLMOVE todo done LEFT RIGHT 0");
            talk.untilWaiting(2);
            talk.run("RPUSH todo job");

            assertThat(mover.read()).isEqualTo("job");
            assertThat(end.read()).isEqualTo("[done job]");
            assertThat(talk.run("EXISTS todo done")).isEqualTo("0");
        }
    }

    @Test
    void aKeyOfAnotherTypeLeavesThemWaiting(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            waiting.send("BLMPOP 0 1 jobs LEFT COUNT 2");
            talk.untilWaiting(1);
            talk.run("SADD jobs member");
            talk.untilWaiting(1);
            talk.run("DEL jobs");
            talk.run("RPUSH jobs a b c");

            assertThat(waiting.read()).isEqualTo("[jobs [a b]]");
        }
    }

    @Test
    void aMoveToAKeyOfAnotherTypeFailsAndTakesNothing(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            waiting.send("BRPOPLPUSH todo done 0");
            talk.untilWaiting(1);
            talk.run("SET done text");
            talk.run("RPUSH todo job");

            assertThat(waiting.read()).isEqualTo("-WRONGTYPE Operation against a key holding the wrong kind of value");
            assertThat(talk.run("LRANGE todo 0 -1")).isEqualTo("[job]");
        }
    }

    @Test
    void aClientThatLeavesWhileItWaitsTakesNothing(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            try (Conversation leaving = redis.talk()) {
                leaving.send("BLPOP jobs 0");
                talk.untilWaiting(1);
            }
            talk.untilWaiting(0);
            talk.run("RPUSH jobs a");

            assertThat(talk.run("LRANGE jobs 0 -1")).isEqualTo("[a]");
        }
    }

    @Test
    void commandsSentBehindOneThatWaitsComeAfterIt(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            waiting.send("BLPOP jobs 0");
            waiting.send("LLEN jobs");
            talk.untilWaiting(1);
            talk.run("RPUSH jobs a b");

            assertThat(waiting.read()).isEqualTo("[jobs a]");
            assertThat(waiting.read()).isEqualTo("1");
        }
    }

    @Test
    void aMoveOfManyWaitsUntilAllAreThere(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("LMOVEM"));
            waiting.send("BLMOVEM todo done LEFT RIGHT 0 EXACTLY 3 BULK");
            talk.untilWaiting(1);
            talk.run("RPUSH todo a b");
            talk.untilWaiting(1);
            talk.run("RPUSH todo c d");

            assertThat(waiting.read()).isEqualTo("[a b c]");
            assertThat(talk.run("LRANGE todo 0 -1")).isEqualTo("[d]");
        }
    }

    @Test
    void twoHundredWaitersGetEveryElementOnce(RedisServer redis) throws Exception {
        int threads = 200;
        int each = 10;
        Set<String> taken = ConcurrentHashMap.newKeySet();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Conversation talk = redis.talk()) {
            List<Future<?>> waiters = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                waiters.add(pool.submit(() -> take(redis, each, taken)));
            }
            for (int i = 0; i < threads * each; i++) {
                talk.run((i % 2 == 0 ? "RPUSH" : "LPUSH") + " jobs job" + i);
            }
            for (Future<?> waiter : waiters) {
                waiter.get();
            }
            assertThat(taken).hasSize(threads * each);
            assertThat(talk.run("EXISTS jobs")).isEqualTo("0");
        } finally {
            pool.shutdownNow();
        }
    }

    private static void take(RedisServer redis, int count, Set<String> taken) {
        try (Conversation talk = redis.talk()) {
            for (int i = 0; i < count; i++) {
                taken.add(talk.run("BLPOP jobs 0"));
            }
        }
    }
}
