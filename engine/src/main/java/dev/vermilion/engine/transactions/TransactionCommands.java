package dev.vermilion.engine.transactions;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import java.util.List;

/** The commands of transactions. */
public final class TransactionCommands {

    private static final Flag[] QUICK = {Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.ALLOW_BUSY};

    private TransactionCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command("DISCARD", "Forgets the queued commands.")
                        .since("2.0.0")
                        .flags(QUICK)
                        .categories("transaction")
                        .runs(Multi::discard),
                command("EXEC", "Runs the queued commands, unless a watched key was changed.")
                        .since("1.2.0")
                        .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.SKIP_SLOWLOG)
                        .categories("transaction")
                        .runs(Multi::exec),
                command("MULTI", "Begins a transaction: the commands that follow are queued.")
                        .since("1.2.0")
                        .flags(QUICK)
                        .categories("transaction")
                        .runs(Multi::multi),
                command("UNWATCH", "Watches no key any more.")
                        .since("2.2.0")
                        .flags(QUICK)
                        .categories("transaction")
                        .runs(Multi::unwatch),
                command("WATCH key [key ...]", "Lets the next EXEC fail if one of the keys is changed before it.")
                        .since("2.2.0")
                        .flags(QUICK)
                        .categories("transaction")
                        .keys(dev.vermilion.engine.command.KeySpec.range(1, -1, 1, "RO"))
                        .runs(Multi::watch));
    }
}
