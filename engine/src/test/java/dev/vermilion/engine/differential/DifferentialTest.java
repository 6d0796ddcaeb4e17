package dev.vermilion.engine.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.differential.TwoServers.Difference;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random commands, the same to the engine and to redis-server. A difference fails the test with the shortest run of
 * commands that still shows it. {@code -Ddifferential.seeds=1000} looks longer than the build does, and {@code
 * -Ddifferential.from=5000} elsewhere.
 */
class DifferentialTest {

    private static final int SEEDS = Integer.getInteger("differential.seeds", 4);
    private static final int FROM = Integer.getInteger("differential.from", 1);
    private static final int COMMANDS = 2_000;

    private static Engine engine;
    private static RedisServerProcess redis;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServerProcess.start(
                "--enable-debug-command", "yes", "--hz", "500"); // looks for timeouts 500 times a second
        assumeTrue(redis != null, "there is no redis-server to compare with: install redis-server");
        engine = Engine.open(EngineConfig.builder()
                .port(0)
                .set("enable-debug-command", "yes")
                .build());
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
            engine.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "string",
                "bitmap",
                "hash",
                "list",
                "set",
                "sorted-set",
                "hyperloglog",
                "geo",
                "stream",
                "generic"
            })
    void everyReplyToRandomCommandsIsRedis(String group) {
        try (TwoServers servers = new TwoServers(engine.port(), redis.port())) {
            Map<String, List<Argument>> known = Argument.ofGroup(servers.redis(), group);
            assertThat(known).isNotEmpty();
            for (int seed = FROM; seed < FROM + SEEDS; seed++) {
                check(servers, commands(known, group, new Random(seed)), seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mixture.Form.class)
    void commandsOfAllGroupsDoTheSame(Mixture.Form form) {
        try (TwoServers servers = new TwoServers(engine.port(), redis.port())) {
            for (int seed = FROM; seed < FROM + SEEDS; seed++) {
                check(servers, new Mixture(servers.redis(), form, new Random(seed)).commands(COMMANDS), seed);
                assertThat(servers.exchangeValues())
                        .as("values after seed %d", seed)
                        .isEmpty();
            }
        }
    }

    @Test
    void aDifferenceIsShrunkToTheCommandsThatCauseIt() {
        try (TwoServers servers = new TwoServers(engine.port(), redis.port())) {
            List<List<String>> commands = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                commands.add(List.of("INCR", "noise" + i % 7));
            }
            commands.add(40, List.of("SET", "k", "v"));
            commands.add(200, List.of("CONFIG", "GET", "dir"));

            Difference difference = servers.compare(commands).orElseThrow();

            assertThat(Shrinker.shrink(servers, commands, difference))
                    .startsWith("> CONFIG GET dir\nengine: ")
                    .contains("\nredis:  *[$dir $");
        }
    }

    /** Random commands of a group, among them some that fill keys of all types. */
    private static List<List<String>> commands(Map<String, List<Argument>> known, String group, Random random) {
        CommandGenerator own = new CommandGenerator(group, known, random);
        List<List<String>> commands = new ArrayList<>();
        Filler filler = new Filler(random);
        for (int i = 0; i < COMMANDS; i++) {
            commands.add(random.nextInt(8) == 0 ? filler.next(group) : own.next());
        }
        return commands;
    }

    private static void check(TwoServers servers, List<List<String>> commands, int seed) {
        Difference difference = servers.compare(commands).orElse(null);
        if (difference != null) {
            fail("seed " + seed + " differs:\n" + Shrinker.shrink(servers, commands, difference));
        }
    }
}
