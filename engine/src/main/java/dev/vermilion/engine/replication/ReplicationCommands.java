package dev.vermilion.engine.replication;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import java.util.List;

/** The commands of replication, on a server that has no replicas and is none. */
public final class ReplicationCommands {

    private ReplicationCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command(
                                "FAILOVER [TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds]",
                                "Makes one of the replicas the master.")
                        .since("6.2.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.STALE)
                        .runs(Replication::failover),
                command("PSYNC replicationid offset", "Goes on with a replication stream; a replica sends it.")
                        .since("2.8.0")
                        .arity(-3)
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING, Flag.NO_MULTI)
                        .runs(Replication::sync),
                command(
                                "REPLCONF [option value [option value ...]]",
                                "Tells a master about a replica; a replica sends it.")
                        .since("3.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.ALLOW_BUSY)
                        .runs(ReplConf::run),
                command("REPLICAOF <host port | NO ONE>", "Makes this server a replica of another, or a master again.")
                        .since("5.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.STALE, Flag.NO_ASYNC_LOADING)
                        .runs(Replication::replicaOf),
                command("ROLE", "Tells whether this is a master, and who replicates from it.")
                        .since("2.8.12")
                        .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST)
                        .categories("admin", "dangerous")
                        .runs(Replication::role),
                command("SLAVEOF <host port | NO ONE>", "Makes this server a replica of another, or a master again.")
                        .since("1.0.0")
                        .deprecated("`REPLICAOF`")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.STALE, Flag.NO_ASYNC_LOADING)
                        .runs(Replication::replicaOf),
                command("SYNC", "Asks for a replication stream; a replica sends it.")
                        .since("1.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING, Flag.NO_MULTI)
                        .runs(Replication::sync));
    }
}
