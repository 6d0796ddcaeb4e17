package dev.vermilion.engine.bitmap;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;

/** The commands on the bits of strings. */
public final class BitmapCommands {

    private BitmapCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command("SETBIT key offset value", "Sets a bit and returns what it was.")
                        .since("2.2.0")
                        .write(Flag.DENYOOM)
                        .runs(Bits::setbit),
                command("GETBIT key offset", "Returns a bit.")
                        .since("2.2.0")
                        .read(Flag.FAST)
                        .runs(Bits::getbit),
                command("BITCOUNT key [start end [BYTE | BIT]]", "Counts the bits that are set.")
                        .since("2.6.0")
                        .read()
                        .runs(Bits::bitcount),
                command("BITPOS key bit [start [end [BYTE | BIT]]]", "Finds the first bit that is set, or clear.")
                        .since("2.8.7")
                        .read()
                        .runs(Bits::bitpos),
                command(
                                "BITOP <AND | OR | XOR | NOT | DIFF | DIFF1 | ANDOR | ONE> destkey key [key ...]",
                                "Combines strings bit by bit and stores the result.")
                        .since("2.6.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(2, 2, 1, "OW", "UPDATE"), KeySpec.range(3, -1, 1, "RO", "ACCESS"))
                        .runs(BitOp::bitop),
                command(
                                "BITFIELD key [GET encoding offset | [OVERFLOW <WRAP | SAT | FAIL>]"
                                        + " <SET encoding offset value | INCRBY encoding offset increment>"
                                        + " [GET encoding offset | [OVERFLOW <WRAP | SAT | FAIL>]"
                                        + " <SET encoding offset value | INCRBY encoding offset increment> ...]]",
                                "Reads and changes integers of any width inside a string.")
                        .since("3.2.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "UPDATE", "VARIABLE_FLAGS"))
                        .keyFlags(BitField::keyFlags)
                        .runs(BitField::bitfield),
                command(
                                "BITFIELD_RO key [GET encoding offset [GET encoding offset ...]]",
                                "Reads integers of any width inside a string.")
                        .since("6.0.0")
                        .read(Flag.FAST)
                        .runs(BitField::bitfieldRo));
    }
}
