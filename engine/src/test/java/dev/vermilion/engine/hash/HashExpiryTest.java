package dev.vermilion.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.resp.Slice;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "table: {0}")
@ValueSource(booleans = {false, true})
class HashExpiryTest {

    private final Console console;

    HashExpiryTest(boolean table) {
        console = table ? Console.ofTables() : new Console();
    }

    @Test
    void expiriesAreSetByConditionAndAnsweredFieldByField() {
        console.play("""
                > HSET h a 1 b 2 c 3
                3
                > HTTL h FIELDS 2 a nope
                [-1 -2]
                > HEXPIRE h 100 FIELDS 2 a nope
                [1 -2]
                > HEXPIRE h 200 NX FIELDS 2 a b
                [0 1]
                > HEXPIRE h 150 GT FIELDS 3 a b c
                [1 0 0]
                > HEXPIRE h 120 FIELDS 3 a b c LT
                [1 1 1]
                > HEXPIRE h 120 XX FIELDS 1 a
                [1]
                > HTTL h FIELDS 3 a b c
                [120 120 120]
                > HPTTL h FIELDS 1 a
                [120000]
                > HEXPIRETIME h FIELDS 1 a
                [1700000120]
                > HPEXPIREAT h 1700000000001 FIELDS 1 a
                [1]
                > HPEXPIRETIME h FIELDS 1 a
                [1700000000001]
                > HTTL h FIELDS 1 a
                [1]
                > HPERSIST h FIELDS 2 a nope
                [1 -2]
                > HPERSIST h FIELDS 1 a
                [-1]
                > HEXPIRE h 0 FIELDS 2 a nope
                [2 -2]
                > HEXPIREAT h 1 NX FIELDS 2 b c
                [0 0]
                > HEXPIREAT h 1 FIELDS 2 b c
                [2 2]
                > HLEN h
                0
                > HEXPIRE h 10 FIELDS 2 a b
                [-2 -2]
                > HTTL h FIELDS 1 a
                [-2]
                > HPERSIST h FIELDS 1 a
                [-2]
                """);
        assertThat(console.keyspace.database(0).size()).isZero();
    }

    @Test
    void wrongArgumentsAreRefusedInRedissWords() {
        console.play("""
                > HSET h a 1
                1
                > HEXPIRE h -1 FIELDS 1 a
                -ERR invalid expire time, must be >= 0
                > HEXPIRE h x FIELDS 1 a
                -ERR value is not an integer or out of range
                > HEXPIRE h 99999999999999 FIELDS 1 a
                -ERR invalid expire time in 'hexpire' command
                > HPEXPIREAT h 70368744177664 FIELDS 1 a
                -ERR invalid expire time in 'hpexpireat' command
                > HEXPIRE h 1 FIELDS 0 a
                -ERR Parameter `numFields` should be greater than 0
                > HEXPIRE h 1 FIELDS 2 a
                -ERR wrong number of arguments
                > HEXPIRE h 1 FIELDS 1 a b
                -ERR unknown argument: b
                > HEXPIRE h 1 FIELDS 1 a FIELDS 1 b
                -ERR FIELDS keyword specified multiple times
                > HEXPIRE h 1 NX XX FIELDS 1 a
                -ERR Multiple condition flags specified
                > HEXPIRE h 1 NX NX NX
                -ERR missing FIELDS argument
                > HTTL h 1 a b
                -ERR Mandatory argument FIELDS is missing or not at the right position
                > HTTL h FIELDS 0 a
                -ERR Number of fields must be a positive integer
                > HPERSIST h FIELDS 2 a
                -ERR The `numfields` parameter must match the number of arguments
                > HGETDEL h FIELDS 2 a
                -ERR The `numfields` parameter must match the number of arguments
                > HSETEX h EX 10 KEEPTTL FIELDS 1 a 1
                -ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified
                > HSETEX h FNX FXX FIELDS 1 a 1
                -ERR Only one of FXX or FNX arguments can be specified
                > HSETEX h PERSIST FIELDS 1 a 1
                -ERR unknown argument: PERSIST
                > HSETEX h FIELDS 1 a 1 EX
                -ERR missing expire time
                > HSETEX h FIELDS 0 a 1
                -ERR invalid number of fields
                > HGETEX h EX 1 PERSIST FIELDS 1 a
                -ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be specified
                > HGETEX h EX 1 PX 1
                -ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be specified
                > HTTL h FIELDS 1 a
                [-1]
                > SET s x
                OK
                > HEXPIRE s x FIELDS 1 a
                -WRONGTYPE Operation against a key holding the wrong kind of value
                > HTTL s FIELDS 1 a
                -WRONGTYPE Operation against a key holding the wrong kind of value
                """);
    }

