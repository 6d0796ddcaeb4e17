package dev.vermilion.engine.zset;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;

/** The commands on sorted sets. */
public final class ZSetCommands {

    private ZSetCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command(
                                "BZMPOP timeout numkeys key [key ...] <MIN | MAX> [COUNT count]",
                                "Takes elements from an end of the first of several sorted sets that has any, or waits for one.")
                        .since("7.0.0")
                        .write(Flag.BLOCKING, Flag.MOVABLEKEYS)
                        .keys(KeySpec.counted(2, "RW", "ACCESS", "DELETE"))
                        .runs(ZPop::bzmpop),
                command(
                                "BZPOPMAX key [key ...] timeout",
                                "Takes the highest element of the first of several sorted sets that has any, or waits for one.")
                        .since("5.0.0")
                        .write(Flag.BLOCKING, Flag.FAST)
                        .keys(KeySpec.range(1, -2, 1, "RW", "ACCESS", "DELETE"))
                        .runs(ZPop::bzpopmax),
                command(
                                "BZPOPMIN key [key ...] timeout",
                                "Takes the lowest element of the first of several sorted sets that has any, or waits for one.")
                        .since("5.0.0")
                        .write(Flag.BLOCKING, Flag.FAST)
                        .keys(KeySpec.range(1, -2, 1, "RW", "ACCESS", "DELETE"))
                        .runs(ZPop::bzpopmin),
                command(
                                "ZADD key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...]",
                                "Adds members with their scores, or changes the scores of those that are there.")
                        .since("1.2.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(ZAdd::zadd),
                command("ZCARD key", "Counts the members.")
                        .since("1.2.0")
                        .read(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RO"))
                        .runs(ZRead::zcard),
                command("ZCOUNT key min max", "Counts the members with a score in a range.")
                        .since("2.0.0")
                        .read(Flag.FAST)
                        .runs(ZRead::zcount),
                command(
                                "ZDIFF numkeys key [key ...] [WITHSCORES]",
                                "Returns the members of the first sorted set that none of the others has.")
                        .since("6.2.0")
                        .read(Flag.MOVABLEKEYS)
                        .runs(ZCombine::zdiff),
                command(
                                "ZDIFFSTORE destination numkeys key [key ...]",
                                "Stores the members of the first sorted set that none of the others has.")
                        .since("6.2.0")
                        .write(Flag.DENYOOM, Flag.MOVABLEKEYS)
                        .keys(KeySpec.range(1, 1, 1, "OW", "UPDATE"), KeySpec.counted(2, "RO", "ACCESS"))
                        .runs(ZCombine::zdiffstore),
                command("ZINCRBY key increment member", "Adds to the score of a member, which starts from zero.")
                        .since("1.2.0")
                        .write(Flag.DENYOOM, Flag.FAST)
                        .runs(ZAdd::zincrby),
                command(
                                "ZINTER numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX | COUNT>] [WITHSCORES]",
                                "Returns the members that all of several sorted sets have.")
                        .since("6.2.0")
                        .read(Flag.MOVABLEKEYS)
                        .runs(ZCombine::zinter),
                command(
                                "ZINTERCARD numkeys key [key ...] [LIMIT limit]",
                                "Counts the members that all of several sorted sets have.")
                        .since("7.0.0")
                        .read(Flag.MOVABLEKEYS)
                        .runs(ZCombine::zintercard),
                command(
                                "ZINTERSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX | COUNT>]",
                                "Stores the members that all of several sorted sets have.")
                        .since("2.0.0")
                        .write(Flag.DENYOOM, Flag.MOVABLEKEYS)
                        .keys(KeySpec.range(1, 1, 1, "OW", "UPDATE"), KeySpec.counted(2, "RO", "ACCESS"))
                        .runs(ZCombine::zinterstore),
                command(
                                "ZLEXCOUNT key min max",
                                "Counts the members in a range of names, where all scores are the same.")
                        .since("2.8.9")
                        .read(Flag.FAST)
                        .runs(ZRead::zlexcount),
                command(
                                "ZMPOP numkeys key [key ...] <MIN | MAX> [COUNT count]",
                                "Takes elements from an end of the first of several sorted sets that has any.")
                        .since("7.0.0")
                        .write(Flag.MOVABLEKEYS)
                        .keys(KeySpec.counted(1, "RW", "ACCESS", "DELETE"))
                        .runs(ZPop::zmpop),
                command("ZMSCORE key member [member ...]", "Returns the scores of several members.")
                        .since("6.2.0")
                        .read(Flag.FAST)
                        .runs(ZRead::zmscore),
                command("ZPOPMAX key [count]", "Takes the members with the highest scores.")
                        .since("5.0.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "DELETE"))
                        .runs(ZPop::zpopmax),
                command("ZPOPMIN key [count]", "Takes the members with the lowest scores.")
                        .since("5.0.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "ACCESS", "DELETE"))
                        .runs(ZPop::zpopmin),
                command("ZRANDMEMBER key [count [WITHSCORES]]", "Returns members chosen at random.")
                        .since("6.2.0")
                        .tips("nondeterministic_output")
                        .read()
                        .runs(ZRandom::zrandmember),
                command(
                                "ZRANGE key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]",
                                "Returns a range of members by rank, score or name.")
                        .since("1.2.0")
                        .read()
                        .runs(ZRange::zrange),
                command(
                                "ZRANGEBYLEX key min max [LIMIT offset count]",
                                "Returns a range of members by name, where all scores are the same.")
                        .since("2.8.9")
                        .deprecated("`ZRANGE` with the `BYLEX` argument")
                        .read()
                        .runs(ZRange::zrangebylex),
                command(
                                "ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count]",
                                "Returns a range of members by score.")
                        .since("1.0.5")
                        .deprecated("`ZRANGE` with the `BYSCORE` argument")
                        .read()
                        .runs(ZRange::zrangebyscore),
                command(
                                "ZRANGESTORE dst src min max [BYSCORE | BYLEX] [REV] [LIMIT offset count]",
                                "Stores a range of members in another key.")
                        .since("6.2.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "OW", "UPDATE"), KeySpec.range(2, 2, 1, "RO", "ACCESS"))
                        .runs(ZRange::zrangestore),
                command("ZRANK key member [WITHSCORE]", "Tells how many members are below a member.")
                        .since("2.0.0")
                        .read(Flag.FAST)
                        .runs(ZRead::zrank),
                command("ZREM key member [member ...]", "Removes members.")
                        .since("1.2.0")
                        .write(Flag.FAST)
                        .keys(KeySpec.range(1, 1, 1, "RW", "DELETE"))
                        .runs(ZRange::zrem),
                command(
                                "ZREMRANGEBYLEX key min max",
                                "Removes a range of members by name, where all scores are the same.")
                        .since("2.8.9")
                        .write()
                        .keys(KeySpec.range(1, 1, 1, "RW", "DELETE"))
                        .runs(ZRange::zremrangebylex),
                command("ZREMRANGEBYRANK key start stop", "Removes a range of members by rank.")
                        .since("2.0.0")
                        .write()
                        .keys(KeySpec.range(1, 1, 1, "RW", "DELETE"))
                        .runs(ZRange::zremrangebyrank),
                command("ZREMRANGEBYSCORE key min max", "Removes a range of members by score.")
                        .since("1.2.0")
                        .write()
                        .keys(KeySpec.range(1, 1, 1, "RW", "DELETE"))
                        .runs(ZRange::zremrangebyscore),
                command(
                                "ZREVRANGE key start stop [WITHSCORES]",
                                "Returns a range of members by rank, the highest first.")
                        .since("1.2.0")
                        .deprecated("`ZRANGE` with the `REV` argument")
                        .read()
                        .runs(ZRange::zrevrange),
                command(
                                "ZREVRANGEBYLEX key max min [LIMIT offset count]",
                                "Returns a range of members by name, the last first.")
                        .since("2.8.9")
                        .deprecated("`ZRANGE` with the `REV` and `BYLEX` arguments")
                        .read()
                        .runs(ZRange::zrevrangebylex),
                command(
                                "ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT offset count]",
                                "Returns a range of members by score, the highest first.")
                        .since("2.2.0")
                        .deprecated("`ZRANGE` with the `REV` and `BYSCORE` arguments")
                        .read()
                        .runs(ZRange::zrevrangebyscore),
                command("ZREVRANK key member [WITHSCORE]", "Tells how many members are above a member.")
                        .since("2.0.0")
                        .read(Flag.FAST)
                        .runs(ZRead::zrevrank),
                command(
                                "ZSCAN key cursor [MATCH pattern] [COUNT count]",
                                "Walks through members and scores a part at a time.")
                        .since("2.8.0")
                        .tips("nondeterministic_output")
                        .read()
                        .runs(ZScan::zscan),
                command("ZSCORE key member", "Returns the score of a member.")
                        .since("1.2.0")
                        .read(Flag.FAST)
                        .runs(ZRead::zscore),
                command(
                                "ZUNION numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX | COUNT>] [WITHSCORES]",
                                "Returns the members that any of several sorted sets has.")
                        .since("6.2.0")
                        .read(Flag.MOVABLEKEYS)
                        .runs(ZCombine::zunion),
                command(
                                "ZUNIONSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX | COUNT>]",
                                "Stores the members that any of several sorted sets has.")
                        .since("2.0.0")
                        .write(Flag.DENYOOM, Flag.MOVABLEKEYS)
                        .keys(KeySpec.range(1, 1, 1, "OW", "UPDATE"), KeySpec.counted(2, "RO", "ACCESS"))
                        .runs(ZCombine::zunionstore));
    }
}
