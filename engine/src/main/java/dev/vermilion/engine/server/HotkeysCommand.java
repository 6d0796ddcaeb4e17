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
import org.jspecify.annotations.Nullable;

/** HOTKEYS. */
final class HotkeysCommand {

    private static final int FIRST_METRIC = 4;
    private static final int METRICS = 2;
    private static final int DEFAULT_COUNT = 10;
    private static final int HIGHEST_COUNT = 64;
    private static final int LONGEST_SECONDS = 1_000_000;
    private static final int LAST_SLOT = 16_383;

    private final ServerContext context;
    private final CommandWatch watch;
    private @Nullable HotKeys session;

    HotkeysCommand(ServerContext context, CommandWatch watch) {
        this.context = context;
        this.watch = watch;
    }

    Command row() {
        return command("HOTKEYS", "Finds the keys that cost most.")
                .since("8.6.0")
                .subcommands(List.of(
                        admin("HOTKEYS GET", "Returns the keys that cost most.").runs(this::get),
                        command("HOTKEYS HELP", "Says what HOTKEYS can do.")
                                .since("8.6.1")
                                .flags(Flag.LOADING, Flag.STALE)
                                .runs(HotkeysCommand::help),
                        admin("HOTKEYS RESET", "Forgets what was found.").runs(this::reset),
                        admin(
                                        "HOTKEYS START METRICS count [CPU] [NET] [COUNT k] [DURATION seconds]"
                                                + " [SAMPLE ratio] [SLOTS count slot [slot ...]]",
                                        "Begins to look at what keys cost.")
                                .arity(-2)
                                .runs(this::start),
                        admin("HOTKEYS STOP", "Looks no longer; what was found stays.")
                                .runs(this::stop)));
    }

    private static Command admin(String line, String summary) {
        return command(line, summary).since("8.6.0").flags(Flag.ADMIN, Flag.NOSCRIPT);
    }

    private void start(Call call) {
        if (session != null && session.isActive()) {
            throw Errors.of("ERR hotkey tracking session already in progress");
        }
        HotKeys started = new HotKeys(options(call), context.keyspace());
        session = started;
        watch.hotKeys(started);
        call.reply().ok();
    }

    private static HotKeys.Options options(Call call) {
        if (call.count() < FIRST_METRIC || !call.is(2, "METRICS")) {
            throw Errors.of("ERR METRICS parameter is required");
        }
        int metrics = (int) range(call, 3, METRICS, "METRICS count must be > 0 and <= " + METRICS);
        boolean cpu = false;
        boolean net = false;
        int end = Math.min(call.count(), FIRST_METRIC + metrics);
        for (int i = FIRST_METRIC; i < end; i++) {
            if ((cpu && call.is(i, "CPU")) || (net && call.is(i, "NET"))) {
                throw Errors.of("ERR METRICS " + (call.is(i, "CPU") ? "CPU" : "NET") + " defined more than once!");
            }
            cpu |= call.is(i, "CPU");
            net |= call.is(i, "NET"); // others are those of newer versions
        }
        if (end < FIRST_METRIC + metrics) {
            throw Errors.of("ERR METRICS count does not match number of metric types provided");
        }
        if (!cpu && !net) {
            throw Errors.of("ERR METRICS no valid metrics passed. Supported: CPU|NET");
        }
        return limits(call, end, cpu, net);
    }

    private static HotKeys.Options limits(Call call, int from, boolean cpu, boolean net) {
        int count = DEFAULT_COUNT;
        long seconds = 0;
        long sample = 1;
        for (int i = from; i < call.count(); i += 2) {
            boolean hasNext = i + 1 < call.count();
            if (hasNext && call.is(i, "COUNT")) {
                count = (int) range(call, i + 1, HIGHEST_COUNT, "COUNT must be between 1 and 64");
            } else if (hasNext && call.is(i, "DURATION")) {
                seconds = range(call, i + 1, LONGEST_SECONDS, "DURATION must be between 1 and 1000000");
            } else if (hasNext && call.is(i, "SAMPLE")) {
                sample = range(call, i + 1, Integer.MAX_VALUE, "SAMPLE ratio must be positive");
            } else if (hasNext && call.is(i, "SLOTS")) {
                throw Errors.of("ERR SLOTS parameter cannot be used in non-cluster mode");
            } else {
                throw Errors.syntax();
            }
        }
        return new HotKeys.Options(cpu, net, count, seconds, sample);
    }

    private static long range(Call call, int index, long most, String otherwise) {
        boolean valid = Numbers.isLong(call.arg(index)) && call.integer(index) >= 1 && call.integer(index) <= most;
        if (!valid) {
            throw Errors.of("ERR " + otherwise);
        }
        return call.integer(index);
    }

    private void stop(Call call) {
        if (session == null || !session.isActive()) {
            call.reply().nullBulk();
            return;
        }
        session.stop();
        watch.hotKeys(null);
        call.reply().ok();
    }

    private void reset(Call call) {
        if (session != null && session.isActive()) {
            throw Errors.of("ERR hotkey tracking session in progress, stop tracking first");
        }
        session = null;
        watch.hotKeys(null);
        call.reply().ok();
    }

    private void get(Call call) {
        ReplyWriter reply = call.reply();
        if (session == null) {
            reply.nullBulk();
            return;
        }
        HotKeys.Options options = session.options();
        reply.array(1);
        reply.map(7 + (options.cpu() ? 3 : 0) + (options.net() ? 2 : 0));
        field("tracking-active", session.isActive() ? 1 : 0, reply);
        field("sample-ratio", options.sample(), reply);
        reply.bulk("selected-slots");
        reply.array(1);
        reply.array(2);
        reply.integer(0);
        reply.integer(LAST_SLOT);
        field("all-commands-all-slots-us", session.micros(), reply);
        field("net-bytes-all-commands-all-slots", session.bytes(), reply);
        field("collection-start-time-unix-ms", session.startMillis(), reply);
        field("collection-duration-ms", session.durationMillis(), reply);
        costs(session, options, reply);
    }

    private static void costs(HotKeys session, HotKeys.Options options, ReplyWriter reply) {
        HotKeys.Usage used = session.used();
        if (options.cpu()) {
            field("total-cpu-time-user-ms", used.userMillis(), reply);
            field("total-cpu-time-sys-ms", used.systemMillis(), reply);
        }
        if (options.net()) {
            field("total-net-bytes", session.sampledBytes(), reply);
        }
        if (options.cpu()) {
            keys("by-cpu-time-us", session.byMicros(), reply);
        }
        if (options.net()) {
            keys("by-net-bytes", session.byBytes(), reply);
        }
    }

    private static void field(String name, long value, ReplyWriter reply) {
        reply.bulk(name);
        reply.integer(value);
    }

    private static void keys(String name, List<TopKeys.Sum> sums, ReplyWriter reply) {
        reply.bulk(name);
        reply.array(2L * sums.size());
        for (TopKeys.Sum each : sums) {
            reply.bulk(each.key());
            reply.integer(each.sum());
        }
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "START METRICS <count> [CPU] [NET] [COUNT <k>] [DURATION <seconds>] [SAMPLE <ratio>]",
                "    Begin to look at what keys cost, and for the <k> that cost most (default: 10).",
                "    CPU is the time of their commands, NET the bytes of requests and replies.",
                "    It ends after <seconds>; one of <ratio> commands is looked at.",
                "STOP",
                "    Look no longer. What was found can still be read.",
                "GET",
                "    Return what was found.",
                "RESET",
                "    Forget what was found.");
    }
}
