package dev.vermilion.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class StreamModelTest {

    private static final List<String> FIELDS = List.of("a", "b", "temperature", "12");

    /** The entries by the time of their ids, as XRANGE writes them. */
    private final NavigableMap<Integer, String> model = new TreeMap<>();
    /** What is pending, and for whom. */
    private final NavigableMap<Integer, String> pending = new TreeMap<>();

    private int lastId;
    private int lastDelivered;

    @AfterEach
    void resetNodeSize(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET stream-node-max-entries 100 stream-node-max-bytes 4096");
        }
    }

    /** Few entries or bytes a node make many nodes. */
    @ParameterizedTest(name = "seed {0}, nodes of {1} entries and {2} bytes")
    @CsvSource({"1,100,4096", "2,3,4096", "3,1,0", "4,0,200", "5,7,1", "6,0,0"})
    void aStreamDoesWhatATreeMapDoes(long seed, int nodeEntries, int nodeBytes, RedisServer redis) {
        Random random = new Random(seed);
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET stream-node-max-entries " + nodeEntries + " stream-node-max-bytes " + nodeBytes);
            talk.run("XGROUP CREATE s g 0 MKSTREAM");
            for (int step = 0; step < 2_500; step++) {
                step(talk, random);
            }
            assertThat(talk.run("XRANGE s - +")).isEqualTo(text(model, false));
            assertThat(talk.run("XREVRANGE s + -")).isEqualTo(text(model, true));
        }
    }

    private void step(Conversation talk, Random random) {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> add(talk, random);
            case 5 -> delete(talk, random);
            case 6 -> trim(talk, random);
            case 7, 8 -> read(talk, random);
            case 9 -> deliver(talk, random);
            case 10 -> acknowledge(talk, random);
            case 11 -> claim(talk, random);
            case 12 -> history(talk, random);
            default -> {
                assertThat(talk.run("XLEN s")).isEqualTo("" + model.size());
                assertThat(talk.run("XPENDING s g")).startsWith("[" + pending.size() + " ");
            }
        }
    }

    private void add(Conversation talk, Random random) {
        lastId += 1 + random.nextInt(3);
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            words.add(FIELDS.get(random.nextInt(10) == 0 ? random.nextInt(4) : i));
            words.add(value(random));
        }
        String fields = String.join(" ", words);
        assertThat(talk.run("XADD s " + lastId + "-7 " + fields)).isEqualTo(lastId + "-7");
        model.put(lastId, "[" + lastId + "-7 [" + fields + "]]");
    }

    private void delete(Conversation talk, Random random) {
        int first = random.nextInt(lastId + 2);
        int second = random.nextInt(lastId + 2);
        int deleted = (model.remove(first) == null ? 0 : 1) + (model.remove(second) == null ? 0 : 1);
        assertThat(talk.run("XDEL s " + first + "-7 " + second + "-7")).isEqualTo("" + deleted);
    }

    private void trim(Conversation talk, Random random) {
        int before = model.size();
        if (random.nextBoolean()) {
            int length = Math.max(0, before - random.nextInt(8));
            while (model.size() > length) {
                model.pollFirstEntry();
            }
            assertThat(talk.run("XTRIM s MAXLEN " + length)).isEqualTo("" + (before - model.size()));
        } else {
            int least = (model.isEmpty() ? 0 : model.firstKey()) + random.nextInt(6);
            model.headMap(least, false).clear();
            assertThat(talk.run("XTRIM s MINID " + least)).isEqualTo("" + (before - model.size()));
        }
    }

    private void read(Conversation talk, Random random) {
        int from = random.nextInt(lastId + 1);
        int to = from + random.nextInt(40);
        NavigableMap<Integer, String> range = model.subMap(from, true, to, true);
        assertThat(talk.run("XRANGE s " + from + " " + to)).isEqualTo(text(range, false));
        assertThat(talk.run("XREVRANGE s " + to + " " + from)).isEqualTo(text(range, true));
        assertThat(talk.run("XRANGE s (" + from + "-7 (" + to + "-7"))
                .isEqualTo(from < to ? text(model.subMap(from, false, to, false), false) : "[]");
    }

    private void deliver(Conversation talk, Random random) {
        int count = 1 + random.nextInt(10);
        String consumer = "c" + random.nextInt(4);
        List<Integer> ids = model.tailMap(lastDelivered, false).keySet().stream()
                .limit(count)
                .toList();
        String entries = ids.stream().map(model::get).collect(Collectors.joining(" "));
        assertThat(talk.run("XREADGROUP GROUP g " + consumer + " COUNT " + count + " STREAMS s >"))
                .isEqualTo(ids.isEmpty() ? "nil" : "[[s [" + entries + "]]]");
        for (int id : ids) {
            pending.put(id, consumer);
            lastDelivered = id;
        }
    }

    private void acknowledge(Conversation talk, Random random) {
        int from = random.nextInt(lastDelivered + 1);
        List<Integer> ids = new ArrayList<>(pending.tailMap(from).keySet());
        ids = ids.subList(0, Math.min(ids.size(), 1 + random.nextInt(6)));
        String words = ids.stream().map(id -> " " + id + "-7").collect(Collectors.joining());
        assertThat(talk.run("XACK s g 0-0" + words)).isEqualTo("" + ids.size());
        pending.keySet().removeAll(List.copyOf(ids));
    }

    private void claim(Conversation talk, Random random) {
        int id = random.nextInt(lastId + 1);
        String owner = "c" + random.nextInt(4);
        String reply = talk.run("XCLAIM s g " + owner + " 0 " + id + "-7 JUSTID");
        boolean isPending = pending.containsKey(id);
        boolean isThere = model.containsKey(id);
        assertThat(reply).isEqualTo(isPending && isThere ? "[" + id + "-7]" : "[]");
        if (isPending && isThere) {
            pending.put(id, owner);
        } else {
            pending.remove(id);
        }
    }

    private void history(Conversation talk, Random random) {
        int after = random.nextInt(lastDelivered + 1);
        String consumer = "c" + random.nextInt(4);
        String entries = pending.tailMap(after, false).entrySet().stream()
                .filter(each -> each.getValue().equals(consumer))
                .map(each -> model.getOrDefault(each.getKey(), "[" + each.getKey() + "-7 nil]"))
                .limit(5)
                .collect(Collectors.joining(" "));
        assertThat(talk.run("XREADGROUP GROUP g " + consumer + " COUNT 5 STREAMS s " + after + "-7"))
                .isEqualTo("[[s [" + entries + "]]]");
    }

    private static String text(NavigableMap<Integer, String> entries, boolean backwards) {
        Map<Integer, String> ordered = backwards ? entries.descendingMap() : entries;
        return "[" + String.join(" ", ordered.values()) + "]";
    }

    private static String value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "" + random.nextInt(1000) * 1_000_003L;
            case 1 -> "x".repeat(random.nextInt(90) + 1);
            default -> "v" + random.nextInt(100);
        };
    }
}
