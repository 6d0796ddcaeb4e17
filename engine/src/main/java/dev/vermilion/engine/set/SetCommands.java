package dev.vermilion.engine.set;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;

/** The commands on sets. */
public final class SetCommands {

    private static final KeySpec DESTINATION = KeySpec.range(1, 1, 1, "OW", "UPDATE");
    private static final KeySpec SOURCES = KeySpec.range(2, -1, 1, "RO", "ACCESS");

    private SetCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command("SADD key member [member ...]", "Adds members.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "INSERT"))
                        .runs(SAdd::sadd),
                command("SCARD key", "Counts the members.")
                        .since("1.0.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(SRead::scard),
                command("SDIFF key [key ...]", "Returns the members of the first set that none of the others has.")
                        .since("1.0.0")
                        .tips("nondeterministic_output_order")
                        .read()
                        .runs(SCombine::sdiff),
                command(
                                "SDIFFCARD numkeys key [key ...] [LIMIT limit]",
                                "Counts the members of the first set that none of the others has.")
                        .since("8.10.0")
                        .read(Flag.MOVABLEKEYS)
                        .runs(SCombine::sdiffcard),
                command(
                                "SDIFFSTORE destination key [key ...]",
                                "Stores the members of the first set that none of the others has.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM)
                        .keys(DESTINATION, SOURCES)
                        .runs(SCombine::sdiffstore),
                command("SINTER key [key ...]", "Returns the members that all of several sets have.")
                        .since("1.0.0")
                        .tips("nondeterministic_output_order")
                        .read()
                        .runs(SCombine::sinter),
                command(
                                "SINTERCARD numkeys key [key ...] [LIMIT limit]",
                                "Counts the members that all of several sets have.")
                        .since("7.0.0")
                        .read(Flag.MOVABLEKEYS)
                        .runs(SCombine::sintercard),
                command("SINTERSTORE destination key [key ...]", "Stores the members that all of several sets have.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"), SOURCES)
                        .runs(SCombine::sinterstore),
                command("SISMEMBER key member", "Tells whether a member is there.")
                        .since("1.0.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(SRead::sismember),
                command("SMEMBERS key", "Returns all members.")
                        .since("1.0.0")
                        .tips("nondeterministic_output_order")
                        .read()
                        .runs(SRead::smembers),
                command("SMISMEMBER key member [member ...]", "Tells for each of several members whether it is there.")
                        .since("6.2.0")
                        .read(Flag.FAST)
                        .runs(SRead::smismember),
                command("SMOVE source destination member", "Moves a member from one set to another.")
                        .since("1.0.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "DELETE"), KeySpec.range(2, 2, 1, "RW", "INSERT"))
                        .runs(SAdd::smove),
                command("SPOP key [count]", "Takes members chosen at random.")
                        .since("1.0.0")
                        .tips("nondeterministic_output")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "DELETE"))
                        .runs(SRandom::spop),
                command("SRANDMEMBER key [count]", "Returns members chosen at random, and leaves them.")
                        .since("1.0.0")
                        .tips("nondeterministic_output")
                        .read()
                        .runs(SRandom::srandmember),
                command("SREM key member [member ...]", "Removes members.")
                        .since("1.0.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "DELETE"))
                        .runs(SAdd::srem),
                command("SSCAN key cursor [MATCH pattern] [COUNT count]", "Walks through the members in steps.")
                        .since("2.8.0")
                        .tips("nondeterministic_output")
                        .read()
                        .runs(SRead::sscan),
                command("SUNION key [key ...]", "Returns the members that any of several sets has.")
                        .since("1.0.0")
                        .tips("nondeterministic_output_order")
                        .read()
                        .runs(SCombine::sunion),
                command(
                                "SUNIONCARD numkeys key [key ...] [APPROX] [LIMIT limit]",
                                "Counts the members that any of several sets has.")
                        .since("8.10.0")
                        .read(Flag.MOVABLEKEYS)
                        .runs(SCombine::sunioncard),
                command("SUNIONSTORE destination key [key ...]", "Stores the members that any of several sets has.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM)
                        .keys(DESTINATION, SOURCES)
                        .runs(SCombine::sunionstore));
    }
}
