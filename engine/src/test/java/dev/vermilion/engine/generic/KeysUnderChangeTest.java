package dev.vermilion.engine.generic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SCAN, RENAMENX and COPY hold to while others change keys. */
@EveryRedis
class KeysUnderChangeTest {

    private static final int THREADS = 200;

    @Test
    void scanReturnsEveryKeyThatStaysWhileOthersCome(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            Set<String> staying = add(talk, "stays", 500);
            List<String> seen = new ArrayList<>();
            String cursor = "0";
            int round = 0;
            do {
                cursor = scan(talk, cursor, seen);
                round++;
                if (round < 40) {
                    add(talk, "new" + round, 200);
                }
            } while (!cursor.equals("0"));

            assertThat(round).isGreaterThan(3);
            assertThat(seen).containsAll(staying);
        }
    }

    @Test
    void scanReturnsEveryKeyThatStaysWhileOthersGo(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            Set<String> staying = add(talk, "stays", 500);
            List<String> leaving = new ArrayList<>(add(talk, "goes", 8000));
            List<String> seen = new ArrayList<>();
            String cursor = "0";
            int round = 0;
            do {
                cursor = scan(talk, cursor, seen);
                round++;
                int left = Math.max(0, leaving.size() - 1000);
                if (left < leaving.size()) {
                    talk.run("DEL " + String.join(" ", leaving.subList(left, leaving.size())));
                    leaving.subList(left, leaving.size()).clear();
                }
            } while (!cursor.equals("0"));

            assertThat(round).isGreaterThan(3);
            assertThat(seen).containsAll(staying);
        }
    }

    @Test
    void scanReturnsWhatItIsAskedForAndNothingElse(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            add(talk, "string", 300);
            for (int i = 0; i < 50; i++) {
                talk.run("ZADD zset:" + i + " 1 m");
            }

            assertThat(new HashSet<>(scanAll(talk, "TYPE zset"))).hasSize(50).allMatch(key -> key.startsWith("zset:"));
            assertThat(new HashSet<>(scanAll(talk, "MATCH *:1? COUNT 7"))).hasSize(20);
            assertThat(new HashSet<>(scanAll(talk, "MATCH *:1? TYPE string"))).hasSize(10);
            assertThat(new HashSet<>(scanAll(talk, "COUNT 1"))).hasSize(350);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RENAMENX", "COPY"})
    void oneOfManyClaimsAKeyUnder200Threads(String command, RedisServer redis) throws Exception {
        CountDownLatch ready = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Conversation talk = redis.talk()) {
            List<Future<String>> claims = IntStream.range(0, THREADS)
                    .mapToObj(i -> threads.submit(() -> claim(redis, command, i, ready)))
                    .toList();
            List<String> winners = new ArrayList<>();
            for (Future<String> claim : claims) {
                winners.add(claim.get());
            }
            winners.removeIf(String::isEmpty);

            assertThat(winners).hasSize(1);
            assertThat(talk.run("GET claimed")).isEqualTo(winners.get(0));
            int drafts = command.equals("COPY") ? THREADS : THREADS - 1;
            assertThat(talk.run("DBSIZE")).isEqualTo(Integer.toString(drafts + 1));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Tries to be the one; returns its name, or nothing if it was not. */
    private static String claim(RedisServer redis, String command, int number, CountDownLatch ready)
            throws InterruptedException {
        String name = "claimant" + number;
        try (Conversation talk = redis.talk()) {
            talk.run("SET draft:" + number + " " + name);
            ready.countDown();
            ready.await();
            return talk.run(command + " draft:" + number + " claimed").equals("1") ? name : "";
        }
    }

    private static Set<String> add(Conversation talk, String prefix, int count) {
        Set<String> keys =
                IntStream.range(0, count).mapToObj(i -> prefix + ":" + i).collect(Collectors.toSet());
        talk.run("MSET " + keys.stream().map(key -> key + " v").collect(Collectors.joining(" ")));
        return keys;
    }

    private static List<String> scanAll(Conversation talk, String options) {
        List<String> seen = new ArrayList<>();
        String cursor = "0";
        do {
            cursor = scan(talk, cursor, options, seen);
        } while (!cursor.equals("0"));
        return seen;
    }

    private static String scan(Conversation talk, String cursor, Collection<String> seen) {
        return scan(talk, cursor, "COUNT 100", seen);
    }

    /** One step; adds its keys to {@code seen} and returns the next cursor. */
    private static String scan(Conversation talk, String cursor, String options, Collection<String> seen) {
        String reply = talk.run("SCAN " + cursor + " " + options); // [cursor [key key]]
        String keys = reply.substring(reply.indexOf('[', 1) + 1, reply.length() - 2);
        if (!keys.isEmpty()) {
            seen.addAll(Arrays.asList(keys.split(" ")));
        }
        return reply.substring(1, reply.indexOf(' '));
    }
}
