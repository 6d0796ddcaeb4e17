package dev.vermilion.engine.stream;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;
import java.util.stream.Stream;

/** The commands on streams. */
public final class StreamCommands {

    private static final String TRIM = "<MAXLEN | MINID> [= | ~] threshold [LIMIT count]";
    private static final String REFERENCES = "[KEEPREF | DELREF | ACKED]";
    private static final String LIMITS = "[COUNT count] [MAXCOUNT maxcount] [MAXSIZE maxsize] [BLOCK milliseconds]";
    private static final String STREAMS = "STREAMS key [key ...] id [id ...]";

    private static final KeySpec UPDATES = KeySpec.range(1, 1, 1, "RW", "UPDATE");
    private static final KeySpec DELETES = KeySpec.range(1, 1, 1, "RW", "DELETE");

    private StreamCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return Stream.of(entries(), reading(), groups()).flatMap(List::stream).toList();
    }

    private static List<Command> entries() {
        return List.of(
                command(
                                "XADD key [NOMKSTREAM] " + REFERENCES
                                        + " [IDMPAUTO producer-id | IDMP producer-id idempotent-id] [" + TRIM
                                        + "] <* | id> field value [field value ...]",
                                "Adds an entry; creates the stream if there is none.")
                        .since("5.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(UPDATES)
                        .tips("nondeterministic_output")
                        .runs(XAdd::xadd),
                command(
                                "XCFGSET key [IDMP-DURATION idmp-duration] [IDMP-MAXSIZE idmp-maxsize]",
                                "Sets for how long the stream remembers what producers have added.")
                        .since("8.6.0")
                        .write(Flag.FAST)
                        .keys(UPDATES)
                        .runs(XSet::xcfgset),
                command("XDEL key id [id ...]", "Deletes entries.")
                        .since("5.0.0")
                        .write(Flag.FAST)
                        .keys(DELETES)
                        .runs(XDel::xdel),
                command(
                                "XDELEX key " + REFERENCES + " IDS numids id [id ...]",
                                "Deletes entries, and says what becomes of groups that know them.")
                        .since("8.2.0")
                        .write(Flag.FAST)
                        .keys(DELETES)
                        .runs(XDel::xdelex),
                command(
                                "XIDMPRECORD key pid iid stream-id",
                                "Notes under which name of its own a producer has added an entry.")
                        .since("8.6.2")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(UPDATES)
                        .runs(XSet::xidmprecord),
                command(
                                "XSETID key last-id [ENTRIESADDED entries-added] [MAXDELETEDID max-deleted-id]",
                                "Sets the last id, as if entries had been there.")
                        .since("5.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(UPDATES)
                        .runs(XSet::xsetid),
                command("XTRIM key " + TRIM + " " + REFERENCES, "Removes the oldest entries.")
                        .since("5.0.0")
                        .write()
                        .keys(DELETES)
                        .tips("nondeterministic_output")
                        .runs(XAdd::xtrim));
    }

    private static List<Command> reading() {
        return List.of(
                XInfo.row(),
                command("XLEN key", "Counts the entries.")
                        .since("5.0.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(XRange::xlen),
                command("XRANGE key start end [COUNT count]", "Returns the entries from one id to another.")
                        .since("5.0.0")
                        .read()
                        .runs(XRange::xrange),
                command("XREAD " + LIMITS + " " + STREAMS, "Returns what comes after an id; waits for it.")
                        .since("5.0.0")
                        .read(Flag.BLOCKING, Flag.MOVABLEKEYS)
                        .keys(KeySpec.behind("STREAMS", 1, -1, 2, "RO", "ACCESS"))
                        .runs(XRead::xread),
                command("XREVRANGE key end start [COUNT count]", "Returns the entries from one id back to another.")
                        .since("5.0.0")
                        .read()
                        .runs(XRange::xrevrange));
    }

    private static List<Command> groups() {
        return List.of(
                command("XACK key group id [id ...]", "Ends the delivery of entries: they have been dealt with.")
                        .since("5.0.0")
                        .write(Flag.FAST)
                        .keys(UPDATES)
                        .runs(XAck::xack),
                command(
                                "XACKDEL key group " + REFERENCES + " IDS numids id [id ...]",
                                "Ends the delivery of entries and deletes them.")
                        .since("8.2.0")
                        .write(Flag.FAST)
                        .keys(DELETES)
                        .runs(XDel::xackdel),
                command(
                                "XAUTOCLAIM key group consumer min-idle-time start [COUNT count] [JUSTID]",
                                "Gives entries that have been pending for long to another consumer.")
                        .since("6.2.0")
                        .write(Flag.FAST)
                        .keys(DELETES)
                        .tips("nondeterministic_output")
                        .runs(XClaim::xautoclaim),
                command(
                                "XCLAIM key group consumer min-idle-time id [id ...] [IDLE ms]"
                                        + " [TIME unix-time-milliseconds] [RETRYCOUNT count] [FORCE] [JUSTID]"
                                        + " [LASTID lastid]",
                                "Gives pending entries to another consumer.")
                        .since("5.0.0")
                        .write(Flag.FAST)
                        .keys(UPDATES)
                        .tips("nondeterministic_output")
                        .runs(XClaim::xclaim),
                XGroup.row(),
                command(
                                "XNACK key group <SILENT | FAIL | FATAL> IDS numids id [id ...] [RETRYCOUNT count]"
                                        + " [FORCE]",
                                "Gives pending entries back, for any consumer to claim.")
                        .since("8.8.0")
                        .write(Flag.FAST)
                        .keys(UPDATES)
                        .runs(XAck::xnack),
                command(
                                "XPENDING key group [[IDLE min-idle-time] start end count [consumer]]",
                                "Returns what was delivered and is not acknowledged.")
                        .since("5.0.0")
                        .read()
                        .tips("nondeterministic_output")
                        .runs(XPending::xpending),
                command(
                                "XREADGROUP GROUP group consumer " + LIMITS + " [CLAIM min-idle-time] [NOACK] "
                                        + STREAMS,
                                "Delivers entries to a consumer of a group; waits for them.")
                        .since("5.0.0")
                        .write(Flag.BLOCKING, Flag.MOVABLEKEYS)
                        .keys(KeySpec.behind("STREAMS", 4, -1, 2, "RO", "ACCESS"))
                        .runs(XRead::xreadgroup));
    }
}
