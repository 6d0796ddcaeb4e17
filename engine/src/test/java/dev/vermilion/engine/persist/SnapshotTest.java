package dev.vermilion.engine.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vermilion.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.args.FlushMode;
import redis.clients.jedis.params.RestoreParams;

/** A background save has the state of the moment it began, whatever is written while it runs. */
class SnapshotTest {

    private static final int KEYS = 4000;
    private static final int WRITERS = 3;

    @TempDir
    Path directory;

    @Test
    void theFileHasTheMomentOfBgsaveUnderFullLoad() throws Exception {
        long atStart;
        try (Engine engine = Engine.open(Data.config(directory).build());
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Thread writer = new Thread(new Writer(engine.port(), i, stop));
                writer.start();
                writers.add(writer);
            }
            Awaitility.await().until(() -> count(jedis) > 5000);
            Data.run(jedis, "CONFIG", "SET", "rdb-key-save-delay", "200");
            Data.run(jedis, "CLIENT", "PAUSE", "1000000", "WRITE");
            atStart = count(jedis);
            jedis.bgsave();
            Data.run(jedis, "CLIENT", "UNPAUSE");
            Awaitility.await().until(() -> count(jedis) > atStart + 5000);
            assertThat(jedis.info("persistence")).contains("rdb_bgsave_in_progress:1");
            Data.run(jedis, "CONFIG", "SET", "rdb-key-save-delay", "0");
            untilSaved(jedis);
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }
        try (Engine engine = Engine.open(Data.config(directory).build());
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            assertThat(count(jedis)).isEqualTo(atStart);
            assertThat(sums(jedis))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("string", atStart, "hash", atStart, "list", atStart, "zset", atStart));
        }
    }

    /** Adds one to a string, a hash, a list and a sorted set of the same number, and to the count of all. */
    private record Writer(int port, int seed, AtomicBoolean stop) implements Runnable {
        @Override
        public void run() {
            Random random = new Random(seed);
            try (Jedis jedis = new Jedis("127.0.0.1", port, 30_000)) {
                while (!stop.get()) {
                    int key = random.nextInt(KEYS);
                    try (Transaction all = jedis.multi()) {
                        all.incr("string" + key);
                        all.hincrBy("hash" + key, "field" + random.nextInt(3), 1);
                        all.rpush("list" + random.nextInt(KEYS), "x");
                        all.zincrby("zset" + key, 1, "member");
                        all.incr("count");
                        all.exec();
                    }
                }
            }
        }
    }

    private static long count(Jedis jedis) {
        String count = jedis.get("count");
        return count == null ? 0 : Long.parseLong(count);
    }

    private static Map<String, Long> sums(Jedis jedis) {
        Map<String, Long> sums = new TreeMap<>();
        for (int i = 0; i < KEYS; i++) {
            String string = jedis.get("string" + i);
            sums.merge("string", string == null ? 0 : Long.parseLong(string), Long::sum);
            jedis.hvals("hash" + i).forEach(each -> sums.merge("hash", Long.parseLong(each), Long::sum));
            sums.merge("list", jedis.llen("list" + i), Long::sum);
            Double score = jedis.zscore("zset" + i, "member");
            sums.merge("zset", score == null ? 0 : score.longValue(), Long::sum);
        }
        return sums;
    }

    /** Every way in which a key can change or go away while the snapshot has not come to it yet. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET string other",
                "APPEND string more",
                "SETRANGE string 1 xx",
                "SETBIT string 3 1",
                "DEL string",
                "RENAME string new",
                "RENAME list string",
                "MOVE string 1",
                "EXPIRE string 100",
                "PERSIST expires",
                "GETEX expires PERSIST",
                "RPUSH list x",
                "LSET list 0 x",
                "LTRIM list 1 1",
                "LPOP list 9",
                "HSET hash a x",
                "HDEL hash a",
                "HEXPIRE hash 100 FIELDS 1 a",
                "SADD set x",
                "SREM set 1",
                "SPOP set",
                "SMOVE set other 1",
                "ZADD zset 9 a",
                "ZREM zset a",
                "ZPOPMIN zset",
                "XADD stream * a b",
                "XDEL stream 1-1",
                "XREADGROUP GROUP g c STREAMS stream >",
                "XACK stream g 1-1",
                "XTRIM stream MAXLEN 0",
                "PFADD hll x",
                "PFCOUNT hll",
                "FLUSHDB",
                "SWAPDB 0 1",
                "SWAPDB 0 2",
                "COPY list string REPLACE",
                "BITOP NOT string string",
                "GEOADD zset 1 1 x",
                "SORT list STORE string",
                "SUNIONSTORE string set",
                "INCR number",
                "SET brand new",
                "SET expires 1 PX 1",
                "RESTORE_LIST",
                "ARSET array 5 x",
                "ARDEL array 1",
                "MSET string 1 brand 2"
            })
    void aChangeDoesNotReachTheFile(String change) throws IOException {
        try (Engine engine = Engine.open(Data.config(directory).build());
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            fill(jedis);
            String before = Data.digest(jedis);
            Data.run(jedis, "CONFIG", "SET", "rdb-key-save-delay", "100000000");
            jedis.bgsave();
            if (change.equals("RESTORE_LIST")) {
                jedis.restore("string", 0, jedis.dump("list"), new RestoreParams().replace());
            } else {
                String[] words = change.split(" ");
                Data.run(jedis, words[0], Arrays.copyOfRange(words, 1, words.length));
            }
            Data.run(jedis, "CONFIG", "SET", "rdb-key-save-delay", "0");
            untilSaved(jedis);
            jedis.flushAll();
            Data.run(jedis, "DEBUG", "RELOAD", "NOSAVE");

            assertThat(Data.digest(jedis)).isEqualTo(before);
        }
    }

    @Test
    void aLibraryThatIsThereIsAnErrorUnlessThatOfTheFileTakesItsPlace() throws IOException {
        try (Engine engine = Engine.open(Data.config(directory).build());
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            for (int i = 0; i < 70; i++) {
                jedis.functionLoad("#!lua name=l" + i + "\nredis.register_function('f" + i + "', function() end)");
            }
            assertThat(jedis.info("memory")).containsPattern("used_memory_vm_functions:\\d{4}");
            assertThatThrownBy(() -> Data.run(jedis, "DEBUG", "RELOAD", "NOFLUSH"))
                    .hasMessageContaining("Error trying to load the RDB dump");
            Data.run(jedis, "DEBUG", "RELOAD", "NOFLUSH", "MERGE");
            Data.run(jedis, "DEBUG", "RELOAD");
            assertThat(jedis.functionList()).hasSize(70);

            jedis.configResetStat();
            jedis.functionFlush(FlushMode.ASYNC);
            assertThat(jedis.info("memory")).contains("used_memory_functions:0", "lazyfreed_objects:71");
        }
    }

    private static void fill(Jedis jedis) {
        jedis.set("string", "text");
        jedis.set("number", "5");
        jedis.setex("expires", 10_000, "text");
        jedis.rpush("list", "1", "2", "3");
        jedis.hset("hash", Map.of("a", "1", "b", "2"));
        jedis.sadd("set", "1", "2");
        jedis.zadd("zset", Map.of("a", 1.0, "b", 2.0));
        Data.run(jedis, "XADD", "stream", "1-1", "a", "b");
        Data.run(jedis, "XADD", "stream", "2-1", "a", "b");
        Data.run(jedis, "XGROUP", "CREATE", "stream", "g", "0");
        Data.run(jedis, "XREADGROUP", "GROUP", "g", "c", "COUNT", "1", "STREAMS", "stream", ">");
        jedis.pfadd("hll", "a", "b");
        Data.run(jedis, "ARSET", "array", "1", "one");
        jedis.select(1);
        jedis.set("other-database", "1");
        jedis.select(0);
    }

    private static void untilSaved(Jedis jedis) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> jedis.info("persistence").contains("rdb_bgsave_in_progress:0"));
        assertThat(jedis.info("persistence")).contains("rdb_last_bgsave_status:ok");
    }
}
