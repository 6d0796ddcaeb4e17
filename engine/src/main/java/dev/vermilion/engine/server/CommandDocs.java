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
            "seed");

    private static final Set<String> DOUBLES =
            Set.of("score", "min", "max", "weight", "timeout", "longitude", "latitude", "radius", "width", "height");

    private CommandDocs() {}

    /** Writes name and documentation: two elements of the map around. */
    static void write(Command command, ReplyWriter reply) {
        reply.bulk(command.fullName());
        Collection<Command> subcommands = command.subcommands().values();
        List<Argument> arguments = command.syntax().arguments();
        int fields = 3 + (arguments.isEmpty() ? 0 : 1) + (subcommands.isEmpty() ? 0 : 1);
        boolean deprecated = !command.deprecation().isEmpty();
        reply.map(fields + (deprecated ? 2L : 0));
        pair("summary", command.summary(), reply);
        pair("since", command.since(), reply);
        pair("group", command.group(), reply);
        if (deprecated) {
            reply.bulk("doc_flags");
            reply.set(1);
            reply.simple("deprecated");
            pair("replaced_by", command.deprecation(), reply);
        }
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

    private static void argument(Argument argument, int key, ReplyWriter reply) {
        boolean hasToken = argument.kind() == Kind.BLOCK
                && argument.parts().size() == 2
                && argument.parts().get(0).kind() == Kind.TOKEN
                && argument.parts().get(1).kind() == Kind.VALUE;
        Argument shown = hasToken ? argument.parts().get(1) : argument;
        String token = hasToken ? argument.parts().get(0).text() : shown.kind() == Kind.TOKEN ? shown.text() : "";
        List<String> flags = flags(argument, hasToken);
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

    private static List<String> flags(Argument argument, boolean hasToken) {
        List<String> flags = new ArrayList<>();
        if (argument.optional()) {
            flags.add("optional");
        }
        if (argument.multiple()) {
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
