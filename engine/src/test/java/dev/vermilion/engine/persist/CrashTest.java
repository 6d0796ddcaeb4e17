package dev.vermilion.engine.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.Main;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Kills an engine at random moments while clients write and the file is rewritten, starts it again, and compares what it
 * has with what was confirmed. {@code -Dcrash.rounds=200} sets how often, {@code -Dcrash.seed} makes it another run.
 */
class CrashTest {

    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);
    private static final long SEED = Long.getLong("crash.seed", 1);
    private static final int WRITERS = 4;
    /** What {@code everysec} may lose: the second it promises, and one more for a sync that takes long. */
    private static final long LOSS_MILLIS = 2000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"always", "everysec"})
    void whatWasConfirmedIsThere(String fsync) throws Exception {
        Random random = new Random(SEED);
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i));
        }
        for (int round = 0; round < ROUNDS; round++) {
            int port = RedisServerProcess.freePort();
            Process engine = start(port, fsync);
            try (Jedis jedis = connect(port)) {
                long killed = System.currentTimeMillis();
                for (Writer writer : writers) {
                    writer.compare(jedis, fsync.equals("always") ? Long.MAX_VALUE : writer.lastKill - LOSS_MILLIS);
                }
                List<Thread> threads = new ArrayList<>();
                for (Writer writer : writers) {
                    Thread thread = new Thread(() -> writer.write(port));
                    thread.start();
                    threads.add(thread);
                }
                long moment = killed + 100 + random.nextInt(900);
                if (random.nextBoolean()) {
                    jedis.bgrewriteaof();
                }
                Awaitility.await()
                        .pollInterval(1, TimeUnit.MILLISECONDS)
                        .until(() -> System.currentTimeMillis() >= moment);
                engine.destroyForcibly().waitFor();
                long kill = System.currentTimeMillis();
                for (Thread thread : threads) {
                    thread.join();
                }
                writers.forEach(writer -> writer.lastKill = kill);
            } finally {
                engine.destroyForcibly().waitFor();
            }
        }
        assertThat(writers).allSatisfy(writer -> assertThat(writer.confirmed).isPositive());
    }

    private Process start(int port, String fsync) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                fsync);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        Files.createDirectories(directory).resolve("log").toFile())
                .start();
    }

    private static Jedis connect(int port) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            try (Jedis jedis = new Jedis("127.0.0.1", port)) {
                return "PONG".equals(jedis.ping());
            } catch (JedisException e) {
                return false; // not yet
            }
        });
        return new Jedis("127.0.0.1", port);
    }

    /** A client that counts: in a string, and in the length of a list, which must stay alike. */
    private static final class Writer {
        private final String counter;
        private final String list;
        private final TreeMap<Long, Long> confirmedAt = new TreeMap<>();
        private long sent;
        private volatile long confirmed;
        private long lastKill;

        Writer(int number) {
            this.counter = "counter" + number;
            this.list = "list" + number;
        }

        void write(int port) {
            try (Jedis jedis = new Jedis("127.0.0.1", port)) {
                while (true) {
                    sent++;
                    try (Transaction both = jedis.multi()) {
                        both.set(counter, Long.toString(sent));
                        both.rpush(list, Long.toString(sent));
                        both.exec();
                    }
                    confirmed = sent;
                    confirmedAt.put(System.currentTimeMillis(), sent);
                }
            } catch (JedisException | IllegalStateException e) {
                assertThat(confirmed).isLessThanOrEqualTo(sent); // it was killed
            }
        }

        /** All that was confirmed before {@code before} must be there, and nothing that was not sent. */
        void compare(Jedis jedis, long before) {
            String found = jedis.get(counter);
            long value = found == null ? 0 : Long.parseLong(found);
            Map.Entry<Long, Long> last = confirmedAt.floorEntry(before);
            assertThat(value).as(counter).isBetween(last == null ? 0 : last.getValue(), sent);
            assertThat(jedis.lindex(list, -1)).isEqualTo(found);
            sent = value; // goes on from what is there
            confirmed = value;
            confirmedAt.clear();
        }
    }
}
