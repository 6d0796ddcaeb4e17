package dev.vermilion.engine.standalone;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.dump.DumpCommands;
import java.util.List;

/** The commands of cluster and replication. */
public final class StandaloneCommands {

    private static final String NO_CLUSTER = "ERR This instance has cluster support disabled";

    private StandaloneCommands() {}

    /** The rows of the group {@code cluster}. */
    public static List<Command> cluster() {
        return List.of(
                command("ASKING", "Lets the next command use a slot that moves to this node of a cluster.")
                        .since("3.0.0")
                        .flags(Flag.FAST)
                        .categories("connection")
                        .runs(StandaloneCommands::refuse),
                ClusterCommand.row(StandaloneCommands::refuse),
                command("READONLY", "Lets a connection read from a replica of a cluster.")
                        .since("3.0.0")
                        .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
                        .categories("connection")
                        .runs(StandaloneCommands::refuse),
                command("READWRITE", "Ends READONLY.")
                        .since("3.0.0")
                        .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
                        .categories("connection")
                        .runs(StandaloneCommands::refuse));
    }

    /** The rows of the group {@code server}. */
    public static List<Command> server() {
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
                command(
                                "RESTORE-ASKING key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds]"
                                        + " [FREQ frequency]",
                                "Makes a key hold what DUMP returned; a node of a cluster sends it.")
                        .since("3.0.0")
                        .write(Flag.DENYOOM, Flag.ASKING)
                        .categories("keyspace", "dangerous")
                        .keys(KeySpec.range(1, 1, 1, "OW", "UPDATE"))
                        .runs(DumpCommands::restore),
                command(
                                "SFLUSH slot-start slot-last [slot-start slot-last ...] [ASYNC | SYNC]",
                                "Removes all keys of some slots of a cluster.")
                        .since("8.0.0")
                        .write(Flag.EXPERIMENTAL)
                        .categories("keyspace", "dangerous")
                        .runs(StandaloneCommands::refuse),
                command("SLAVEOF <host port | NO ONE>", "Makes this server a replica of another, or a master again.")
                        .since("1.0.0")
                        .deprecated("`REPLICAOF`")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.STALE, Flag.NO_ASYNC_LOADING)
                        .runs(Replication::replicaOf),
                command("SYNC", "Asks for a replication stream; a replica sends it.")
                        .since("1.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING, Flag.NO_MULTI)
                        .runs(Replication::sync),
                command(
                                "TRIMSLOTS RANGES numranges startslot endslot [startslot endslot ...]",
                                "Removes the keys of slots that this node of a cluster has given away.")
                        .since("8.4.0")
                        .write()
                        .categories("keyspace", "dangerous")
                        .runs(StandaloneCommands::refuse));
    }

    private static void refuse(Call call) {
        throw Errors.of(NO_CLUSTER);
    }
}
