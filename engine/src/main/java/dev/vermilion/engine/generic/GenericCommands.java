package dev.vermilion.engine.generic;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;

/** The commands on keys of any type. */
public final class GenericCommands {

    private GenericCommands() {}

    /**
     * The rows.
     *
     * @param lists makes the lists that SORT stores
     */
    public static List<Command> table(ListMaker lists) {
        Sort sort = new Sort(lists);
        return List.of(
                command(
                                "COPY source destination [DB destination-db] [REPLACE]",
                                "Copies what a key holds to another key.")
                        .since("6.2.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "RO", "ACCESS"), KeySpec.range(2, 2, 1, "OW", "UPDATE"))
                        .runs(Transfer::copy),
                command("DEL key [key ...]", "Removes keys.")
                        .since("1.0.0")
                        .tips("request_policy:multi_shard", "response_policy:agg_sum")
                        .write()
                        .keys(KeySpec.range(1, -1, 1, "RM", "DELETE"))
                        .runs(Keys::del),
                command("EXISTS key [key ...]", "Counts how many of several keys are there.")
                        .since("1.0.0")
                        .tips("request_policy:multi_shard", "response_policy:agg_sum")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, -1, 1, "RO"))
                        .runs(Keys::exists),
                command("EXPIRE key seconds [NX | XX | GT | LT]", "Sets in how many seconds a key expires.")
                        .since("1.0.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(Expire::expire),
                command("EXPIREAT key unix-time-seconds [NX | XX | GT | LT]", "Sets the second at which a key expires.")
                        .since("1.2.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(Expire::expireAt),
                command("EXPIRETIME key", "Returns the second at which a key expires.")
                        .since("7.0.0")
                        .read(Flag.FAST)
                        .runs(Expire::expireTime),
                command("KEYS pattern", "Returns all keys that match a pattern.")
                        .since("1.0.0")
                        .tips("request_policy:all_shards", "nondeterministic_output_order")
                        .read()
                        .categories("dangerous")
                        .runs(Keys::keys),
                command("MOVE key db", "Moves a key to another database.")
                        .since("1.0.0")
                        .write(Flag.FAST)
                        .runs(Transfer::move),
                ObjectCommand.row(),
                command("PERSIST key", "Takes the expiry of a key away.")
                        .since("2.2.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(Expire::persist),
                command("PEXPIRE key milliseconds [NX | XX | GT | LT]", "Sets in how many milliseconds a key expires.")
                        .since("2.6.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(Expire::pexpire),
                command(
                                "PEXPIREAT key unix-time-milliseconds [NX | XX | GT | LT]",
                                "Sets the millisecond at which a key expires.")
                        .since("2.6.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(Expire::pexpireAt),
                command("PEXPIRETIME key", "Returns the millisecond at which a key expires.")
                        .since("7.0.0")
                        .read(Flag.FAST)
                        .runs(Expire::pexpireTime),
                command("PTTL key", "Returns the milliseconds until a key expires.")
                        .since("2.6.0")
                        .tips("nondeterministic_output")
                        .read(Flag.FAST)
                        .runs(Expire::pttl),
                command("RANDOMKEY", "Returns a key chosen at random.")
                        .since("1.0.0")
                        .tips("request_policy:all_shards", "nondeterministic_output")
                        .read()
                        .runs(Keys::randomKey),
                command("RENAME key newkey", "Gives a key another name, replacing what that held.")
                        .since("1.0.0")
                        .write()
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "DELETE"), KeySpec.range(2, 2, 1, "OW", "UPDATE"))
                        .runs(Transfer::rename),
                command("RENAMENX key newkey", "Gives a key another name, unless that is taken.")
                        .since("1.0.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "DELETE"), KeySpec.range(2, 2, 1, "OW", "INSERT"))
                        .runs(Transfer::renameNx),
                command(
                                "SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]",
                                "Walks through the keys a part at a time.")
                        .since("2.8.0")
                        .tips("nondeterministic_output", "request_policy:special")
                        .read()
                        .runs(Keys::scan),
                command(
                                "SORT key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA] [STORE destination]",
                                "Returns the elements of a list, set or sorted set in order, or stores them.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM, Flag.MOVABLEKEYS)
                        .outsideOfGroupCategory()
                        .categories("list", "set", "sortedset", "dangerous")
                        .keys(KeySpec.range(1, 1, 1, "RO", "ACCESS"), KeySpec.behind("STORE", -2, 0, 0, "OW", "UPDATE"))
                        .runs(sort::sort),
                command(
                                "SORT_RO key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA]",
                                "Returns the elements of a list, set or sorted set in order.")
                        .since("7.0.0")
                        .read(Flag.MOVABLEKEYS)
                        .outsideOfGroupCategory()
                        .categories("list", "set", "sortedset", "dangerous")
                        .runs(sort::sortReadOnly),
                command("TOUCH key [key ...]", "Counts how many of several keys are there, as a use of each.")
                        .since("3.2.1")
                        .tips("request_policy:multi_shard", "response_policy:agg_sum")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, -1, 1, "RO"))
                        .runs(Keys::touch),
                command("TTL key", "Returns the seconds until a key expires.")
                        .since("1.0.0")
                        .tips("nondeterministic_output")
                        .read(Flag.FAST)
                        .runs(Expire::ttl),
                command("TYPE key", "Returns the type of what a key holds.")
                        .since("1.0.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(Keys::type),
                command("UNLINK key [key ...]", "Removes keys; what they held is freed in the background.")
                        .since("4.0.0")
                        .tips("request_policy:multi_shard", "response_policy:agg_sum")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, -1, 1, "RM", "DELETE"))
                        .runs(Keys::unlink),
                command("WAIT numreplicas timeout", "Waits until so many replicas have what this client wrote.")
                        .since("3.0.0")
                        .tips("request_policy:all_shards", "response_policy:agg_min")
                        .flags(Flag.BLOCKING)
                        .outsideOfGroupCategory()
                        .categories("connection")
                        .runs(Wait::waitForReplicas),
                command(
                                "WAITAOF numlocal numreplicas timeout",
                                "Waits until what this client wrote is in the append only files.")
                        .since("7.2.0")
                        .flags(Flag.BLOCKING)
                        .outsideOfGroupCategory()
                        .categories("connection")
                        .runs(Wait::waitForFiles));
    }
}
