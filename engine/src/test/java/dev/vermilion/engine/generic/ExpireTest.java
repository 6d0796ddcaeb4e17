package dev.vermilion.engine.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands on the life time of keys answer. */
@EveryRedis
class ExpireTest {

    @Test
    void expiriesAreSetByCondition(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > EXPIRE k 10
                0
                > SET k v
                OK
                > TTL k
                -1
                > EXPIRE k 1000
                1
                > EXPIRE k 500 GT
                0
                > EXPIRE k 2000 LT
                0
                > EXPIRE k 100 NX
                0
                > EXPIRE k 100 XX
                1
                > EXPIRE k 100 XX LT
                0
                > EXPIRE k 50 XX LT
                1
                > EXPIRE k 60 XX GT
                1
                > PERSIST k
                1
                > PERSIST k
                0
                > EXPIRE k 100 XX
                0
                > EXPIRE k 100 XX LT
                0
                > EXPIRE k 100 GT
                0
                > EXPIRE k 100 LT
                1
                > PERSIST k
                1
                > EXPIRE k 100 nx
                1
                > PERSIST k
                1
                > EXPIREAT k 33177117420
                1
                > EXPIRETIME k
                33177117420
                > PEXPIRETIME k
                33177117420000
                > EXPIREAT k 33177117421 NX
                0
                > EXPIREAT k 33177117421 GT
                1
                > PEXPIREAT k 33177117420999 LT
                1
                > PEXPIRETIME k
                33177117420999
                > EXPIRETIME k
                33177117421
                > PEXPIREAT k 33177117420499
                1
                > EXPIRETIME k
                33177117420
                > PEXPIREAT k 9223372036854775807
                1
                > PEXPIRETIME k
                9223372036854775807
                > EXPIRETIME k
                9223372036854776
                > TTL nope
                -2
                > PTTL nope
                -2
                > EXPIRETIME nope
                -2
                > PEXPIRETIME nope
                -2
                > PERSIST nope
                0
                """);
        }
    }

    @Test
    void anExpiryInThePastRemovesTheKeyUnlessTheConditionForbidsIt(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > SET k v
                OK
                > EXPIRE k 0
                1
                > EXISTS k
                0
                > SET k v
                OK
                > EXPIRE k -1
                1
                > EXISTS k
                0
                > SET k v
                OK
                > EXPIREAT k 1
                1
                > EXISTS k
                0
                > SET k v
                OK
                > PEXPIREAT k 1
                1
                > EXISTS k
                0
                > SET k v
                OK
                > PEXPIRE k -9223372036854775808
                1
                > EXISTS k
                0
                > SET k v
                OK
                > PEXPIREAT k -9223372036854775808
                1
                > EXISTS k
                0
                > SET k v
                OK
                > EXPIRE k -1 GT
                0
                > EXPIRE k -1 XX
                0
                > EXISTS k
                1
                > EXPIRE k -1 LT
                1
                > EXISTS k
                0
                > SET k v
                OK
                > EXPIRE k 100
                1
                > EXPIRE k -1 GT
                0
                > EXPIRE k -1 NX
                0
                > EXISTS k
                1
                > EXPIRE k -1 XX
                1
                > EXISTS k
                0
                """);
        }
    }

    @Test
    void wrongTimesAndOptionsAreRefusedInRedissWords(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > SET k v
                OK
                > EXPIRE k x
                -ERR value is not an integer or out of range
                > EXPIRE k 1.5
                -ERR value is not an integer or out of range
                > EXPIRE k 10 FOO
                -ERR Unsupported option FOO
                > EXPIRE k x FOO
                -ERR Unsupported option FOO
                > EXPIRE nope x
                -ERR value is not an integer or out of range
                > EXPIRE k 10 NX XX
                -ERR NX and XX, GT or LT options at the same time are not compatible
                > EXPIRE k 10 NX GT
                -ERR NX and XX, GT or LT options at the same time are not compatible
                > EXPIRE k 10 LT NX
                -ERR NX and XX, GT or LT options at the same time are not compatible
                > EXPIRE k 10 GT LT
                -ERR GT and LT options at the same time are not compatible
                > EXPIRE k x GT LT
                -ERR GT and LT options at the same time are not compatible
                > EXPIRE k 10 XX XX
                0
                > EXPIRE k 9223372036854775
                -ERR invalid expire time in 'expire' command
                > EXPIRE k 9223372036854776
                -ERR invalid expire time in 'expire' command
                > EXPIRE k 9223372036854775807
                -ERR invalid expire time in 'expire' command
                > EXPIRE k -9223372036854776
                -ERR invalid expire time in 'expire' command
                > PEXPIRE k 9223372036854775807
                -ERR invalid expire time in 'pexpire' command
                > EXPIREAT k 9223372036854776
                -ERR invalid expire time in 'expireat' command
                > EXPIREAT k -9223372036854775808
                -ERR invalid expire time in 'expireat' command
                > EXPIRE nope 9223372036854776
                -ERR invalid expire time in 'expire' command
                > EXPIRE k 99999999999999999999
                -ERR value is not an integer or out of range
                > EXPIRE k
                -ERR wrong number of arguments for 'expire' command
                > PEXPIREAT
                -ERR wrong number of arguments for 'pexpireat' command
                > TTL
                -ERR wrong number of arguments for 'ttl' command
                > TTL k k
                -ERR wrong number of arguments for 'ttl' command
                > GET k
                v
                """);
        }
    }

    @Test
    void timeToLiveCountsFromNow(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            long before = System.currentTimeMillis();
            talk.play("""
                > SET k v
                OK
                > EXPIRE k 100
                1
                """);

            assertThat(Long.parseLong(talk.run("PTTL k"))).isBetween(95_000L, 100_000L);
            assertThat(Long.parseLong(talk.run("TTL k"))).isBetween(95L, 100L);
            assertThat(Long.parseLong(talk.run("PEXPIRETIME k"))).isBetween(before + 95_000, before + 105_000);
            assertThat(Long.parseLong(talk.run("EXPIRETIME k"))).isBetween(before / 1000 + 95, before / 1000 + 105);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET k", "EXISTS k", "TYPE k", "TTL k", "KEYS *", "SCAN 0", "RANDOMKEY", "DBSIZE"})
    void aKeyIsGoneForEveryCommandOnceItsTimeHasCome(String command, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            String ofNothing = talk.run(command);
            talk.run("SET k v");
            assertThat(talk.run(command)).isNotEqualTo(ofNothing);

            talk.run("PEXPIRE k 20");

            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(talk.run(command)).isEqualTo(ofNothing));
        }
    }

    @Test
    void anExpiredKeyIsFreeForANewOne(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > SET from v
                OK
                > SET to old
                OK
                > PEXPIRE to 10
                1
                """);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(talk.run("EXISTS to")).isEqualTo("0"));
            talk.play("""
                > RENAMENX from to
                1
                > TTL to
                -1
                > COPY to from
                1
                """);
        }
    }
}
