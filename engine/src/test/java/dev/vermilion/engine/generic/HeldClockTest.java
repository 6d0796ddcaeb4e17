package dev.vermilion.engine.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.keyspace.EngineClock;
import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expiry to the millisecond, with a clock that stands until it is moved. */
class HeldClockTest {

    private static final long START = 1_700_000_000_000L;

    private final AtomicLong now = new AtomicLong(START);
    private Engine engine;
    private Conversation talk;

    @BeforeEach
    void open() throws IOException {
        EngineClock held = new EngineClock() {
            @Override
            public long wallMillis() {
                return now.get();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
        engine = Engine.open(EngineConfig.builder().port(0).clock(held).build());
        talk = new Conversation(new RedisServer("engine with a held clock", "127.0.0.1", engine.port()));
    }

    @AfterEach
    void close() {
        talk.close();
        engine.close();
    }

    @Test
    void timesToLiveAreRoundedToTheNearestSecond() {
        talk.play("""
            > SET k v
            OK
            > PEXPIRE k 1499
            1
            > TTL k
            1
            > PTTL k
            1499
            > EXPIRETIME k
            1700000001
            > PEXPIRETIME k
            1700000001499
            > PEXPIRE k 1500
            1
            > TTL k
            2
            > EXPIRE k 10
            1
            > PEXPIRETIME k
            1700000010000
            > EXPIREAT k 1700000000
            1
            > EXISTS k
            0
            > SET k v
            OK
            > PEXPIREAT k 1700000000001
            1
            > PTTL k
            1
            """);
    }

    /** The key is there at its last millisecond, and gone behind it, whoever looks first. */
    @ParameterizedTest
    @ValueSource(
            strings = {"GET k", "EXISTS k", "TYPE k", "TTL k", "OBJECT ENCODING k", "KEYS *", "SCAN 0", "RANDOMKEY"})
    void aKeyExpiresBehindItsLastMillisecond(String command) {
        String ofNothing = talk.run(command);
        talk.run("SET k v");
        talk.run("PEXPIRE k 1000");

        now.set(START + 1000);
        assertThat(talk.run(command)).isNotEqualTo(ofNothing);

        now.set(START + 1001);
        assertThat(talk.run(command)).isEqualTo(ofNothing);
    }

    @Test
    void keysThatNobodyLooksAtVanishInTheBackground() {
        for (int i = 0; i < 2000; i++) {
            talk.run("SET gone:" + i + " v");
            talk.run("EXPIRE gone:" + i + " 10");
        }
        talk.run("SET stays v");
        assertThat(talk.run("DBSIZE")).isEqualTo("2001");

        now.addAndGet(10_001);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(talk.run("DBSIZE")).isEqualTo("1"));
    }

    @Test
    void theExpiryGoesWithTheKey() {
        talk.play("""
            > SET a v
            OK
            > PEXPIRE a 1500
            1
            > RENAME a b
            OK
            > PTTL b
            1500
            > COPY b c
            1
            > PTTL c
            1500
            > MOVE c 1
            1
            > SWAPDB 0 1
            OK
            > PTTL c
            1500
            """);
        now.addAndGet(1501);
        talk.play("""
            > EXISTS c
            0
            > SWAPDB 0 1
            OK
            > EXISTS b
            0
            """);
    }

    @Test
    void idleTimeCountsFromTheLastUse() {
        talk.run("SET k v");
        now.addAndGet(7_000);
        talk.play("""
            > OBJECT IDLETIME k
            7
            > EXISTS k
            1
            > TTL k
            -1
            > TYPE k
            string
            > OBJECT IDLETIME k
            7
            > TOUCH k
            1
            > OBJECT IDLETIME k
            0
            """);
        now.addAndGet(3_000);
        assertThat(talk.run("OBJECT IDLETIME k")).isEqualTo("3");
        assertThat(talk.run("GET k")).isEqualTo("v");
        assertThat(talk.run("OBJECT IDLETIME k")).isEqualTo("0");
    }

    /** What redis-server 7.0.15 does not know, or answers only once in its life: it keeps the error flag of C. */
    @Test
    void whatOnlyNewerServersAnswer() {
        talk.play("""
            > WAITAOF 0 0 0
            [0 0]
            > WAITAOF 0 1 5
            [0 0]
            > WAITAOF 1 0 0
            -ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.
            > WAITAOF 2 0 0
            -ERR value is out of range, value must between 0 and 1
            > WAITAOF x 0 0
            -ERR value is not an integer or out of range
            > WAITAOF 0 -1 0
            -ERR value is out of range, must be positive
            > WAITAOF 0 0 -1
            -ERR timeout is negative
            > WAIT 1 9223372036854775807
            -ERR timeout is out of range
            > SADD tiny 1e-400
            1
            > SORT tiny
            -ERR One or more scores can't be converted into double
            > SADD huge 1e400
            1
            > SORT huge
            -ERR One or more scores can't be converted into double
            > SADD zero 0e-400 0x0
            2
            > SORT zero LIMIT 0 1
            [0e-400]
            """);
    }
}
