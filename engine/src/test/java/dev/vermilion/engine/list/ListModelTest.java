package dev.vermilion.engine.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class ListModelTest {

    private final List<String> model = new ArrayList<>();

    @AfterEach
    void resetNodeSize(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET list-max-listpack-size -2");
        }
    }

    /** Few elements or bytes a node make many nodes, so that they are split and joined. */
    @ParameterizedTest(name = "seed {0}, nodes of {1}, {2} % long elements")
    @CsvSource({"1,-2,0", "2,-1,30", "3,1,10", "4,4,10", "5,128,5", "6,-1,100"})
    void aListDoesWhatAnArrayListDoes(long seed, int nodeSize, int longElements, RedisServer redis) {
        Random random = new Random(seed);
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET list-max-listpack-size " + nodeSize);
            for (int step = 0; step < 3_000; step++) {
                step(talk, random, longElements);
            }
            assertThat(talk.run("LRANGE l 0 -1")).isEqualTo(text(model));
        }
    }

    private void step(Conversation talk, Random random, int longElements) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> push(talk, random, longElements);
            case 4 -> pop(talk, random);
            case 5, 6 -> insert(talk, random, longElements);
            case 7 -> set(talk, random, longElements);
            case 8 -> remove(talk, random);
            case 9 -> trim(talk, random);
            case 10 -> rotate(talk, random);
            default -> read(talk, random);
        }
    }

    private void push(Conversation talk, Random random, int longElements) {
        List<String> elements = IntStream.rangeClosed(0, random.nextInt(8))
                .mapToObj(i -> element(random, longElements))
                .toList();
        boolean left = random.nextBoolean();
        for (String element : elements) {
            model.add(left ? 0 : model.size(), element);
        }
        String words = (left ? "LPUSH l " : "RPUSH l ") + String.join(" ", elements);
        assertThat(talk.run(words)).isEqualTo("" + model.size());
    }

    private void pop(Conversation talk, Random random) {
        int count = Math.min(model.size(), 1 + random.nextInt(6));
        if (count == 0) {
            return;
        }
        boolean left = random.nextBoolean();
        List<String> end = left ? model.subList(0, count) : model.subList(model.size() - count, model.size());
        List<String> taken = new ArrayList<>(end);
        end.clear();
        if (!left) {
            Collections.reverse(taken);
        }
        assertThat(talk.run((left ? "LPOP l " : "RPOP l ") + count)).isEqualTo(text(taken));
    }

    private void insert(Conversation talk, Random random, int longElements) {
        String pivot = model.isEmpty() ? "none" : model.get(random.nextInt(model.size()));
        String element = element(random, longElements);
        boolean before = random.nextBoolean();
        String reply = talk.run("LINSERT l " + (before ? "BEFORE " : "AFTER ") + pivot + " " + element);
        if (!model.isEmpty()) {
            model.add(model.indexOf(pivot) + (before ? 0 : 1), element);
        }
        assertThat(reply).isEqualTo("" + model.size());
    }

    private void set(Conversation talk, Random random, int longElements) {
        if (!model.isEmpty()) {
            int index = random.nextInt(model.size());
            String element = element(random, longElements);
            model.set(index, element);
            assertThat(talk.run("LSET l " + index + " " + element)).isEqualTo("OK");
        }
    }

    private void remove(Conversation talk, Random random) {
        if (model.isEmpty()) {
            return;
        }
        String element = model.get(random.nextInt(model.size()));
        int count = random.nextInt(7) - 3;
        int most = count == 0 ? Integer.MAX_VALUE : Math.abs(count);
        int removed = 0;
        while (removed < most && model.contains(element)) {
            model.remove(count < 0 ? model.lastIndexOf(element) : model.indexOf(element));
            removed++;
        }
        assertThat(talk.run("LREM l " + count + " " + element)).isEqualTo("" + removed);
    }

    private void trim(Conversation talk, Random random) {
        int from = random.nextInt(4);
        int cut = random.nextInt(4);
        if (model.size() <= from + cut) {
            model.clear();
        } else {
            model.subList(model.size() - cut, model.size()).clear();
            model.subList(0, from).clear();
        }
        assertThat(talk.run("LTRIM l " + from + " " + (-1 - cut))).isEqualTo("OK");
    }

    private void rotate(Conversation talk, Random random) {
        boolean left = random.nextBoolean();
        if (!model.isEmpty()) {
            Collections.rotate(model, left ? -1 : 1);
            String moved = model.get(left ? model.size() - 1 : 0);
            assertThat(talk.run(left ? "LMOVE l l LEFT RIGHT" : "RPOPLPUSH l l"))
                    .isEqualTo(moved);
        }
    }

    private void read(Conversation talk, Random random) {
        assertThat(talk.run("LLEN l")).isEqualTo("" + model.size());
        if (!model.isEmpty()) {
            int index = random.nextInt(model.size());
            String element = model.get(index);
            assertThat(talk.run("LINDEX l " + (index - model.size()))).isEqualTo(element);
            assertThat(talk.run("LPOS l " + element)).isEqualTo("" + model.indexOf(element));
            assertThat(talk.run("LPOS l " + element + " RANK -1")).isEqualTo("" + model.lastIndexOf(element));
            int to = Math.min(model.size(), index + 50);
            assertThat(talk.run("LRANGE l " + index + " " + (to - 1))).isEqualTo(text(model.subList(index, to)));
        }
    }

    private static String text(List<String> elements) {
        return "[" + String.join(" ", elements) + "]";
    }

    private static String element(Random random, int longElements) {
        int number = random.nextInt(200);
        if (random.nextInt(100) < longElements) {
            return "x".repeat(20 * number) + number;
        }
        return random.nextBoolean() ? "e" + number : "" + number * 1_000_003L;
    }
}
