package dev.vermilion.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** The commands of Redis Cluster, on a server that is in none. */
@EveryRedis
class ClusterCommandsTest {

    private static final String CLUSTER = """
            > CLUSTER
            -ERR wrong number of arguments for 'cluster' command
            > CLUSTER NOPE
            -ERR unknown subcommand 'NOPE'. Try CLUSTER HELP.
            > CLUSTER HELP
            -ERR This instance has cluster support disabled
            > CLUSTER INFO
            -ERR This instance has cluster support disabled
            > cluster keyslot a
            -ERR This instance has cluster support disabled
            > CLUSTER KEYSLOT
            -ERR wrong number of arguments for 'cluster|keyslot' command
            > CLUSTER ADDSLOTS x
            -ERR This instance has cluster support disabled
            > CLUSTER NODES a
            -ERR wrong number of arguments for 'cluster|nodes' command
            > ASKING
            -ERR This instance has cluster support disabled
            > READONLY
            -ERR This instance has cluster support disabled
            > READWRITE
            -ERR This instance has cluster support disabled
            > READONLY a
            -ERR wrong number of arguments for 'readonly' command
            """;

    @Test
    void everyCommandOfAClusterIsRefused(RedisServer redis) {
        try (var talk = redis.talk()) {
            talk.play(CLUSTER);
        }
    }

    @Test
    void restoreAskingDoesWhatRestoreDoes(RedisServer redis) {
        try (var talk = redis.talk();
                var jedis = redis.jedis()) {
            jedis.set("from", "value");
            byte[] dump = jedis.dump("from");
            StringBuilder words = new StringBuilder();
            for (byte each : dump) {
                words.append(String.format("\\x%02x", each));
            }
            assertThat(talk.run("RESTORE-ASKING to 0 \"" + words + "\"")).isEqualTo("OK");
            assertThat(talk.run("GET to")).isEqualTo("value");
            assertThat(talk.run("RESTORE-ASKING to 0 x")).startsWith("-BUSYKEY");
        }
    }

    @Test
    void newerCommandsOnSlotsAreRefusedToo(RedisServer redis) {
        try (var talk = redis.talk()) {
            assumeTrue(talk.knows("TRIMSLOTS"));
            talk.play("""
                    > SFLUSH 0 100
                    -ERR This instance has cluster support disabled
                    > TRIMSLOTS RANGES 1 0 100
                    -ERR This instance has cluster support disabled
                    > CLUSTER SLOT-STATS SLOTSRANGE 0 1
                    -ERR This instance has cluster support disabled
                    > CLUSTER MYSHARDID
                    -ERR This instance has cluster support disabled
                    """);
        }
    }
}
