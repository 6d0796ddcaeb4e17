package dev.vermilion.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An argument of a command, as redis-server's COMMAND DOCS describes it. */
record Argument(String name, String type, String token, Set<String> flags, List<Argument> parts) {

    /** The arguments of all commands of a group, by the command's name in upper case. */
    static Map<String, List<Argument>> ofGroup(Wire redis, String group) {
        Reply docs = redis.run("COMMAND", "DOCS");
        Map<String, List<Argument>> commands = new TreeMap<>();
        for (int i = 0; i < docs.elements().size(); i += 2) {
            Reply doc = docs.elements().get(i + 1);
            if (doc.get("group").text().equals(group)
                    && doc.get("subcommands").elements().isEmpty()) {
                commands.put(docs.elements().get(i).text().toUpperCase(java.util.Locale.ROOT), all(doc));
            }
        }
        return commands;
    }

    private static List<Argument> all(Reply holder) {
        List<Argument> arguments = new ArrayList<>();
        for (Reply each : holder.get("arguments").elements()) {
            arguments.add(new Argument(
                    each.get("name").text(),
                    each.get("type").text(),
                    each.get("token").text(),
                    each.get("flags").elements().stream().map(Reply::text).collect(Collectors.toSet()),
                    all(each)));
        }
        return arguments;
    }

    boolean isOptional() {
        return flags.contains("optional");
    }

    boolean isRepeated() {
        return flags.contains("multiple");
    }
}
