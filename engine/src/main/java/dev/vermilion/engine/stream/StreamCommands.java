package dev.vermilion.engine.stream;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;

/** The commands on streams. */
public final class StreamCommands {

    private static final String TRIM = "[<MAXLEN | MINID> [= | ~] threshold [LIMIT count]]";

    private StreamCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command(
                                "XADD key [NOMKSTREAM] [KEEPREF | DELREF | ACKED]"
                                        + " [IDMPAUTO producer-id | IDMP producer-id idempotent-id] " + TRIM
                                        + " <* | id> field value [field value ...]",
                                "Adds an entry; creates the stream if there is none.")
                        .since("5.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .tips("nondeterministic_output")
                        .runs(XAdd::xadd),
                command("XLEN key", "Counts the entries.")
                        .since("5.0.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(XRange::xlen),
                command("XRANGE key start end [COUNT count]", "Returns the entries from one id to another.")
                        .since("5.0.0")
                        .read()
                        .runs(XRange::xrange),
                command("XREVRANGE key end start [COUNT count]", "Returns the entries from one id back to another.")
                        .since("5.0.0")
                        .read()
                        .runs(XRange::xrevrange));
    }
}
