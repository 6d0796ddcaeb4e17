package dev.vermilion.engine.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** The commands of cluster and replication, on a server that is alone. */
@EveryRedis
class StandaloneCommandsTest {

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

    private static final String REPLICATION = """
            > REPLICAOF NO ONE
            OK
            > slaveof no one
            OK
            > REPLICAOF NO TWO
            -ERR Invalid master port
            > REPLICAOF localhost -1
            -ERR Invalid master port
            > REPLICAOF localhost 70000
            -ERR Invalid master port
            > REPLICAOF localhost
            -ERR wrong number of arguments for 'replicaof' command
            > PSYNC ?
            -ERR wrong number of arguments for 'psync' command
            > PSYNC ? x
            -ERR value is not an integer or out of range
            > SYNC a
            -ERR wrong number of arguments for 'sync' command
            > FAILOVER
            -ERR FAILOVER requires connected replicas.
            > FAILOVER ABORT
            -ERR No failover in progress.
            > FAILOVER ABORT TIMEOUT 1
            -ERR syntax error
            > FAILOVER TO localhost x
            -ERR value is not an integer or out of range
            > FAILOVER TIMEOUT 0
            -ERR FAILOVER timeout must be greater than 0
            > FAILOVER TO localhost 1 TIMEOUT 10 FORCE
            -ERR FAILOVER requires connected replicas.
            > FAILOVER FORCE FORCE
            -ERR syntax error
            > MULTI
            OK
            > SYNC
            -ERR Command not allowed inside a transaction
            > DISCARD
            OK
            """;

    private static final String REPLCONF = """
            > REPLCONF
            OK
            > REPLCONF a
            -ERR syntax error
            > REPLCONF a b
            -ERR Unrecognized REPLCONF option: a
            > REPLCONF listening-port 1234 capa eof capa psync2
            OK
            > REPLCONF listening-port abc
            -ERR value is not an integer or out of range
            > REPLCONF ip-address 1.2.3.4
            OK
            > REPLCONF rdb-only x
            -ERR value is not an integer or out of range
            > REPLCONF rdb-filter-only functions
            OK
            > REPLCONF rdb-filter-only nope
            -ERR Unsupported rdb-filter-only option: nope
            """;

    @Test
    void everyCommandOfAClusterIsRefused(RedisServer redis) {
        try (var talk = redis.talk()) {
            talk.play(CLUSTER);
        }
    }

    @Test
    void aServerWithoutReplicasIsAMasterAndStaysOne(RedisServer redis) {
        try (var talk = redis.talk()) {
            talk.play(REPLICATION);
        }
    }

    @Test
    void whatAReplicaSaysOfItselfIsUnderstood(RedisServer redis) {
        try (var talk = redis.talk()) {
            talk.play(REPLCONF);
        }
    }

    @Test
    void nobodyAnswersTheAcknowledgementOfAReplica(RedisServer redis) {
        try (var talk = redis.talk()) {
            talk.send("REPLCONF ACK 1");
            talk.send("REPLCONF GETACK *");
            assertThat(talk.run("ECHO next")).isEqualTo("next");
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

    @Test
    void theEngineDoesNotReplicate(RedisServer redis) {
        assumeFalse(redis.name().contains("edis"), "redis-server does");
        try (var talk = redis.talk()) {
            talk.play("""
                    > REPLICAOF 127.0.0.1 6379
                    -ERR REPLICAOF not allowed, this server does not support replication.
                    > SLAVEOF 127.0.0.1 6379
                    -ERR SLAVEOF not allowed, this server does not support replication.
                    > PSYNC ? -1
                    -ERR PSYNC not allowed, this server does not support replication.
                    > SYNC
                    -ERR SYNC not allowed, this server does not support replication.
                    """);
        }
    }
}
