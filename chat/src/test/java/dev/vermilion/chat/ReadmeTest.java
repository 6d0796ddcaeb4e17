package dev.vermilion.chat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.ReadmeCommands;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@EveryRedis
class ReadmeTest {

    @Test
    void theCommandsOfTheReadmeAnswerWhatItSays(RedisServer redis) {
        ReadmeCommands.run(Path.of("README.md"), redis);
    }
}
