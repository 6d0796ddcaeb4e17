package dev.vermilion.engine.hash;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.ArrayList;
import java.util.List;

/** The commands on hashes. */
public final class HashCommands {

    private HashCommands() {}

    /** The rows. */
    public static List<Command> table() {
        List<Command> rows = new ArrayList<>();
        rows.addAll(reading());
        rows.addAll(writing());
        rows.addAll(expiring());
        rows.add(command("HIMPORT", "Writes many hashes that have the same fields.")
                .since("8.10.0")
                .categories("hash")
                .subcommands(importing()));
        return rows;
    }

    private static List<Command> reading() {
        return List.of(
                command("HGET key field", "Returns the value of a field.")
                        .since("2.0.0")
                        .read(Flag.FAST)
                        .runs(HGet::hget),
                command("HMGET key field [field ...]", "Returns the values of several fields.")
                        .since("2.0.0")
                        .read(Flag.FAST)
                        .runs(HGet::hmget),
                command("HGETALL key", "Returns all fields with their values.")
                        .since("2.0.0")
                        .tips("nondeterministic_output_order")
                        .read()
                        .runs(HGet::hgetall),
                command("HKEYS key", "Returns the names of all fields.")
                        .since("2.0.0")
                        .tips("nondeterministic_output_order")
                        .read()
                        .runs(HGet::hkeys),
                command("HVALS key", "Returns the values of all fields.")
                        .since("2.0.0")
                        .tips("nondeterministic_output_order")
                        .read()
                        .runs(HGet::hvals),
                command("HLEN key", "Returns the number of fields.")
                        .since("2.0.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(HGet::hlen),
                command("HSTRLEN key field", "Returns the length of a field's value in bytes.")
                        .since("3.2.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(HGet::hstrlen),
                command("HEXISTS key field", "Tells whether a field is there.")
                        .since("2.0.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(HGet::hexists),
                command("HRANDFIELD key [count [WITHVALUES]]", "Returns fields chosen at random.")
                        .since("6.2.0")
                        .tips("nondeterministic_output")
                        .read()
                        .runs(HRandField::hrandfield),
                command(
                                "HSCAN key cursor [MATCH pattern] [COUNT count] [NOVALUES]",
                                "Walks through the fields in steps.")
                        .since("2.8.0")
                        .tips("nondeterministic_output")
                        .read()
                        .runs(HScan::hscan));
    }

    private static List<Command> writing() {
        return List.of(
                command("HSET key field value [field value ...]", "Sets the values of fields.")
                        .since("2.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(HSet::hset),
                command("HSETNX key field value", "Sets the value of a field that is not there yet.")
                        .since("2.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "INSERT"))
                        .runs(HSet::hsetnx),
                command("HMSET key field value [field value ...]", "Sets the values of fields.")
                        .since("2.0.0")
                        .deprecated("`HSET` with multiple field-value pairs")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(HSet::hmset),
                command("HDEL key field [field ...]", "Removes fields.")
                        .since("2.0.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "DELETE"))
                        .runs(HSet::hdel),
                command("HINCRBY key field increment", "Adds an integer to the integer in a field.")
                        .since("2.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(HIncr::hincrby),
                command("HINCRBYFLOAT key field increment", "Adds a number to the number in a field.")
                        .since("2.6.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(HIncr::hincrbyfloat),
                command(
                                "HGETDEL key FIELDS numfields field [field ...]",
                                "Returns the values of fields and removes them.")
                        .since("8.0.0")
                        .write(Flag.FAST)
                        .runs(HGetSetEx::hgetdel),
                command(
                                "HGETEX key [EX seconds | PX milliseconds | EXAT unix-time-seconds |"
                                        + " PXAT unix-time-milliseconds | PERSIST] FIELDS numfields field [field ...]",
                                "Returns the values of fields and changes when they expire.")
                        .since("8.0.0")
                        .write(Flag.FAST)
                        .runs(HGetSetEx::hgetex),
                command(
                                "HSETEX key [FNX | FXX] [EX seconds | PX milliseconds | EXAT unix-time-seconds |"
                                        + " PXAT unix-time-milliseconds | KEEPTTL]"
                                        + " FIELDS numfields field value [field value ...]",
                                "Sets the values of fields and when they expire.")
                        .since("8.0.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(HGetSetEx::hsetex));
    }

    private static List<Command> expiring() {
        return List.of(
                command(
                                "HEXPIRE key seconds [NX | XX | GT | LT] FIELDS numfields field [field ...]",
                                "Makes fields expire in some seconds.")
                        .since("7.4.0")
                        .write(Flag.FAST)
                        .runs(HExpire::hexpire),
                command(
                                "HPEXPIRE key milliseconds [NX | XX | GT | LT] FIELDS numfields field [field ...]",
                                "Makes fields expire in some milliseconds.")
                        .since("7.4.0")
                        .write(Flag.FAST)
                        .runs(HExpire::hpexpire),
                command(
                                "HEXPIREAT key unix-time-seconds [NX | XX | GT | LT]"
                                        + " FIELDS numfields field [field ...]",
                                "Makes fields expire at a moment given in seconds.")
                        .since("7.4.0")
                        .write(Flag.FAST)
                        .runs(HExpire::hexpireat),
                command(
                                "HPEXPIREAT key unix-time-milliseconds [NX | XX | GT | LT]"
                                        + " FIELDS numfields field [field ...]",
                                "Makes fields expire at a moment given in milliseconds.")
                        .since("7.4.0")
                        .write(Flag.FAST)
                        .runs(HExpire::hpexpireat),
                command("HPERSIST key FIELDS numfields field [field ...]", "Makes fields stay for ever.")
                        .since("7.4.0")
                        .write(Flag.FAST)
                        .runs(HExpire::hpersist),
                command("HTTL key FIELDS numfields field [field ...]", "Tells in how many seconds fields expire.")
                        .since("7.4.0")
                        .read(Flag.FAST)
                        .runs(HExpire::httl),
                command("HPTTL key FIELDS numfields field [field ...]", "Tells in how many milliseconds fields expire.")
                        .since("7.4.0")
                        .read(Flag.FAST)
                        .runs(HExpire::hpttl),
                command(
                                "HEXPIRETIME key FIELDS numfields field [field ...]",
                                "Tells when fields expire, in seconds since 1970.")
                        .since("7.4.0")
                        .read(Flag.FAST)
                        .runs(HExpire::hexpiretime),
                command(
                                "HPEXPIRETIME key FIELDS numfields field [field ...]",
                                "Tells when fields expire, in milliseconds since 1970.")
                        .since("7.4.0")
                        .read(Flag.FAST)
                        .runs(HExpire::hpexpiretime));
    }

    private static List<Command> importing() {
        return List.of(
                command("HIMPORT PREPARE fieldset-name field [field ...]", "Names a list of fields on this connection.")
                        .since("8.10.0")
                        .flags(Flag.DENYOOM)
                        .runs(HImport::prepare),
                command("HIMPORT SET key fieldset-name value [value ...]", "Writes a hash with the fields of a list.")
                        .since("8.10.0")
                        .write(Flag.DENYOOM)
                        .runs(HImport::set),
                command("HIMPORT DISCARD fieldset-name", "Forgets a list of fields.")
                        .since("8.10.0")
                        .runs(HImport::discard),
                command("HIMPORT DISCARDALL", "Forgets all lists of fields of this connection.")
                        .since("8.10.0")
                        .runs(HImport::discardAll));
    }
}
