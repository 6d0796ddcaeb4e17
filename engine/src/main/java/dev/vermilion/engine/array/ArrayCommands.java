package dev.vermilion.engine.array;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;
import java.util.stream.Stream;

/** The commands on arrays. */
public final class ArrayCommands {

    private static final KeySpec UPDATES = KeySpec.range(1, 1, 1, "RW", "UPDATE");
    private static final KeySpec DELETES = KeySpec.range(1, 1, 1, "RW", "DELETE");

    private ArrayCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return Stream.concat(reading().stream(), writing().stream())
                .map(row -> row.since("8.8.0"))
                .toList();
    }

    private static List<Command> reading() {
        return List.of(
                command("ARCOUNT key", "Counts the elements.").read(Flag.FAST).runs(ArGet::arcount),
                command("ARGET key index", "Returns the element at an index.")
                        .read(Flag.FAST)
                        .runs(ArGet::arget),
                command("ARGETRANGE key start end", "Returns all places of a range, empty ones too.")
                        .read()
                        .runs(ArGet::argetrange),
                command(
                                "ARGREP key start end <EXACT string | MATCH string | GLOB pattern | RE pattern>"
                                        + " [<EXACT string | MATCH string | GLOB pattern | RE pattern> ...]"
                                        + " [<AND | OR | LIMIT limit | WITHVALUES | NOCASE> ...]",
                                "Searches the elements of a range for texts and patterns.")
                        .read()
                        .runs(ArGrep::argrep),
                command("ARINFO key [FULL]", "Tells how an array is kept.")
                        .read()
                        .runs(ArInfo::arinfo),
                command("ARLASTITEMS key count [REV]", "Returns what was inserted last.")
                        .read()
                        .runs(ArGet::arlastitems),
                command("ARLEN key", "Returns the highest index that has an element, plus one.")
                        .read(Flag.FAST)
                        .runs(ArGet::arlen),
                command("ARMGET key index [index ...]", "Returns the elements at several indexes.")
                        .read(Flag.FAST)
                        .runs(ArGet::armget),
                command("ARNEXT key", "Returns the index at which the next insertion writes.")
                        .read(Flag.FAST)
                        .runs(ArGet::arnext),
                command(
                                "AROP key start end <SUM | MIN | MAX | AND | OR | XOR | MATCH value | USED>",
                                "Computes one number from the elements of a range.")
                        .read()
                        .runs(ArOp::arop),
                command("ARSCAN key start end [LIMIT limit]", "Returns the elements of a range with their indexes.")
                        .read()
                        .runs(ArScan::arscan));
    }

    private static List<Command> writing() {
        return List.of(
                command("ARDEL key index [index ...]", "Removes elements.")
                        .write(Flag.FAST)
                        .keys(DELETES)
                        .runs(ArDel::ardel),
                command("ARDELRANGE key start end [start end ...]", "Removes the elements of ranges.")
                        .write()
                        .keys(DELETES)
                        .runs(ArDel::ardelrange),
                command("ARINSERT key value [value ...]", "Sets elements from the place of the next insertion on.")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(UPDATES)
                        .runs(ArSet::arinsert),
                command("ARMSET key index value [index value ...]", "Sets the elements at several indexes.")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(UPDATES)
                        .runs(ArSet::armset),
                command("ARRING key size value [value ...]", "Inserts elements into a ring of a fixed size.")
                        .write(Flag.DENYOOM)
                        .keys(UPDATES)
                        .runs(ArRing::arring),
                command("ARSEEK key index", "Sets the index at which the next insertion writes.")
                        .write(Flag.FAST)
                        .keys(UPDATES)
                        .runs(ArSet::arseek),
                command("ARSET key index value [value ...]", "Sets elements from an index on.")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(UPDATES)
                        .runs(ArSet::arset));
    }
}
