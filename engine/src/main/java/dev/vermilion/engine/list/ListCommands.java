package dev.vermilion.engine.list;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;

/** The commands on lists. */
public final class ListCommands {

    private static final String[] TAKES = {"RW", "ACCESS", "DELETE"};
    private static final KeySpec[] MOVES = {KeySpec.range(1, 1, 1, TAKES), KeySpec.range(2, 2, 1, "RW", "INSERT")};

    private ListCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command(
                                "BLMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout",
                                "Moves an element from one list to another; waits for one if there is none.")
                        .since("6.2.0")
                        .write(Flag.DENYOOM, Flag.BLOCKING)
                        .keys(MOVES)
                        .runs(LMove::blmove),
                command(
                                "BLMOVEM source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout"
                                        + " [<COUNT count | EXACTLY exactly> <OBO | BULK>]",
                                "Moves several elements from one list to another; waits until they are there.")
                        .since("8.10.0")
                        .write(Flag.DENYOOM, Flag.BLOCKING)
                        .keys(MOVES)
                        .runs(LMoveMany::blmovem),
                command(
                                "BLMPOP timeout numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
                                "Takes elements from the first of several lists that has any; waits for one.")
                        .since("7.0.0")
                        .write(Flag.BLOCKING, Flag.MOVABLEKEYS)
                        .keys(KeySpec.counted(2, TAKES))
                        .runs(LPop::blmpop),
                command("BLPOP key [key ...] timeout", "Takes the first element of a list; waits for one.")
                        .since("2.0.0")
                        .write(Flag.BLOCKING)
                        .keys(KeySpec.range(1, -2, 1, TAKES))
                        .runs(LPop::blpop),
                command("BRPOP key [key ...] timeout", "Takes the last element of a list; waits for one.")
                        .since("2.0.0")
                        .write(Flag.BLOCKING)
                        .keys(KeySpec.range(1, -2, 1, TAKES))
                        .runs(LPop::brpop),
                command(
                                "BRPOPLPUSH source destination timeout",
                                "Moves the last element of a list to the front of another; waits for one.")
                        .since("2.2.0")
                        .deprecated("`BLMOVE` with the `RIGHT` and `LEFT` arguments")
                        .write(Flag.DENYOOM, Flag.BLOCKING)
                        .keys(MOVES)
                        .runs(LMove::brpoplpush),
                command("LINDEX key index", "Returns the element at an index.")
                        .since("1.0.0")
                        .read()
                        .runs(LRead::lindex),
                command(
                                "LINSERT key <BEFORE | AFTER> pivot element",
                                "Puts an element beside the first one of a given value.")
                        .since("2.2.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "RW", "INSERT"))
                        .runs(LEdit::linsert),
                command("LLEN key", "Counts the elements.")
                        .since("1.0.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(LRead::llen),
                command(
                                "LMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT>",
                                "Moves an element from an end of one list to an end of another.")
                        .since("6.2.0")
                        .write(Flag.DENYOOM)
                        .keys(MOVES)
                        .runs(LMove::lmove),
                command(
                                "LMOVEM source destination <LEFT | RIGHT> <LEFT | RIGHT>"
                                        + " [<COUNT count | EXACTLY exactly> <OBO | BULK>]",
                                "Moves several elements from an end of one list to an end of another.")
                        .since("8.10.0")
                        .write(Flag.DENYOOM)
                        .keys(MOVES)
                        .runs(LMoveMany::lmovem),
                command(
                                "LMPOP numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
                                "Takes elements from the first of several lists that has any.")
                        .since("7.0.0")
                        .write(Flag.MOVABLEKEYS)
                        .keys(KeySpec.counted(1, TAKES))
                        .runs(LPop::lmpop),
                command("LPOP key [count]", "Takes the first elements.")
                        .since("1.0.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, TAKES))
                        .runs(LPop::lpop),
                command(
                                "LPOS key element [RANK rank] [COUNT num-matches] [MAXLEN len]",
                                "Returns the indexes of elements of a given value.")
                        .since("6.0.6")
                        .read()
                        .runs(LRead::lpos),
                command("LPUSH key element [element ...]", "Puts elements before the first one, one after the other.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "INSERT"))
                        .runs(LPush::lpush),
                command("LPUSHX key element [element ...]", "Puts elements before the first one of a list that exists.")
                        .since("2.2.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "INSERT"))
                        .runs(LPush::lpushx),
                command("LRANGE key start stop", "Returns the elements from one index to another.")
                        .since("1.0.0")
                        .read()
                        .runs(LRead::lrange),
                command("LREM key count element", "Removes elements of a given value.")
                        .since("1.0.0")
                        .write()
                        .keys(KeySpec.range(1, 1, 1, "RW", "DELETE"))
                        .runs(LEdit::lrem),
                command("LSET key index element", "Replaces the element at an index.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(LEdit::lset),
                command("LTRIM key start stop", "Removes all elements but those from one index to another.")
                        .since("1.0.0")
                        .write()
                        .keys(KeySpec.range(1, 1, 1, "RW", "DELETE"))
                        .runs(LEdit::ltrim),
                command("RPOP key [count]", "Takes the last elements.")
                        .since("1.0.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, TAKES))
                        .runs(LPop::rpop),
                command("RPOPLPUSH source destination", "Moves the last element of a list to the front of another.")
                        .since("1.2.0")
                        .deprecated("`LMOVE` with the `RIGHT` and `LEFT` arguments")
                        .write(Flag.DENYOOM)
                        .keys(MOVES)
                        .runs(LMove::rpoplpush),
                command("RPUSH key element [element ...]", "Puts elements behind the last one.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "INSERT"))
                        .runs(LPush::rpush),
                command("RPUSHX key element [element ...]", "Puts elements behind the last one of a list that exists.")
                        .since("2.2.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "INSERT"))
                        .runs(LPush::rpushx));
    }
}
