package dev.vermilion.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashModelTest {

    private record Entry(String value, long expiry) {}

    /** Expired fields stay until a command comes upon them. Thresholds below the number of fields make the hash change its form on the way. */
    @ParameterizedTest(name = "seed {0}, packed up to {1} fields")
    @CsvSource({"1,1000", "2,1000", "3,0", "4,0", "5,20", "6,20"})
    void aHashDoesWhatAMapDoes(long seed, int packed) {
        Random random = new Random(seed);
        Console console = new Console();
        console.settings.hashMaxListpackEntries = packed;
        Map<String, Entry> model = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String field = random.nextBoolean() ? "f" + random.nextInt(50) : Integer.toString(random.nextInt(50));
            step(console, model, random, field);
            console.pass(random.nextInt(3));
            if (step % 50 == 0) {
                compare(console, model);
            }
        }
    }

    private static void step(Console console, Map<String, Entry> model, Random random, String field) {
        Entry old = model.get(field);
        boolean live = old != null && old.expiry >= console.now();
        switch (random.nextInt(7)) {
            case 0, 1, 2 -> {
                String value = random.nextBoolean() ? "v".repeat(random.nextInt(60)) + "x" : "" + random.nextInt(1000);
                assertThat(console.run("HSET h " + field + " " + value)).isEqualTo(old == null ? "1" : "0");
                model.put(field, new Entry(value, Long.MAX_VALUE));
            }
            case 3 -> {
                assertThat(console.run("HDEL h " + field)).isEqualTo(old == null ? "0" : "1");
                model.remove(field);
            }
            case 4 -> {
                long expiry = console.now() + 1 + random.nextInt(200);
                assertThat(console.run("HPEXPIREAT h " + expiry + " FIELDS 1 " + field))
                        .isEqualTo(live ? "[1]" : "[-2]");
                model.computeIfPresent(field, (name, entry) -> live ? new Entry(entry.value, expiry) : null);
            }
            case 5 -> {
                boolean expires = old != null && old.expiry != Long.MAX_VALUE;
                assertThat(console.run("HPERSIST h FIELDS 1 " + field))
                        .isEqualTo(!live ? "[-2]" : expires ? "[1]" : "[-1]");
                model.computeIfPresent(field, (name, entry) -> live ? new Entry(entry.value, Long.MAX_VALUE) : entry);
            }
            default -> {
                assertThat(console.run("HGET h " + field)).isEqualTo(old == null || !live ? "nil" : old.value);
                model.computeIfPresent(field, (name, entry) -> live ? entry : null);
            }
        }
    }

    private static void compare(Console console, Map<String, Entry> model) {
        HashValue hash = (HashValue) console.keyspace.database(0).find(Slice.of("h"));
        assertThat(hash == null).isEqualTo(model.isEmpty());
        if (hash != null) {
            assertThat(content(hash)).isEqualTo(model);
            assertThat(content(hash.copy())).isEqualTo(model);
            assertThat(hash.copy().nextExpiry()).isEqualTo(hash.nextExpiry());
            assertThat(hash.elements()).isEqualTo(model.size());
            long next = model.values().stream().mapToLong(Entry::expiry).min().orElseThrow();
            assertThat(hash.nextExpiry()).isEqualTo(next == Long.MAX_VALUE ? HashValue.NEVER : next);
        }
    }

    private static Map<String, Entry> content(HashValue hash) {
        Map<String, Entry> content = new HashMap<>();
        hash.forEach((field, value, expiry) -> content.put(
                field.toString(), new Entry(value.toString(), expiry == HashValue.NEVER ? Long.MAX_VALUE : expiry)));
        return content;
    }

    @ParameterizedTest(name = "{0} of {1} fields, table: {2}")
    @CsvSource({"5,10,false", "9,10,true", "10,10,true", "50,1000,true", "900,1000,true", "5,500,false"})
    void aRandomSampleHasDifferentFieldsAndEveryFieldIsChosenSometimes(int sample, int size, boolean table) {
        Console console = table ? Console.ofTables() : new Console();
        fill(console, size);
        Set<String> seen = new HashSet<>();

        for (int round = 0; round < size * 12 / sample + 10; round++) {
            List<String> fields = words(console.run("HRANDFIELD h " + sample));
            assertThat(fields).hasSize(sample).doesNotHaveDuplicates();
            seen.addAll(fields);
        }

        assertThat(seen).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNegativeCountRepeatsFieldsAndKeepsThemWithTheirValues(boolean table) {
        Console console = table ? Console.ofTables() : new Console();
        fill(console, 20);

        List<String> pairs = words(console.run("HRANDFIELD h -1000 WITHVALUES"));

        assertThat(pairs).hasSize(2000);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            assertThat(pairs.get(i + 1)).isEqualTo("v" + pairs.get(i));
            counts.merge(pairs.get(i), 1, Integer::sum);
        }
        assertThat(counts).hasSize(20);
        assertThat(counts.values()).allMatch(count -> count > 10 && count < 120);
    }

    @Test
    void aScanInStepsSeesEveryFieldThatStays() {
        Console console = Console.ofTables();
        fill(console, 5000);
        Set<String> seen = new HashSet<>();
        String cursor = "0";
        int added = 0;
        do {
            String reply = console.run("HSCAN h " + cursor + " COUNT 50 NOVALUES");
            cursor = reply.substring(1, reply.indexOf(' '));
            seen.addAll(words(reply.substring(reply.indexOf(' ') + 1, reply.length() - 1)));
            console.run("HSET h new" + added + " 1");
            console.run("HDEL h f" + (4000 + added));
            added++;
        } while (!cursor.equals("0"));

        for (int field = 0; field < 4000; field++) {
            assertThat(seen).contains("f" + field);
        }
        assertThat(added).isBetween(50, 999);
    }

    @Test
    void theMemoryOfALargeHashIsJudgedByItsLength() {
        Console console = Console.ofTables();
        fill(console, 1000);
        HashValue hash =
                (HashValue) Objects.requireNonNull(console.keyspace.database(0).find(Slice.of("h")));

        assertThat(hash.memoryBytes()).isBetween(40_000L, 120_000L);
    }

    private static void fill(Console console, int size) {
        for (int field = 0; field < size; field++) {
            console.run("HSET h f" + field + " vf" + field);
        }
    }

    private static List<String> words(String array) {
        return Arrays.asList(array.substring(1, array.length() - 1).split(" "));
    }
}