    @Test
    void fieldsAreReadAndWrittenTogetherWithTheirExpiry() {
        console.play("""
                > HSETEX h FXX FIELDS 1 a 1
                0
                > HSETEX h EX 10 FIELDS 2 a 1 b 2
                1
                > HTTL h FIELDS 2 a b
                [10 10]
                > HSETEX h FNX FIELDS 2 a 5 c 5
                0
                > HSETEX h FXX FIELDS 2 a 5 c 5
                0
                > HSETEX h FIELDS 1 a 5 KEEPTTL FXX
                1
                > HTTL h FIELDS 1 a
                [10]
                > HSETEX h FIELDS 1 a 6
                1
                > HTTL h FIELDS 1 a
                [-1]
                > HGETEX h PX 5000 FIELDS 3 a b nope
                [6 2 nil]
                > HPTTL h FIELDS 2 a b
                [5000 5000]
                > HGETEX h FIELDS 1 a PERSIST
                [6]
                > HGETEX h FIELDS 1 a
                [6]
                > HTTL h FIELDS 2 a b
                [-1 5]
                > HGETDEL h FIELDS 2 b nope
                [2 nil]
                > HGETEX h PXAT 1 FIELDS 1 a
                [6]
                > HLEN h
                0
                > HSETEX h PXAT 1 FIELDS 1 a 1
                1
                > HLEN h
                0
                > HGETEX h FIELDS 1 a
                [nil]
                > HGETDEL h FIELDS 1 a
                [nil]
                """);
        assertThat(console.keyspace.database(0).size()).isZero();
    }

