package dev.vermilion.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.params.RestoreParams;

/** What {@code maxmemory} does. It holds for all clients of a server, so each test has servers of its own. */
class MaxMemoryTest {

    private static final String FULL = """
            > CONFIG SET maxmemory 0
            OK
            > FLUSHALL
            OK
            > FUNCTION FLUSH
            OK
            > CONFIG SET maxmemory-policy noeviction
            OK
            > SET before 1000000
            OK
            > SET fresh v
            OK
            > CONFIG SET maxmemory-policy noeviction
            OK
            > MULTI
            OK
            > SET queued 1
            QUEUED
            > CONFIG SET maxmemory 0
            QUEUED
            > DISCARD
            OK
            > CONFIG SET maxmemory 1
            OK
            > SET a 1
            -OOM command not allowed when used memory > 'maxmemory'.
            > GET before
            1000000
            > DEL nope
            0
            > APPEND before x
            -OOM command not allowed when used memory > 'maxmemory'.
            > EXPIRE before 100
            1
            > MULTI
            OK
            > GET before
            -OOM command not allowed when used memory > 'maxmemory'.
            > EXEC
            -EXECABORT Transaction discarded because of previous errors.
            > MULTI
            OK
            > DISCARD
            OK
            > EVAL "return redis.call('get','before')" 0
            1000000
            > EVAL "return redis.call('set','x','y')" 0
            -OOM command not allowed when used memory > 'maxmemory'. script: 71e6319f97b0fe8bdfa1c5df3ce4489946dda479, on @user_script:1.
            > EVAL "return redis.pcall('set','x','y')" 0
            -OOM command not allowed when used memory > 'maxmemory'.
            > EVAL "redis.call('del','nope') return redis.call('set','x','y')" 0
            OK
            > EVAL "redis.call('del','before') return redis.call('set','x','y')" 0
            OK
            > EVAL "redis.call('get','before') return redis.call('set','x','y')" 0
            -OOM command not allowed when used memory > 'maxmemory'. script: 32dfc7128112b32055c93b22373b76e31fe426cf, on @user_script:1.
            > EVAL "#!lua\\nreturn 1" 0
            -OOM command not allowed when used memory > 'maxmemory'.
            > EVAL "#!lua flags=allow-oom\\nreturn redis.call('set','x','y')" 1 x
            OK
            > EVAL "#!lua flags=no-writes\\nreturn redis.call('get','x')" 1 x
            y
            > EVAL_RO "return redis.call('get','x')" 1 x
            y
            > EVALSHA_RO 0000000000000000000000000000000000000000 0
            -NOSCRIPT No matching script. Please use EVAL.
            > FUNCTION LOAD "#!lua name=lib\\nredis.register_function('f', function() return 1 end)"
            -OOM command not allowed when used memory > 'maxmemory'.
            > CONFIG SET maxmemory 0
            OK
            > FUNCTION LOAD "#!lua name=lib\\nredis.register_function('f', function() return redis.call('set','x','1') end)  redis.register_function{function_name='g', callback=function() return redis.call('set','x','1') end, flags={'allow-oom'}}  redis.register_function{function_name='h', callback=function() return redis.call('get','x') end, flags={'no-writes'}}"
            lib
            > MULTI
            OK
            > SET q 1
            QUEUED
            > CONFIG SET maxmemory 1
            QUEUED
            > EXEC
            [OK OK]
            > CONFIG SET maxmemory 1
            OK
            > FCALL f 0
            -OOM command not allowed when used memory > 'maxmemory'.
            > FCALL g 0
            OK
            > FCALL h 0
            1
            > FCALL_RO h 0
            1
            > FCALL nope 0
            -ERR Function not found
            > CONFIG SET maxmemory-policy allkeys-random
            OK
            > SET a 1
            -OOM command not allowed when used memory > 'maxmemory'.
            > DBSIZE
            0
            > SET a 1
            -OOM command not allowed when used memory > 'maxmemory'.
            > GET a
            nil
            > CONFIG SET maxmemory-policy volatile-ttl
            OK
            > SET a 1
            -OOM command not allowed when used memory > 'maxmemory'.
            > CONFIG SET maxmemory 0
            OK
            > MSET a 1 b 2 c 3
            OK
            > EXPIRE b 100
            1
            > EXPIRE a 50
            1
            > CONFIG SET maxmemory 1
            OK
            > GET b
            nil
            > GET a
            nil
            > EXISTS c
            1
            > CONFIG SET maxmemory 0
            OK
            """;

