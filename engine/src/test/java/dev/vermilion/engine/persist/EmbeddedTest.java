package dev.vermilion.engine.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

/** An engine inside another program leaves the working directory of that program alone. */
class EmbeddedTest {

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void itBeginsWithWhatWasSavedOnlyIfItIsToldWhere(boolean told, int keys) throws IOException {
        String name = "embedded-" + ProcessHandle.current().pid() + ".rdb";
        try {
            try (Engine engine = Engine.open(config(name, true));
                    Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
                jedis.set("key", "value");
                jedis.save();
            }
            try (Engine engine = Engine.open(config(name, told));
                    Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
                assertThat(jedis.dbSize()).isEqualTo(keys);
            }
        } finally {
            Files.deleteIfExists(Path.of(name));
        }
    }

    private static EngineConfig config(String name, boolean told) {
        EngineConfig.Builder config = EngineConfig.builder().port(0).set("dbfilename", name);
        return (told ? config.set("dir", ".") : config).build();
    }
}
