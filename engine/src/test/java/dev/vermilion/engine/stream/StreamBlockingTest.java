package dev.vermilion.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those see who wait for an entry of a stream. */
@EveryRedis
class StreamBlockingTest {

    private static final String READ = "XREADGROUP GROUP g %s BLOCK 0 STREAMS s >";

    @Test
    void allWhoWaitForAStreamGetAnEntry(RedisServer redis) {
        try (Conversation first = redis.talk();
                Conversation second = redis.talk();
                Conversation talk = redis.talk()) {
            talk.run("XADD s 1 a b");
            first.send("XREAD BLOCK 0 STREAMS none s 0 $");
            second.send("XREAD COUNT 1 BLOCK 0 STREAMS s 1");
            talk.untilWaiting(2);
            talk.run("XADD s 2 c d");

            assertThat(first.read()).isEqualTo("[[s [[2-0 [c d]]]]]");
            assertThat(second.read()).isEqualTo("[[s [[2-0 [c d]]]]]");
        }
    }

    @Test
    void theEndOfTheStreamIsWhereItWasWhenTheWaitBegan(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            talk.run("XADD s 5 a b");
            waiting.send("XREAD BLOCK 0 STREAMS s $");
            talk.untilWaiting(1);
            talk.run("DEL s");
            talk.run("XADD s 4 a b");
            talk.run("XDEL s 4");
            talk.run("MULTI");
            talk.run("XADD s 6 c d");
            talk.run("XADD s 7 e f");
            talk.run("EXEC");

            assertThat(waiting.read()).isEqualTo("[[s [[6-0 [c d]] [7-0 [e f]]]]]");
        }
    }

    @Test
    void ofAGroupTheOneWhoCameFirstIsServedFirst(RedisServer redis) {
        try (Conversation first = redis.talk();
                Conversation second = redis.talk();
                Conversation talk = redis.talk()) {
            talk.run("XGROUP CREATE s g $ MKSTREAM");
            first.send(READ.formatted("b"));
            talk.untilWaiting(1);
            second.send(READ.formatted("a"));
            talk.untilWaiting(2);
            talk.run("XADD s 1 x y");

            assertThat(first.read()).isEqualTo("[[s [[1-0 [x y]]]]]");
            talk.untilWaiting(1);
            talk.run("XADD s 2 x y");
            assertThat(second.read()).isEqualTo("[[s [[2-0 [x y]]]]]");
            assertThat(talk.run("XPENDING s g")).isEqualTo("[2 1-0 2-0 [[a 1] [b 1]]]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DEL s, -NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option",
        "SET s x, -WRONGTYPE Operation against a key holding the wrong kind of value",
        "RENAME s t, -NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option",
        "FLUSHALL, -NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option",
        "PEXPIRE s 1, -NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option",
        "XGROUP DESTROY s g, -NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option",
    })
    void allWhoWaitAreToldThatTheirGroupIsGone(String command, String told, RedisServer redis) {
        try (Conversation first = redis.talk();
                Conversation second = redis.talk();
                Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("DELEX"), "older versions have words of their own for it");
            talk.run("XGROUP CREATE s g $ MKSTREAM");
            first.send(READ.formatted("a"));
            second.send(READ.formatted("b"));
            talk.untilWaiting(2);
            talk.run(command);

            assertThat(first.read()).isEqualTo(told);
            assertThat(second.read()).isEqualTo(told);
        }
    }

    @Test
    void aTransactionDoesNotWait(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("XGROUP CREATE s g $ MKSTREAM");
            talk.run("MULTI");
            talk.run("XREAD BLOCK 0 STREAMS s $");
            talk.run(READ.formatted("a"));
            assertThat(talk.run("EXEC")).isEqualTo("[nil nil]");
        }
    }

    @Test
    void inResp3AReadIsAMap(RedisServer redis) {
        try (Conversation waiting = redis.talk().inResp3();
                Conversation talk = redis.talk()) {
            waiting.send("XREAD BLOCK 0 STREAMS s $");
            talk.untilWaiting(1);
            talk.run("XADD s 1 a b");

            assertThat(waiting.read()).isEqualTo("{s [[1-0 [a b]]]}");
            assertThat(waiting.run("XREAD BLOCK 1 STREAMS s $")).isEqualTo("nil");
        }
    }

    @Test
    void whoWaitsForIdleEntriesGetsThemWhenTheyAreIdle(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("XNACK"));
            talk.run("XGROUP CREATE s g $ MKSTREAM");
            waiting.send("XREADGROUP GROUP g b CLAIM 300 BLOCK 0 STREAMS s >");
            talk.untilWaiting(1);
            talk.run("MULTI");
            talk.run("XADD s 1 x y");
            talk.run("XREADGROUP GROUP g a STREAMS s >");
            talk.run("EXEC");

            assertThat(waiting.read()).matches("\\[\\[s \\[\\[1-0 \\[x y] [3-9]\\d\\d 1]]]]");
            assertThat(talk.run("XPENDING s g")).isEqualTo("[1 1-0 1-0 [[b 1]]]");
        }
    }

    @Test
    void whatIsGivenBackGoesToOneWhoWaitsForIdleEntries(RedisServer redis) {
        try (Conversation waiting = redis.talk();
                Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("XNACK"));
            talk.run("XADD s 1 x y");
            talk.run("XADD s 2 x y");
            talk.run("XGROUP CREATE s g 0");
            talk.run("XREADGROUP GROUP g a STREAMS s >");
            waiting.send("XREADGROUP GROUP g b CLAIM 1000000 BLOCK 0 STREAMS s >");
            talk.untilWaiting(1);
            talk.run("XNACK s g FAIL IDS 2 2 1");

            assertThat(waiting.read()).matches("\\[\\[s \\[\\[2-0 \\[x y] \\d+ 1] \\[1-0 \\[x y] \\d+ 1]]]]");
        }
    }

    @Test
    void twoHundredConsumersGetEachEntryExactlyOnce(RedisServer redis) throws Exception {
        int consumers = 200;
        int entries = 2_000;
        ExecutorService threads = Executors.newFixedThreadPool(consumers);
        try (Conversation talk = redis.talk()) {
            talk.run("XGROUP CREATE s g $ MKSTREAM");
            List<Future<List<String>>> seen = new ArrayList<>();
            for (int i = 0; i < consumers; i++) {
                String name = "c" + i;
                seen.add(threads.submit(() -> consume(redis, name)));
            }
            talk.untilWaiting(consumers);
            for (int i = 1; i <= entries; i++) {
                talk.run("XADD s " + i + " n " + i);
            }
            for (int i = 1; i <= consumers; i++) {
                talk.run("XADD s " + (entries + i) + " n end");
            }
            List<String> all = new ArrayList<>();
            for (Future<List<String>> each : seen) {
                all.addAll(each.get());
            }
            assertThat(all).hasSize(entries).doesNotHaveDuplicates();
            assertThat(talk.run("XPENDING s g")).isEqualTo("[0 nil nil nil]");
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads and acknowledges until it reads the end; returns what it has read before. */
    private static List<String> consume(RedisServer redis, String name) {
        List<String> read = new ArrayList<>();
        try (Conversation talk = redis.talk()) {
            while (true) {
                String reply = talk.run("XREADGROUP GROUP g " + name + " COUNT 1 BLOCK 0 STREAMS s >");
                String id = reply.replaceFirst("^\\[\\[s \\[\\[(\\d+-0) \\[n \\w+]]]]]$", "$1");
                assertThat(talk.run("XACK s g " + id)).as(reply).isEqualTo("1");
                if (reply.contains("[n end]")) {
                    return read;
                }
                read.add(id);
            }
        }
    }
}
