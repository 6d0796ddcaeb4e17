package dev.vermilion.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** The commands of replication, on a server that has no replicas. */
@EveryRedis
class ReplicationCommandsTest {

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
