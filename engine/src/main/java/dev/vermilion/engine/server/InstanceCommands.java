package dev.vermilion.engine.server;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.keyspace.Keyspace;
import java.util.List;

/** Small commands on the engine as a whole: LOLWUT MODULE MONITOR SHUTDOWN TIME. */
final class InstanceCommands {

    private static final String NO_MODULES =
            "ERR MODULE command not allowed. If the enable-module-command option is set"
                    + " to \"local\", you can run it from a local connection, otherwise you need to set this option in the"
                    + " configuration file, and then restart the server.";

    private final ServerContext context;
    private final Monitors monitors;

    InstanceCommands(ServerContext context, Monitors monitors) {
        this.context = context;
        this.monitors = monitors;
        context.clients().onLeave(monitors::remove);
    }

    List<Command> rows() {
        return List.of(
                command("LOLWUT [VERSION version]", "Draws something, and tells the version.")
                        .since("5.0.0")
                        .read(Flag.FAST)
                        .runs(Lolwut::draw),
                command("MODULE", "Loads modules into a Redis that can have some.")
                        .since("4.0.0")
                        .subcommands(modules()),
                command("MONITOR", "Shows all commands of all clients as they run.")
                        .since("1.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
                        .runs(this::monitor),
                command("SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE] [ABORT]", "Stops the engine.")
                        .since("1.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.NO_MULTI, Flag.ALLOW_BUSY)
                        .runs(this::shutdown),
                command("TIME", "Returns the time: seconds since 1970, and microseconds.")
                        .since("2.6.0")
                        .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
                        .tips("nondeterministic_output")
                        .runs(this::time));
    }

    private static List<Command> modules() {
        return List.of(
                command("MODULE HELP", "Says what MODULE can do.")
                        .since("5.0.0")
                        .flags(Flag.LOADING, Flag.STALE)
                        .runs(InstanceCommands::moduleHelp),
                command("MODULE LIST", "Returns the loaded modules.")
                        .since("4.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT)
                        .tips("nondeterministic_output_order")
                        .runs(call -> call.reply().array(0)),
                refused(command("MODULE LOAD path [arg [arg ...]]", "Loads a module.")
                        .since("4.0.0")),
                refused(command(
                                "MODULE LOADEX path [CONFIG name value [CONFIG name value ...]] [ARGS args [args ...]]",
                                "Loads a module with directives of its own.")
                        .since("7.0.0")),
                refused(command("MODULE UNLOAD name", "Unloads a module.").since("4.0.0")));
    }

    private static Command refused(Command row) {
        return row.flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING).runs(call -> {
            throw Errors.of(NO_MODULES);
        });
    }

    private static void moduleHelp(Call call) {
        Help.reply(
                call,
                "LIST",
                "    Return a list of loaded modules.",
                "LOAD <path> [<arg> ...]",
                "    Load a module library from <path>, passing to it any optional arguments.",
                "LOADEX <path> [[CONFIG NAME VALUE] [CONFIG NAME VALUE]] [ARGS ...]",
                "    Load a module library from <path>, while passing it module configurations and optional arguments.",
                "UNLOAD <name>",
                "    Unload a module.");
    }

    private void monitor(Call call) {
        if (call.mustNotBlock()) {
            throw Errors.of("ERR MONITOR isn't allowed for DENY BLOCKING client");
        }
        monitors.add(call.client());
        call.reply().ok();
    }

    private void shutdown(Call call) {
        boolean aborts = call.is(1, "ABORT");
        boolean saves = false;
        boolean savesNot = false;
        boolean forced = false;
        for (int i = 1; i < call.count(); i++) {
            saves |= call.is(i, "SAVE");
            savesNot |= call.is(i, "NOSAVE");
            forced |= call.is(i, "FORCE");
            boolean known = call.is(i, "SAVE") || call.is(i, "NOSAVE") || call.is(i, "NOW") || call.is(i, "FORCE");
            if (!known && !(aborts && call.count() == 2)) {
                throw Errors.syntax();
            }
        }
        if (aborts) {
            if (!context.shutdown().abort()) {
                throw Errors.of("ERR No shutdown in progress.");
            }
            call.reply().ok();
            return;
        }
        if (saves && savesNot) {
            throw Errors.syntax();
        }
        if (!context.shutdown().end(saves, savesNot, forced)) {
            throw Errors.of("ERR Errors trying to SHUTDOWN. Check logs.");
        }
        call.client().connection().close();
    }

    private void time(Call call) {
        Keyspace keyspace = context.keyspace(); // in a script time stands still
        long micros =
                call.isOfScript() ? keyspace.now() * 1000 : keyspace.clock().wallMicros();
        call.reply().array(2);
        call.reply().bulk(micros / 1_000_000);
        call.reply().bulk(micros % 1_000_000);
    }
}
