package dev.vermilion.engine.server;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.command.LatencyHistogram;
import dev.vermilion.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** LATENCY. */
final class LatencyCommand {

    private final LatencyMonitor monitor;
    private final CommandTable table;

    LatencyCommand(LatencyMonitor monitor, CommandTable table) {
        this.monitor = monitor;
        this.table = table;
    }

    Command row() {
        return command("LATENCY", "Tells what took long.")
                .since("2.8.13")
                .subcommands(List.of(
                        admin(command("LATENCY DOCTOR", "Explains what took long, and what to do."))
                                .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                                .runs(call -> call.reply().verbatim("txt", new LatencyReport(monitor, call).text())),
                        admin(command("LATENCY GRAPH event", "Draws the times of an event."))
                                .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                                .runs(this::graph),
                        command("LATENCY HELP", "Says what LATENCY can do.")
                                .since("2.8.13")
                                .flags(Flag.LOADING, Flag.STALE)
                                .runs(LatencyCommand::help),
                        admin(command(
                                        "LATENCY HISTOGRAM [command [command ...]]",
                                        "Returns how the times of commands spread."))
                                .since("7.0.0")
                                .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                                .runs(this::histogram),
                        admin(command("LATENCY HISTORY event", "Returns the times of an event."))
                                .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                                .runs(this::history),
                        admin(command("LATENCY LATEST", "Returns the last time of each event."))
                                .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
                                .runs(this::latest),
                        admin(command("LATENCY RESET [event [event ...]]", "Forgets the times of events."))
                                .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                                .runs(this::reset)));
    }

    /** The flags that all but HELP have. */
    private static Command admin(Command row) {
        return row.since("2.8.13").flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE);
    }

    private void latest(Call call) {
        ReplyWriter reply = call.reply();
        reply.array(monitor.events().size());
        monitor.events().forEach((event, series) -> {
            reply.array(4);
            reply.bulk(event);
            reply.integer(series.last().seconds());
            reply.integer(series.last().millis());
            reply.integer(series.longest());
        });
    }

    private void history(Call call) {
        LatencyMonitor.Series series = monitor.find(call.arg(2).toString());
        ReplyWriter reply = call.reply();
        if (series == null) {
            reply.array(0);
            return;
        }
        reply.array(series.samples().size());
        for (LatencyMonitor.Sample each : series.samples()) {
            reply.array(2);
            reply.integer(each.seconds());
            reply.integer(each.millis());
        }
    }

    private void graph(Call call) {
        String event = call.arg(2).toString();
        LatencyMonitor.Series series = monitor.find(event);
        if (series == null) {
            throw Errors.of("ERR No samples available for event '" + Errors.quoted(call.arg(2)) + "'");
        }
        call.reply().verbatim("txt", LatencyGraph.draw(event, series, call.now() / 1000));
    }

    private void reset(Call call) {
        if (call.count() == 2) {
            call.reply().integer(monitor.forgetAll());
            return;
        }
        int forgotten = 0;
        for (int i = 2; i < call.count(); i++) {
            forgotten += monitor.forget(call.arg(i).toString()) ? 1 : 0;
        }
        call.reply().integer(forgotten);
    }

    /** Of commands that ran: how many runs took at most 1 microsecond, 2, 4 and so on, until all are counted. */
    private void histogram(Call call) {
        List<Command> wanted = new ArrayList<>();
        for (int i = 2; i < call.count(); i++) {
            Command command = table.find(call.arg(i).toString());
            if (command != null) {
                wanted.add(command);
                wanted.addAll(command.subcommands().values());
            }
        }
        if (call.count() == 2) {
            wanted.addAll(table.allWithSubcommands());
        }
        wanted.removeIf(each -> each.latency().count() == 0);
        call.reply().map(wanted.size());
        wanted.forEach(each -> histogram(each, call.reply()));
    }

    private static void histogram(Command command, ReplyWriter reply) {
        LatencyHistogram times = command.latency();
        reply.bulk(command.fullName());
        reply.map(2);
        reply.bulk("calls");
        reply.integer(times.count());
        reply.bulk("histogram_usec");
        int start = reply.size();
        int steps = 0;
        long counted = 0;
        for (long micros = 1; counted < times.count(); micros *= 2) {
            long upTo = times.countUpTo(micros * 1000);
            if (upTo > counted) {
                reply.integer(micros);
                reply.integer(upTo);
                steps++;
                counted = upTo;
            }
        }
        reply.mapAround(start, steps);
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "DOCTOR",
                "    Return a human readable latency analysis report.",
                "GRAPH <event>",
                "    Return an ASCII latency graph for the <event> class.",
                "HISTORY <event>",
                "    Return time-latency samples for the <event> class.",
                "LATEST",
                "    Return the latest latency samples for all events.",
                "RESET [<event> ...]",
                "    Reset latency data of one or more <event> classes.",
                "    (default: reset all data for all event classes)",
                "HISTOGRAM [COMMAND ...]",
                "    Return a cumulative distribution of latencies in the format of a histogram for the specified"
                        + " command names.",
                "    If no commands are specified then all histograms are replied.");
    }
}
