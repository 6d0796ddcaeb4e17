package dev.vermilion.engine.cluster;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.dump.DumpCommands;
import java.util.List;

/** The commands of Redis Cluster, on a server that is in none. */
public final class ClusterCommands {

    private static final String NO_CLUSTER = "ERR This instance has cluster support disabled";

    private ClusterCommands() {}

    /** The rows of the group {@code cluster}. */
    public static List<Command> cluster() {
        return List.of(
                command("ASKING", "Lets the next command use a slot that moves to this node of a cluster.")
                        .since("3.0.0")
                        .flags(Flag.FAST)
                        .categories("connection")
                        .runs(ClusterCommands::refuse),
                ClusterCommand.row(ClusterCommands::refuse),
                command("READONLY", "Lets a connection read from a replica of a cluster.")
                        .since("3.0.0")
                        .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
                        .categories("connection")
                        .runs(ClusterCommands::refuse),
                command("READWRITE", "Ends READONLY.")
                        .since("3.0.0")
                        .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
                        .categories("connection")
                        .runs(ClusterCommands::refuse));
    }

    /** The rows of the group {@code server}: what nodes send each other. */
    public static List<Command> server() {
        return List.of(
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
                        .runs(ClusterCommands::refuse),
                command(
                                "TRIMSLOTS RANGES numranges startslot endslot [startslot endslot ...]",
                                "Removes the keys of slots that this node of a cluster has given away.")
                        .since("8.4.0")
                        .write()
                        .categories("keyspace", "dangerous")
                        .runs(ClusterCommands::refuse));
    }

    private static void refuse(Call call) {
        throw Errors.of(NO_CLUSTER);
    }
}
