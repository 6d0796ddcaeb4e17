package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Argument;
import dev.vermilion.engine.command.Argument.Kind;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Syntax;
import dev.vermilion.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An entry of COMMAND DOCS, derived from the syntax line of a row: redis-cli makes its hints of it. The type of a value
 * follows from its name.
 */
final class CommandDocs {

    private static final Set<String> INTEGERS = Set.of(
            "count",
            "offset",
            "index",
            "start",
            "stop",
            "end",
            "numkeys",
            "cursor",
            "seconds",
            "milliseconds",
            "rank",
            "limit",
            "len",
            "db",
            "bit",
            "value-bits",
            "numreplicas",
            "destination-db",
            "index1",
            "index2",
            "exactly",
            "num-matches",
            "protover",
            "client-id",
            "connection-id",
            "numfields",
            "freq",
            "numlocal",
            "threshold",
            "unix-time-seconds",
            "unix-time-milliseconds",
            "timeout-milliseconds",
            "seed",
            "slot",
            "start-slot",
            "end-slot",
            "port",
            "cluster-bus-port",
            "decrement",
            "config-epoch",
            "entries-read",
            "entries-added",
            "ms");

    private static final Set<String> DOUBLES =
            Set.of("score", "min", "max", "weight", "timeout", "longitude", "latitude", "radius", "width", "height");

    private static final String OF_A_CONTAINER = "That of the subcommand";

    private CommandDocs() {}

    /** Writes name and documentation: two elements of the map around. */
    static void write(Command command, ReplyWriter reply) {
        reply.bulk(command.fullName());
        Collection<Command> subcommands = command.subcommands().values();
        List<Argument> arguments = command.syntax().arguments();
        CommandFacts facts = CommandFacts.of(command.fullName());
        int start = reply.size();
        int fields = 3 + (arguments.isEmpty() ? 0 : 1) + (subcommands.isEmpty() ? 0 : 1);
        pair("summary", command.summary(), reply);
        pair("since", command.since(), reply);
        pair("group", command.group(), reply);
        fields += optional("complexity", command.handler() == null ? OF_A_CONTAINER : facts.complexity(), reply);
        fields += flags(command, facts, reply);
        if (!command.deprecation().isEmpty()) {
            fields += optional("deprecated_since", facts.deprecatedSince(), reply);
            fields += optional("replaced_by", command.deprecation(), reply);
        }
        fields += history(facts.history(), reply);
        reply.mapAround(start, fields);
        if (!arguments.isEmpty()) {
            reply.bulk("arguments");
            reply.array(arguments.size());
            int key = 0;
            for (Argument each : arguments) {
                argument(each, key, reply);
                key += isKey(each) ? 1 : 0;
            }
        }
        if (!subcommands.isEmpty()) {
            reply.bulk("subcommands");
            reply.map(subcommands.size());
            subcommands.forEach(each -> write(each, reply));
        }
    }

    /** What stands behind the token that a block begins with, as one argument; other arguments are returned as they are. */
    private static Argument withoutToken(Argument argument) {
        List<Argument> parts = argument.parts();
        boolean begins = argument.kind() == Kind.BLOCK
                && parts.size() > 1
                && parts.get(0).kind() == Kind.TOKEN
                && parts.get(1).kind() != Kind.TOKEN;
        if (!begins) {
            return argument;
        }
        return parts.size() == 2 && !parts.get(1).optional()
                ? parts.get(1)
                : new Argument(Kind.BLOCK, "", parts.subList(1, parts.size()), false, false);
    }

    private static int optional(String name, String value, ReplyWriter reply) {
        if (value.isEmpty()) {
            return 0;
        }
        pair(name, value, reply);
        return 1;
    }

    private static int flags(Command command, CommandFacts facts, ReplyWriter reply) {
        boolean deprecated = !command.deprecation().isEmpty();
        if (!deprecated && !facts.system()) {
            return 0;
        }
        reply.bulk("doc_flags");
        reply.set(1);
        reply.simple(deprecated ? "deprecated" : "syscmd");
        return 1;
    }

    private static int history(List<CommandFacts.Change> history, ReplyWriter reply) {
        if (history.isEmpty()) {
            return 0;
        }
        reply.bulk("history");
        reply.set(history.size());
        for (CommandFacts.Change each : history) {
            reply.array(2);
            reply.bulk(each.version());
            reply.bulk(each.text());
        }
        return 1;
    }

    private static void argument(Argument argument, int key, ReplyWriter reply) {
        Argument shown = withoutToken(argument);
        boolean hasToken = !shown.equals(argument);
        String token = hasToken ? argument.parts().get(0).text() : shown.kind() == Kind.TOKEN ? shown.text() : "";
        List<String> flags = flags(argument, shown, hasToken);
        boolean group = shown.kind() == Kind.BLOCK || shown.kind() == Kind.CHOICE;
        String type = type(shown);
        boolean isKey = type.equals("key");
        reply.map(2L + (isKey ? 1 : 0) + (token.isEmpty() ? 0 : 1) + (flags.isEmpty() ? 0 : 1) + (group ? 1 : 0));
        pair("name", name(shown), reply);
        pair("type", type, reply);
        if (isKey) {
            reply.bulk("key_spec_index");
            reply.integer(key);
        }
        if (!token.isEmpty()) {
            pair("token", token, reply);
        }
        if (!flags.isEmpty()) {
            reply.bulk("flags");
            reply.set(flags.size());
            flags.forEach(reply::simple);
        }
        if (group) {
            reply.bulk("arguments");
            reply.array(shown.parts().size());
            shown.parts().forEach(each -> argument(each, key, reply));
        }
    }

    private static List<String> flags(Argument argument, Argument shown, boolean hasToken) {
        List<String> flags = new ArrayList<>();
        if (argument.optional()) {
            flags.add("optional");
        }
        if (argument.multiple() || shown.multiple()) {
            flags.add("multiple");
        }
        if (argument.multiple() && hasToken) {
            flags.add("multiple_token");
        }
        return flags;
    }

    /** Its own name; a group is called by its members. */
    private static String name(Argument argument) {
        return switch (argument.kind()) {
            case VALUE -> argument.text();
            case TOKEN -> argument.text().toLowerCase(Locale.ROOT);
            case BLOCK -> join(argument, "_");
            case CHOICE -> join(argument, "_or_");
        };
    }

    private static String join(Argument group, String between) {
        return group.parts().stream().map(CommandDocs::name).collect(Collectors.joining(between));
    }

    private static String type(Argument argument) {
        return switch (argument.kind()) {
            case TOKEN -> "pure-token";
            case BLOCK -> "block";
            case CHOICE -> "oneof";
            case VALUE -> typeOfValue(argument.text());
        };
    }

    private static String typeOfValue(String name) {
        if (Syntax.isKeyName(name)) {
            return "key";
        } else if (name.equals("pattern")) {
            return "pattern";
        } else if (name.startsWith("unix-time")) {
            return "unix-time";
        } else if (INTEGERS.contains(name)) {
            return "integer";
        }
        return DOUBLES.contains(name) ? "double" : "string";
    }

    private static boolean isKey(Argument argument) {
        return argument.kind() == Kind.VALUE && Syntax.isKeyName(argument.text());
    }

    private static void pair(String name, String value, ReplyWriter reply) {
        reply.bulk(name);
        reply.bulk(value);
    }
}
