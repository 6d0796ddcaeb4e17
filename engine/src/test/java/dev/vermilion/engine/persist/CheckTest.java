package dev.vermilion.engine.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.Engine;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The programs that look at files. */
class CheckTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Check check(String answer) {
        return new Check(
                new PrintStream(printed, true, StandardCharsets.UTF_8), new BufferedReader(new StringReader(answer)));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void fill() throws IOException {
        try (Engine engine = Engine.open(
                        Data.config(directory).set("appendonly", "yes").build());
                Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            jedis.rpush("list", "a", "b");
            jedis.psetex("key", 100_000, "value");
            jedis.save();
        }
    }

    @Test
    void aSoundRdbFileIsFoundSound() throws IOException {
        fill();
        assertThat(check("").rdb(List.of(directory.resolve("dump.rdb").toString())))
                .isZero();
        assertThat(text()).contains("Checksum OK", "\\o/ RDB looks OK! \\o/", "[info] 2 keys read", "[info] 1 expires");
    }

    @Test
    void aDamagedRdbFileIsFoundDamagedAndSoWhere() throws IOException {
        fill();
        Path file = directory.resolve("dump.rdb");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
        assertThat(check("").rdb(List.of(file.toString()))).isEqualTo(1);
        assertThat(text()).contains("--- RDB ERROR DETECTED ---", "Unexpected EOF", "While doing: ");
    }

    @Test
    void aTornAofIsMendedOnlyIfAskedTwice() throws IOException {
        fill();
        String manifest =
                directory.resolve("appendonlydir/appendonly.aof.manifest").toString();
        assertThat(check("").aof(List.of(manifest))).isZero();
        Path file = directory.resolve("appendonlydir/appendonly.aof.1.incr.aof");
        byte[] bytes = Files.readAllBytes(file);
        byte[] torn = Arrays.copyOf(bytes, bytes.length - 5);
        Files.write(file, torn);

        assertThat(check("").aof(List.of(manifest))).isEqualTo(1);
        assertThat(check("n\n").aof(List.of("--fix", manifest))).isEqualTo(1);
        assertThat(Files.readAllBytes(file)).isEqualTo(torn);
        assertThat(check("y\n").aof(List.of("--fix", manifest))).isZero();
        assertThat(check("").aof(List.of(manifest))).isZero();
        assertThat(Files.size(file)).isPositive().isLessThan(torn.length);
        assertThat(text()).contains("ok_up_to=", "Successfully truncated AOF");
    }

    @Test
    void filesThatAreNotThereAreSaidToBeSo() throws IOException {
        assertThat(check("").rdb(List.of("nothing.rdb"))).isEqualTo(1);
        assertThat(check("").aof(List.of("nothing.aof"))).isEqualTo(1);
        assertThat(check("").rdb(List.of())).isEqualTo(1);
        assertThat(text()).contains("Cannot open file", "Usage: check-rdb");
    }
}
