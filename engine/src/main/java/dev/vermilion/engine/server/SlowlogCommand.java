package dev.vermilion.engine.server;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import java.util.List;

/** SLOWLOG. */
final class SlowlogCommand {

    private static final long SHOWN = 10;

    private final Slowlog slowlog;

    SlowlogCommand(Slowlog slowlog) {
        this.slowlog = slowlog;
    }

    Command row() {
        return command("SLOWLOG", "Shows which commands took long.")
                .since("2.2.12")
                .subcommands(List.of(
                        command("SLOWLOG GET [count]", "Returns the newest entries of the slow log.")
                                .since("2.2.12")
                                .tips("request_policy:all_nodes", "nondeterministic_output")
                                .flags(Flag.ADMIN, Flag.LOADING, Flag.STALE)
                                .runs(this::get),
                        command("SLOWLOG HELP", "Says what SLOWLOG can do.")
                                .since("6.2.0")
                                .flags(Flag.LOADING, Flag.STALE)
                                .runs(SlowlogCommand::help),
                        command("SLOWLOG LEN", "Returns the number of entries of the slow log.")
                                .since("2.2.12")
                                .tips("request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output")
                                .flags(Flag.ADMIN, Flag.LOADING, Flag.STALE)
                                .runs(call ->
                                        call.reply().integer(slowlog.entries().size())),
                        command("SLOWLOG RESET", "Empties the slow log.")
                                .since("2.2.12")
                                .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                                .flags(Flag.ADMIN, Flag.LOADING, Flag.STALE)
                                .runs(this::reset)));
    }

    private void get(Call call) {
        long most = SHOWN;
        if (call.count() > 3) {
            throw Errors.wrongArity("slowlog|get");
        }
        if (call.count() == 3) {
            boolean valid = Numbers.isLong(call.arg(2)) && call.integer(2) >= -1;
            if (!valid) {
                throw Errors.of("ERR count should be greater than or equal to -1");
            }
            most = call.integer(2) < 0 ? Long.MAX_VALUE : call.integer(2);
        }
        ReplyWriter reply = call.reply();
        reply.array(Math.min(most, slowlog.entries().size()));
        slowlog.entries().stream().limit(most).forEach(each -> write(each, reply));
    }

    private static void write(Slowlog.Entry entry, ReplyWriter reply) {
        reply.array(6);
        reply.integer(entry.id());
        reply.integer(entry.seconds());
        reply.integer(entry.micros());
        reply.array(entry.words().size());
        entry.words().forEach(reply::bulk);
        reply.bulk(entry.address());
        reply.bulk(entry.name());
    }

    private void reset(Call call) {
        slowlog.clear();
        call.reply().ok();
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "GET [<count>]",
                "    Return top <count> entries from the slowlog (default: 10, -1 mean all).",
                "    Entries are made of:",
                "    id, timestamp, time in microseconds, arguments array, client IP and port,",
                "    client name",
                "LEN",
                "    Return the length of the slowlog.",
                "RESET",
                "    Reset the slowlog.");
    }
}
