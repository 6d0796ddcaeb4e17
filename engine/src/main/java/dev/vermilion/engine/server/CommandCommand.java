package dev.vermilion.engine.server;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** COMMAND: what clients ask to know the commands. All of it comes from the rows. */
final class CommandCommand {

    private final CommandTable table;

    CommandCommand(CommandTable table) {
        this.table = table;
    }

    Command row() {
        CommandKeys keys = new CommandKeys(table);
        return command("COMMAND", "Returns what is known of all commands.")
                .since("2.8.13")
                .arity(-1)
                .flags(Flag.LOADING, Flag.STALE)
                .categories("connection")
                .tips("nondeterministic_output_order")
                .runs(call -> infos(call, table.all()))
                .subcommands(List.of(
                        anyTime(command("COMMAND COUNT", "Counts the commands.").since("2.8.13"))
                                .runs(call -> call.reply().integer(table.all().size())),
                        anyTime(command(
                                                "COMMAND DOCS [command-name [command-name ...]]",
                                                "Returns the documentation of commands.")
                                        .since("7.0.0"))
                                .tips("nondeterministic_output_order")
                                .runs(this::docs),
                        anyTime(command(
                                                "COMMAND GETKEYS command [arg [arg ...]]",
                                                "Returns the keys in the words of a command.")
                                        .since("2.8.13"))
                                .runs(keys::keys),
                        anyTime(command(
                                                "COMMAND GETKEYSANDFLAGS command [arg [arg ...]]",
                                                "Returns the keys in the words of a command, and what is done with them.")
                                        .since("7.0.0"))
                                .runs(keys::keysAndFlags),
                        anyTime(command("COMMAND HELP", "Says what COMMAND can do.")
                                        .since("5.0.0"))
                                .runs(CommandCommand::help),
                        anyTime(command(
                                                "COMMAND INFO [command-name [command-name ...]]",
                                                "Returns what is known of commands.")
                                        .since("2.8.13"))
                                .tips("nondeterministic_output_order")
                                .runs(this::info),
                        anyTime(command(
                                                "COMMAND LIST [FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern>]",
                                                "Returns the names of commands.")
                                        .since("7.0.0"))
                                .tips("nondeterministic_output_order")
                                .runs(this::list)));
    }

    /** The flags and the category that all of them have. */
    private static Command anyTime(Command row) {
        return row.flags(Flag.LOADING, Flag.STALE).categories("connection");
    }

    private void info(Call call) {
        if (call.count() == 2) {
            infos(call, table.all());
            return;
        }
        call.reply().array(call.count() - 2L);
        for (int i = 2; i < call.count(); i++) {
            Command command = table.find(call.arg(i).toString());
            if (command == null) {
                call.reply().nullArray();
            } else {
                CommandInfo.write(command, call.reply());
            }
        }
    }

    private static void infos(Call call, Collection<Command> commands) {
        call.reply().array(commands.size());
        commands.forEach(each -> CommandInfo.write(each, call.reply()));
    }

    private void docs(Call call) {
        List<Command> commands = new ArrayList<>();
        for (int i = 2; i < call.count(); i++) {
            Command command = table.find(call.arg(i).toString());
            if (command != null) {
                commands.add(command);
            }
        }
        if (call.count() == 2) {
            commands.addAll(table.all());
        }
        call.reply().map(commands.size());
        commands.forEach(each -> CommandDocs.write(each, call.reply()));
    }

    private void list(Call call) {
        boolean filtered = call.count() == 5 && call.is(2, "FILTERBY");
        if (call.count() > 2 && !filtered) {
            throw Errors.syntax();
        }
        List<Command> commands = new ArrayList<>(table.allWithSubcommands());
        if (filtered) {
            commands.removeIf(filter(call.arg(3), call.arg(4)).negate());
        }
        ReplyWriter reply = call.reply();
        reply.set(commands.size());
        commands.forEach(each -> reply.bulk(each.fullName()));
    }

    private static Predicate<Command> filter(Slice by, Slice what) {
        if (by.is("MODULE")) {
            return any -> false; // there are none
        } else if (by.is("ACLCAT")) {
            String category = what.toString().toLowerCase(Locale.ROOT);
            return each -> each.aclCategories().contains(category);
        } else if (by.is("PATTERN")) {
            return each -> Glob.matches(what, Slice.of(each.fullName()), true);
        }
        throw Errors.syntax();
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "(no subcommand)",
                "    Return details about all Redis commands.",
                "COUNT",
                "    Return the total number of commands in this Redis server.",
                "LIST",
                "    Return a list of all commands in this Redis server.",
                "INFO [<command-name> ...]",
                "    Return details about multiple Redis commands.",
                "    If no command names are given, documentation details for all",
                "    commands are returned.",
                "DOCS [<command-name> ...]",
                "    Return documentation details about multiple Redis commands.",
                "    If no command names are given, documentation details for all",
                "    commands are returned.",
                "GETKEYS <full-command>",
                "    Return the keys from a full Redis command.",
                "GETKEYSANDFLAGS <full-command>",
                "    Return the keys and the access flags from a full Redis command.");
    }
}
