package dev.vermilion.engine.hyperloglog;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;

/** The commands on HyperLogLogs. */
public final class HyperLogLogCommands {

    private HyperLogLogCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command(
                                "PFADD key [element [element ...]]",
                                "Tells a HyperLogLog of elements, and says whether its estimate may have changed.")
                        .since("2.8.9")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "INSERT"))
                        .runs(PfAdd::pfadd),
                command("PFCOUNT key [key ...]", "Estimates how many different elements HyperLogLogs were told of.")
                        .since("2.8.9")
                        .read(Flag.MAY_REPLICATE)
                        .keys(KeySpec.range(1, -1, 1, "RW", "ACCESS")) // it writes the estimate into the string
                        .runs(PfCount::pfcount),
                command("PFDEBUG subcommand key", "Shows the inside of a HyperLogLog, and changes its encoding.")
                        .since("2.8.9")
                        .write(Flag.DENYOOM, Flag.ADMIN)
                        .keys(KeySpec.range(2, 2, 1, "RW", "ACCESS"))
                        .runs(PfDebug::pfdebug),
                command(
                                "PFMERGE destkey [sourcekey [sourcekey ...]]",
                                "Adds to a HyperLogLog all that others were told of.")
                        .since("2.8.9")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "INSERT"), KeySpec.range(2, -1, 1, "RO", "ACCESS"))
                        .runs(PfAdd::pfmerge),
                command("PFSELFTEST", "Checks the HyperLogLogs of this server against numbers that are known.")
                        .since("2.8.9")
                        .flags(Flag.ADMIN)
                        .runs(PfDebug::pfselftest));
    }
}
