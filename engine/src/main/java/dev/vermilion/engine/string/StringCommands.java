package dev.vermilion.engine.string;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.ArrayList;
import java.util.List;

/** The commands on strings. */
public final class StringCommands {

    private static final String EXPIRY =
            "EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds";

    private StringCommands() {}

    /** The rows. */
    public static List<Command> table() {
        List<Command> rows = new ArrayList<>(reading());
        rows.addAll(setting());
        rows.addAll(changing());
        rows.addAll(counting());
        return rows;
    }

    private static List<Command> reading() {
        return List.of(
                command("DIGEST key", "Returns the hash of the string at key.")
                        .since("8.4.0")
                        .read(Flag.FAST)
                        .runs(Reading::digest),
                command("GET key", "Returns the string at key.")
                        .since("1.0.0")
                        .read(Flag.FAST)
                        .runs(Reading::get),
                command("GETRANGE key start end", "Returns a part of the string at key.")
                        .since("2.4.0")
                        .read()
                        .runs(Reading::getrange),
                command(
                                "LCS key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN]",
                                "Finds the longest common subsequence of two strings.")
                        .since("7.0.0")
                        .read()
                        .keys(KeySpec.range(1, 2, 1, "RO", "ACCESS"))
                        .runs(Lcs::lcs),
                command("MGET key [key ...]", "Returns the strings at several keys.")
                        .since("1.0.0")
                        .tips("request_policy:multi_shard")
                        .read(Flag.FAST)
                        .runs(Reading::mget),
                command("STRLEN key", "Returns the length of the string at key.")
                        .since("2.2.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(Reading::strlen),
                command("SUBSTR key start end", "Returns a part of the string at key.")
                        .since("1.0.0")
                        .deprecated("`GETRANGE`")
                        .read()
                        .runs(Reading::getrange));
    }

    private static List<Command> setting() {
        return List.of(
                command("MSET key value [key value ...]", "Sets the strings at several keys.")
                        .since("1.0.1")
                        .tips("request_policy:multi_shard", "response_policy:all_succeeded")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, -1, 2, "OW", "UPDATE"))
                        .runs(Writing::mset),
                command(
                                "MSETEX numkeys key value [key value ...] [NX | XX] [" + EXPIRY + " | KEEPTTL]",
                                "Sets the strings at several keys, and when they expire.")
                        .since("8.4.0")
                        .write(Flag.DENYOOM, Flag.MOVABLEKEYS)
                        .keys(KeySpec.countedPairs(1, "OW", "UPDATE"))
                        .runs(Writing::msetex),
                command(
                                "MSETNX key value [key value ...]",
                                "Sets the strings at several keys if none of them is there.")
                        .since("1.0.1")
                        .tips("request_policy:multi_shard", "response_policy:agg_min")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, -1, 2, "OW", "INSERT"))
                        .runs(Writing::msetnx),
                command("PSETEX key milliseconds value", "Sets the string at key, and when it expires.")
                        .since("2.6.0")
                        .deprecated("`SET` with the `PX` argument")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "OW", "UPDATE"))
                        .runs(Writing::psetex),
                command(
                                "SET key value [NX | XX | IFEQ ifeq-value | IFNE ifne-value | IFDEQ ifdeq-digest |"
                                        + " IFDNE ifdne-digest] [GET] [" + EXPIRY + " | KEEPTTL]",
                                "Sets the string at key, whatever it held.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "UPDATE", "VARIABLE_FLAGS"))
                        .keyFlags(SetOptions::keyFlags)
                        .runs(SetOptions::set),
                command("SETEX key seconds value", "Sets the string at key, and when it expires.")
                        .since("2.0.0")
                        .deprecated("`SET` with the `EX` argument")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "OW", "UPDATE"))
                        .runs(Writing::setex),
                command("SETNX key value", "Sets the string at key if the key is not there.")
                        .since("1.0.0")
                        .deprecated("`SET` with the `NX` argument")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "OW", "INSERT"))
                        .runs(Writing::setnx));
    }

    private static List<Command> changing() {
        return List.of(
                command("APPEND key value", "Adds bytes to the end of the string at key.")
                        .since("2.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "INSERT"))
                        .runs(Writing::append),
                command(
                                "DELEX key [IFEQ ifeq-value | IFNE ifne-value | IFDEQ ifdeq-digest |"
                                        + " IFDNE ifdne-digest]",
                                "Removes a key if it holds what it should.")
                        .since("8.4.0")
                        .write(Flag.FAST)
                        .runs(Writing::delex),
                command("GETDEL key", "Returns the string at key and removes the key.")
                        .since("6.2.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "DELETE"))
                        .runs(Reading::getdel),
                command("GETEX key [" + EXPIRY + " | PERSIST]", "Returns the string at key and sets when it expires.")
                        .since("6.2.0")
                        .write(Flag.FAST)
                        .runs(Reading::getex),
                command("GETSET key value", "Returns the string at key and sets another one.")
                        .since("1.0.0")
                        .deprecated("`SET` with the `!GET` argument")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(Writing::getset),
                command("SETRANGE key offset value", "Writes over a part of the string at key.")
                        .since("2.2.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(Writing::setrange));
    }

    private static List<Command> counting() {
        return List.of(
                command("DECR key", "Takes one from the integer at key.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(Increment::decr),
                command("DECRBY key decrement", "Takes a number from the integer at key.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(Increment::decrby),
                command("INCR key", "Adds one to the integer at key.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(Increment::incr),
                command("INCRBY key increment", "Adds a number to the integer at key.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(Increment::incrby),
                command("INCRBYFLOAT key increment", "Adds a number to the floating point number at key.")
                        .since("2.6.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(Increment::incrbyfloat),
                command(
                                "INCREX key [BYFLOAT increment | BYINT increment] [LBOUND lowerbound]"
                                        + " [UBOUND upperbound] [SATURATE] [" + EXPIRY + " | PERSIST] [ENX]",
                                "Adds to the number at key within bounds, and sets when it expires.")
                        .since("8.8.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(IncrEx::increx));
    }
}