    @Test
    void settingAFieldEndsItsExpiryAndAddingToItDoesNot() {
        console.play("""
                > HSETEX h EX 10 FIELDS 3 set 1 added 1 float 1
                1
                > HSET h set 2
                0
                > HINCRBY h added 1
                2
                > HINCRBYFLOAT h float 1.5
                2.5
                > HTTL h FIELDS 3 set added float
                [-1 10 10]
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HGET h old;nil",
                "HMGET h old new;[nil 2]",
                "HGETALL h;[new 2]",
                "HKEYS h;[new]",
                "HVALS h;[2]",
                "HSTRLEN h old;0",
                "HEXISTS h old;0",
                "HRANDFIELD h -2;[new new]",
                "HRANDFIELD h 5;[new]",
                "HSCAN h 0;[0 [new 2]]",
                "HSETNX h old 5;1",
                "HINCRBY h old 3;3",
                "HTTL h FIELDS 1 old;[-2]",
                "HPERSIST h FIELDS 1 old;[-2]",
                "HEXPIRE h 10 FIELDS 1 old;[-2]",
                "HGETDEL h FIELDS 1 old;[nil]",
                "HGETEX h EX 1 FIELDS 1 old;[nil]",
                "HSETEX h FNX FIELDS 1 old 1;1",
            })
    void anExpiredFieldIsThereForNobody(String commandAndReply) {
        String[] parts = commandAndReply.split(";");
        console.run("HSET h old 7 new 2");
        console.run("HPEXPIRE h 50 FIELDS 1 old");

        console.pass(50);
        assertThat(console.run("HGET h old")).isEqualTo("7");
        console.pass(1);

        assertThat(console.run(parts[0])).isEqualTo(parts[1]);
        assertThat(console.events).doesNotContain("del h");
    }

    @ParameterizedTest
    @CsvSource({
        "HGETALL h, [], 2",
        "HKEYS h, [], 2",
        "HVALS h, [], 2",
        "HSCAN h 0, [0 []], 2",
        "HTTL h FIELDS 1 a, [-2], 2",
        "HGET h a, nil, 1",
        "HMGET h a none, [nil nil], 1",
        "HSTRLEN h a, 0, 1",
        "HEXISTS h a, 0, 1",
        "HINCRBY h a 3, 3, 2",
        "HINCRBYFLOAT h a 3, 3, 2",
        "HSETNX h a 3, 1, 2",
        "HSETEX h FNX FIELDS 1 a 3, 1, 2",
        "HEXPIRE h 10 FIELDS 1 a, [-2], 1",
        "HGETDEL h FIELDS 1 a, [nil], 1",
        "HGETEX h EX 1 FIELDS 1 a, [nil], 1",
        "HRANDFIELD h, nil, 0",
        "HRANDFIELD h 5, [], 0",
        "HMGET h a b, [nil nil], 0",
        "HDEL h a, 1, 1",
        "HSET h a 3, 0, 2"
    })
    void expiredFieldsAreCountedUntilACommandComesUponThem(String command, String reply, int length) {
        console.run("HSETEX h PX 50 FIELDS 2 a 1 b 2");
        console.pass(51);
        assertThat(console.run("HLEN h")).isEqualTo("2");

        assertThat(console.run(command)).isEqualTo(reply);

        assertThat(console.run("HLEN h")).isEqualTo(String.valueOf(length));
        assertThat(database().contains(Slice.of("h"))).isEqualTo(length > 0);
    }

    @Test
    void theKeyGoesWithItsLastField() {
        console.run("HSETEX h PX 50 FIELDS 2 a 1 b 2");
        console.events.clear();
        console.pass(51);

        console.run("HMGET h a b");

        assertThat(database().size()).isZero();
        assertThat(console.keyspace.expiredElements()).isEqualTo(2);
        assertThat(console.events).containsExactly("hexpired h", "del h");
    }

    @Test
    void expiredFieldsGoWithoutAnybodyLooking() {
        for (int key = 0; key < 100; key++) {
            console.run("HSETEX all" + key + " PX " + (1 + key) + " FIELDS 2 a 1 b 2");
            console.run("HSET some" + key + " a 1 b 2");
            console.run("HPEXPIRE some" + key + " 50 FIELDS 1 a");
        }
        console.pass(101);

        console.keyspace.activeExpiry().run();

        assertThat(database().size()).isEqualTo(100);
        assertThat(database().expiringElements()).isZero();
        database()
                .forEach((key, value, expireAt) -> assertThat(((HashValue) Objects.requireNonNull(value)).elements())
                        .isEqualTo(1));
        assertThat(console.keyspace.expiredElements()).isEqualTo(300);
    }

    @Test
    void hashesThatHaveExpiredFirstGoFirst() {
        for (int key = 20; key > 0; key--) {
            console.run("HSETEX h" + key + " PX " + key + " FIELDS 1 a 1");
        }
        console.events.clear();
        console.pass(21);

        console.keyspace.activeExpiry().run();

        assertThat(console.events)
                .filteredOn(each -> each.startsWith("del"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj(key -> "del h" + key)
                        .toList());
    }

    @Test
    void aStepInTheBackgroundRemovesNoMoreThanItMay() {
        for (int field = 0; field < 300; field++) {
            console.run("HSETEX h PX 10 FIELDS 1 f" + field + " 1");
        }
        console.pass(11);

        assertThat(database().expireElementsIn(0, 100)).isFalse();
        assertThat(console.keyspace.expiredElements()).isEqualTo(100);
        assertThat(database().expireElementsIn(0, 200)).isTrue();
        assertThat(database().size()).isZero();
    }

    @Test
    void aValueThatMovesTakesItsExpiriesAlong() {
        console.run("HSETEX h PX 10 FIELDS 1 a 1");
        Object value = Objects.requireNonNull(database().find(Slice.of("h")));
        Database other = console.keyspace.database(1);

        database().remove(Slice.of("h"));
        other.put(Slice.of("moved"), value);
        other.swapWith(database());
        console.pass(11);
        console.keyspace.activeExpiry().run();

        assertThat(database().size()).isZero();
        assertThat(other.expiringElements()).isZero();
    }

    @Test
    void aKeyThatIsRemovedOrOverwrittenIsNotWatchedAnyMore() {
        console.run("HSETEX removed EX 10 FIELDS 1 a 1");
        console.run("HSETEX overwritten EX 10 FIELDS 1 a 1");
        console.run("HSETEX kept EX 10 FIELDS 1 a 1");

        console.run("HSETEX persistent EX 10 FIELDS 1 a 1");

        console.run("HSET persistent b 1");
        console.run("HDEL persistent a");
        console.run("HDEL removed a");
        console.run("SET overwritten x");

        assertThat(database().expiringElements()).isEqualTo(1);
    }

    @Test
    void expiriesArePublished() {
        for (String line : new String[] {
            "HSET h a 1 b 2",
            "HEXPIRE h 10 FIELDS 1 a",
            "HEXPIRE h 10 XX FIELDS 1 b",
            "HPERSIST h FIELDS 1 a",
            "HPERSIST h FIELDS 1 a",
            "HGETEX h EX 5 FIELDS 1 a",
            "HGETEX h PERSIST FIELDS 1 a",
            "HSETEX h EX 5 FIELDS 1 a 1",
            "HEXPIRE h 0 FIELDS 1 a",
            "HGETDEL h FIELDS 1 b"
        }) {
            console.run(line);
        }
        assertThat(console.events)
                .containsExactly(
                        "hset h",
                        "hexpire h",
                        "hpersist h",
                        "hexpire h",
                        "hpersist h",
                        "hset h",
                        "hexpire h",
                        "hdel h",
                        "hdel h",
                        "del h");
    }

    private Database database() {
        return console.keyspace.database(0);
    }
}
