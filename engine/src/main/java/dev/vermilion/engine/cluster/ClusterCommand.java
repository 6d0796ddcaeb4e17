package dev.vermilion.engine.cluster;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Handler;
import java.util.ArrayList;
import java.util.List;

/** CLUSTER: the names of its subcommands, so that each is refused as Redis refuses it where there is no cluster. */
final class ClusterCommand {

    private static final String VARIES = "nondeterministic_output";

    private ClusterCommand() {}

    /** The row; {@code refusal} runs in the place of every subcommand. */
    static Command row(Handler refusal) {
        List<Command> rows = new ArrayList<>(slots());
        rows.addAll(nodes());
        rows.addAll(facts());
        rows.forEach(each -> each.runs(refusal));
        return command("CLUSTER", "Shows and changes the cluster that a server is part of.")
                .since("3.0.0")
                .subcommands(rows);
    }

    private static Command change(String line, String summary) {
        return command(line, summary).since("3.0.0").flags(Flag.ADMIN, Flag.STALE, Flag.NO_ASYNC_LOADING);
    }

    private static Command fact(String line, String summary) {
        return command(line, summary).since("3.0.0").flags(Flag.LOADING, Flag.STALE);
    }

    private static List<Command> slots() {
        return List.of(
                change("CLUSTER ADDSLOTS slot [slot ...]", "Gives slots to this node."),
                change(
                                "CLUSTER ADDSLOTSRANGE start-slot end-slot [start-slot end-slot ...]",
                                "Gives ranges of slots to this node.")
                        .since("7.0.0"),
                change("CLUSTER DELSLOTS slot [slot ...]", "Says that slots belong to nobody."),
                change(
                                "CLUSTER DELSLOTSRANGE start-slot end-slot [start-slot end-slot ...]",
                                "Says that ranges of slots belong to nobody.")
                        .since("7.0.0"),
                change("CLUSTER FLUSHSLOTS", "Takes all slots away from this node."),
                change(
                                "CLUSTER MIGRATION <IMPORT start-slot end-slot [start-slot end-slot ...]"
                                        + " | CANCEL <ID task-id | ALL> | STATUS <[ID task-id] | [ALL]>>",
                                "Moves whole slots between nodes, and shows how far that is.")
                        .since("8.4.0")
                        .arity(-4),
                change(
                        "CLUSTER SETSLOT slot <IMPORTING node-id | MIGRATING node-id | NODE node-id | STABLE>",
                        "Says which node a slot belongs or moves to."),
                change("CLUSTER SYNCSLOTS action [argument ...]", "Takes part in the move of a slot; a node sends it.")
                        .since("8.4.0"),
                command("CLUSTER COUNTKEYSINSLOT slot", "Counts the keys of a slot.")
                        .since("3.0.0")
                        .flags(Flag.STALE),
                command("CLUSTER GETKEYSINSLOT slot count", "Returns keys of a slot.")
                        .since("3.0.0")
                        .flags(Flag.STALE)
                        .tips(VARIES));
    }

    private static List<Command> nodes() {
        return List.of(
                change("CLUSTER BUMPEPOCH", "Raises the epoch of the cluster.").tips(VARIES),
                change("CLUSTER FAILOVER [FORCE | TAKEOVER]", "Makes this replica the master of its slots."),
                change("CLUSTER FORGET node-id", "Removes a node from the list of known ones."),
                change("CLUSTER MEET ip port [cluster-bus-port]", "Joins another node."),
                change("CLUSTER REPLICATE node-id", "Makes this node a replica of another."),
                command("CLUSTER RESET [HARD | SOFT]", "Makes this node forget the cluster.")
                        .since("3.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.STALE),
                change("CLUSTER SAVECONFIG", "Writes what is known of the cluster to disk."),
                change("CLUSTER SET-CONFIG-EPOCH config-epoch", "Sets the epoch of a new node."));
    }

    private static List<Command> facts() {
        return List.of(
                fact("CLUSTER COUNT-FAILURE-REPORTS node-id", "Counts who reports that a node has failed.")
                        .flags(Flag.ADMIN)
                        .tips(VARIES),
                fact("CLUSTER HELP", "Says what CLUSTER can do.").since("5.0.0"),
                fact("CLUSTER INFO", "Returns the state of the cluster.").tips(VARIES),
                fact("CLUSTER KEYSLOT key", "Returns the slot of a key.").keys(),
                fact("CLUSTER LINKS", "Returns the connections between this node and others.")
                        .since("7.0.0")
                        .tips(VARIES),
                fact("CLUSTER MYID", "Returns the number of this node."),
                fact("CLUSTER MYSHARDID", "Returns the number of the shard of this node.")
                        .since("7.2.0")
                        .tips(VARIES),
                fact("CLUSTER NODES", "Returns all nodes, with their slots.").tips(VARIES),
                fact("CLUSTER REPLICAS node-id", "Returns the replicas of a node.")
                        .since("5.0.0")
                        .flags(Flag.ADMIN)
                        .tips(VARIES),
                fact("CLUSTER SHARDS", "Returns all shards, with their slots and nodes.")
                        .since("7.0.0")
                        .tips(VARIES),
                fact("CLUSTER SLAVES node-id", "Returns the replicas of a node.")
                        .deprecated("`CLUSTER REPLICAS`")
                        .flags(Flag.ADMIN)
                        .tips(VARIES),
                fact(
                                "CLUSTER SLOT-STATS <SLOTSRANGE start-slot end-slot | ORDERBY metric [LIMIT limit]"
                                        + " [ASC | DESC]>",
                                "Returns how much the slots of this node are used.")
                        .since("8.2.0")
                        .arity(-4)
                        .tips(VARIES, "request_policy:all_shards"),
                fact("CLUSTER SLOTS", "Returns the ranges of slots, with their nodes.")
                        .deprecated("`CLUSTER SHARDS`")
                        .tips(VARIES));
    }
}