    private interface Sentence {
        void about(RedisServer server);
    }

    private static void onBoth(Sentence sentence) throws IOException {
        try (Engine engine = Engine.open(EngineConfig.builder().port(0).build())) {
            sentence.about(new RedisServer("engine", "127.0.0.1", engine.port()));
        }
        try (RedisServerProcess redis = RedisServerProcess.start()) {
            if (redis != null) {
                sentence.about(new RedisServer("redis-server", "127.0.0.1", redis.port()));
            }
        }
    }

    private static long info(Jedis jedis, String field) {
        return Long.parseLong(jedis.info().replaceAll("(?s).*\\b" + field + ":(\\d+).*", "$1"));
    }

    private static void limit(Jedis jedis, String policy, long more) {
        jedis.configSet("maxmemory-policy", policy);
        jedis.configSet("maxmemory", Long.toString(info(jedis, "used_memory") + more));
    }

    @Test
    void aFullServerRefusesWhatMayNeedMemoryAndDoesTheRest() throws IOException {
        onBoth(server -> {
            try (Conversation talk = server.talk()) {
                talk.play(FULL);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random", "volatile-lru", "volatile-lfu", "volatile-ttl"})
    void theLimitIsHeldByEviction(String policy) throws IOException {
        onBoth(server -> {
            try (Jedis jedis = new Jedis(server.host(), server.port())) {
                limit(jedis, policy, 2_000_000);
                for (int i = 0; i < 4000; i++) {
                    jedis.setex("key:" + i, 10_000, "x".repeat(1000));
                }
                assertThat(jedis.dbSize()).isBetween(1000L, 2500L);
                assertThat(info(jedis, "evicted_keys")).isEqualTo(4000 - jedis.dbSize());
                assertThat(info(jedis, "used_memory")).isLessThan(info(jedis, "maxmemory") + 10_000);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"})
    void volatilePoliciesLeaveKeysThatDoNotExpire(String policy) throws IOException {
        onBoth(server -> {
            try (Jedis jedis = new Jedis(server.host(), server.port())) {
                for (int i = 0; i < 500; i++) {
                    jedis.set("stays:" + i, "x".repeat(1000));
                    jedis.setex("goes:" + i, 10_000, "x".repeat(1000));
                }
                limit(jedis, policy, -300_000);
                assertThat(jedis.keys("stays:*")).hasSize(500);
                assertThat(jedis.keys("goes:*").size()).isBetween(50, 400);
            }
        });
    }

    @Test
    void theKeyThatExpiresFirstGoesFirst() throws IOException {
        onBoth(server -> {
            try (Jedis jedis = new Jedis(server.host(), server.port())) {
                for (int i = 0; i < 500; i++) {
                    jedis.setex("late:" + i, 10_000, "x".repeat(1000));
                    jedis.setex("soon:" + i, 1_000, "x".repeat(1000));
                }
                limit(jedis, "volatile-ttl", -300_000);
                jedis.ping();
                assertThat(jedis.keys("late:*").size()).isGreaterThan(450);
                assertThat(jedis.keys("soon:*").size()).isLessThan(350);
            }
        });
    }

    @Test
    void keysThatAreUsedOftenStay() throws IOException {
        onBoth(server -> {
            try (Jedis jedis = new Jedis(server.host(), server.port())) {
                jedis.configSet("maxmemory-policy", "allkeys-lfu");
                for (int i = 0; i < 1000; i++) {
                    jedis.set("key:" + i, "x".repeat(1000));
                }
                for (int i = 0; i < 20_000; i++) {
                    jedis.get("key:" + i % 100);
                }
                assertThat(jedis.objectFreq("key:1")).isBetween(6L, 40L);
                assertThat(jedis.objectFreq("key:900")).isBetween(4L, 5L); // it decays when a minute begins
                limit(jedis, "allkeys-lfu", -500_000);
                jedis.ping();
                long often = jedis.keys("key:*").stream()
                        .filter(key -> key.length() < 7)
                        .count();
                assertThat(often).isGreaterThan(95);
                assertThat(jedis.dbSize()).isLessThan(700);
            }
        });
    }

    @Test
    void restoreSaysHowAKeyWasUsed() throws IOException {
        onBoth(server -> {
            try (Jedis jedis = new Jedis(server.host(), server.port())) {
                jedis.set("key", "value");
                byte[] dump = jedis.dump("key");
                jedis.restore("idle", 0, dump, RestoreParams.restoreParams().idleTime(1000));
                assertThat(jedis.objectIdletime("idle")).isBetween(1000L, 1005L);
                jedis.configSet("maxmemory-policy", "allkeys-lfu");
                jedis.restore("often", 0, dump, RestoreParams.restoreParams().frequency(100));
                assertThat(jedis.objectFreq("often")).isEqualTo(100);
            }
        });
    }

    @Test
    void aWatchedKeyThatIsEvictedFailsTheTransaction() throws IOException {
        onBoth(server -> {
            try (Jedis jedis = new Jedis(server.host(), server.port());
                    Jedis other = new Jedis(server.host(), server.port())) {
                other.set("key", "value");
                jedis.watch("key");
                other.configSet("maxmemory-policy", "allkeys-random");
                other.configSet("maxmemory", "1");
                other.ping();
                other.configSet("maxmemory", "0");
                var transaction = jedis.multi();
                transaction.get("key");
                assertThat(transaction.exec()).isNull();
            }
        });
    }

    @Test
    void evictionIsAnEvent() throws IOException {
        onBoth(server -> {
            try (Jedis listener = new Jedis(server.host(), server.port());
                    Jedis jedis = new Jedis(server.host(), server.port())) {
                jedis.configSet("notify-keyspace-events", "Ee");
                jedis.set("key", "value");
                String[] heard = new String[1];
                listener.subscribe(
                        new JedisPubSub() {
                            @Override
                            public void onSubscribe(String channel, int count) {
                                jedis.configSet("maxmemory-policy", "allkeys-random");
                                jedis.configSet("maxmemory", "1");
                                jedis.ping();
                            }

                            @Override
                            public void onMessage(String channel, String key) {
                                heard[0] = key;
                                unsubscribe();
                            }
                        },
                        "__keyevent@0__:evicted");
                assertThat(heard[0]).isEqualTo("key");
            }
        });
    }

    @Test
    void theClientThatTakesMostIsDisconnected() throws IOException {
        onBoth(server -> {
            try (Jedis jedis = new Jedis(server.host(), server.port());
                    Conversation large = server.talk();
                    Conversation small = server.talk()) {
                jedis.clientNoEvictOn();
                jedis.configSet("maxmemory-clients", "6mb");
                small.run("MULTI");
                large.run("MULTI");
                small.run("SET key " + "x".repeat(100_000));
                large.run("SET key " + "x".repeat(1_000_000));
                assertThat(info(jedis, "evicted_clients")).isZero();
                String end = "";
                try {
                    large.run("SET key " + "x".repeat(6_000_000));
                    large.run("PING");
                } catch (RuntimeException e) {
                    end = String.valueOf(e);
                }
                assertThat(end).isNotEmpty();
                assertThat(info(jedis, "evicted_clients")).isOne();
                assertThat(small.run("DISCARD")).isEqualTo("OK");
            }
        });
    }
}
