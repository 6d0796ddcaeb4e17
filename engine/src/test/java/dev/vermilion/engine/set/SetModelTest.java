package dev.vermilion.engine.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class SetModelTest {

    private static final int KEYS = 4;

    private final Map<String, Set<String>> model = new TreeMap<>();

    @AfterEach
    void resetThresholds(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            limit(talk, 512, 128);
        }
    }

    private static void limit(Conversation talk, int integers, int packed) {
        talk.run("CONFIG SET set-max-intset-entries " + integers);
        talk.run("CONFIG SET set-max-listpack-entries " + packed); // not there before 7.2, and of no effect on replies
    }

    /** Few integers and few words allowed lead through all forms; none or many allowed keep it in one. */
    @ParameterizedTest(name = "seed {0}, up to {1} integers, {2} packed, {3} of a hundred members are words")
    @CsvSource({"1,512,128,0", "2,512,128,60", "3,0,0,50", "4,10,15,3", "5,20,6,10"})
    void setsDoWhatTreeSetsDo(long seed, int integers, int packed, int words, RedisServer redis) {
        Random random = new Random(seed);
        try (Conversation talk = redis.talk()) {
            limit(talk, integers, packed);
            for (int step = 0; step < 3_000; step++) {
                step(talk, random, words);
            }
            IntStream.range(0, KEYS).forEach(i -> compare(talk, "s" + i));
        }
    }

    private void step(Conversation talk, Random random, int words) {
        String key = key(random);
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> add(talk, random, key, words);
            case 3 -> remove(talk, random, key, words);
            case 4 -> move(talk, key, key(random), member(random, words));
            case 5 -> pop(talk, random, key);
            case 6, 7 -> combine(talk, random, key);
            default -> compare(talk, key);
        }
    }

    private void add(Conversation talk, Random random, String key, int words) {
        List<String> members = members(random, words);
        Set<String> set = set(key);
        long added = members.stream().filter(set::add).count();
        assertThat(talk.run("SADD " + key + " " + String.join(" ", members))).isEqualTo(Long.toString(added));
    }

    private void remove(Conversation talk, Random random, String key, int words) {
        List<String> members = members(random, words);
        Set<String> set = set(key);
        long removed = members.stream().filter(set::remove).count();
        assertThat(talk.run("SREM " + key + " " + String.join(" ", members))).isEqualTo(Long.toString(removed));
    }

    private void move(Conversation talk, String from, String to, String member) {
        boolean moved = set(from).contains(member);
        assertThat(talk.run("SMOVE " + from + " " + to + " " + member)).isEqualTo(moved ? "1" : "0");
        if (moved) {
            set(from).remove(member);
            set(to).add(member);
        }
    }

    private void pop(Conversation talk, Random random, String key) {
        Set<String> set = set(key);
        int count = random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(4);
        List<String> popped = Members.of(talk.run("SPOP " + key + " " + count));
        assertThat(popped).hasSize(Math.min(count, set.size()));
        assertThat(popped).allMatch(set::remove);
    }

    private void combine(Conversation talk, Random random, String destination) {
        List<String> keys = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> key(random))
                .toList();
        Set<String> result = new TreeSet<>(set(keys.get(0)));
        String name = List.of("SUNION", "SINTER", "SDIFF").get(random.nextInt(3));
        for (String other : keys.subList(1, keys.size())) {
            change(name, result, set(other));
        }
        String words = String.join(" ", keys);
        if (name.equals("SINTER")) {
            assertThat(talk.run("SINTERCARD " + keys.size() + " " + words)).isEqualTo("" + result.size());
        }
        if (random.nextBoolean()) {
            assertThat(Members.of(talk.run(name + " " + words))).isEqualTo(List.copyOf(result));
        } else {
            assertThat(talk.run(name + "STORE " + destination + " " + words)).isEqualTo("" + result.size());
            model.put(destination, result);
        }
    }

    private static void change(String name, Set<String> result, Collection<String> other) {
        switch (name) {
            case "SUNION" -> result.addAll(other);
            case "SINTER" -> result.retainAll(other);
            default -> result.removeAll(other);
        }
    }

    private void compare(Conversation talk, String key) {
        List<String> expected = new ArrayList<>(set(key));
        assertThat(Members.of(talk.run("SMEMBERS " + key))).isEqualTo(expected);
        assertThat(talk.run("SCARD " + key)).isEqualTo("" + expected.size());
        assertThat(new TreeSet<>(Members.of(talk.run("SRANDMEMBER " + key + " " + expected.size()))))
                .isEqualTo(set(key));
        if (!expected.isEmpty()) {
            String all = expected.stream().map(member -> "1").collect(Collectors.joining(" ", "[", "]"));
            assertThat(talk.run("SMISMEMBER " + key + " " + String.join(" ", expected)))
                    .isEqualTo(all);
        }
    }

    private Set<String> set(String key) {
        return model.computeIfAbsent(key, name -> new TreeSet<>());
    }

    private static String key(Random random) {
        return "s" + random.nextInt(KEYS);
    }

    private static List<String> members(Random random, int words) {
        return IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(i -> member(random, words))
                .toList();
    }

    /** One of about a hundred, so that sets meet; some integers need 4 or 8 bytes, some words are long. */
    private static String member(Random random, int words) {
        int number = random.nextInt(50);
        if (random.nextInt(100) < words) {
            return number % 10 == 0 ? "w".repeat(66) + number : "w" + number;
        }
        return Long.toString(number % 7 == 0 ? number * 1_000_000_007L * number : number - 25L);
    }
}
