package dev.vermilion.engine.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the server tells of its commands (COMMAND DOCS): for help, for completion, for hints while one types. */
final class CommandHelp {

    /** A command or subcommand. */
    private record Entry(String name, String arguments, String summary, String since, String group) {}

    private final Session session;
    private final Map<String, Entry> entries = new TreeMap<>();
    private boolean asked;

    CommandHelp(Session session) {
        this.session = session;
    }

    /** Prints help on nothing in particular, on {@code @group} or on a command. */
    void print(List<String> topic, Console console) {
        if (topic.isEmpty()) {
            console.out("""
                    To get help about Redis commands type:
                          "help @<group>" to get a list of commands in <group>
                          "help <command>" for help on <command>
                          "quit" to exit

                    Also: "connect <host> <port>", "clear", a number in front of a command to repeat it,
                    ":set hints" and ":set nohints".
                    """);
            return;
        }
        ask();
        String wanted = String.join(" ", topic).toUpperCase(Locale.ROOT);
        for (Entry each : entries.values()) {
            boolean inGroup = wanted.equals("@" + each.group.toUpperCase(Locale.ROOT));
            if (inGroup || (each.name + " ").startsWith(wanted + " ")) {
                console.out("\r\n  \u001b[1m" + each.name + "\u001b[0m \u001b[90m" + each.arguments + "\u001b[0m\r\n");
                console.out("  \u001b[33msummary:\u001b[0m " + each.summary + "\r\n");
                console.out("  \u001b[33msince:\u001b[0m " + each.since + "\r\n");
                console.out(inGroup ? "" : "  \u001b[33mgroup:\u001b[0m " + each.group + "\r\n");
            }
        }
        console.out("\r\n");
    }

    /** The commands that begin as {@code start} does, in the case in which it is typed. */
    List<String> completions(String start) {
        ask();
        boolean lower = !start.isEmpty() && Character.isLowerCase(start.charAt(start.length() - 1));
        return entries.keySet().stream()
                .filter(each -> each.startsWith(start.toUpperCase(Locale.ROOT)))
                .map(each -> lower ? each.toLowerCase(Locale.ROOT) : each)
                .toList();
    }

    /** The arguments that are still to come of a line, or nothing. */
    String hint(String line) {
        ask();
        String[] words = line.strip().split("\\s+");
        String upper = line.strip().toUpperCase(Locale.ROOT);
        for (int length = Math.min(2, words.length); length > 0; length--) {
            String name = String.join(" ", List.of(words).subList(0, length)).toUpperCase(Locale.ROOT);
            Entry entry = entries.get(name);
            if (entry != null && (upper.equals(name) || upper.startsWith(name + " "))) {
                String rest = entry.arguments;
                for (int i = length; i < words.length && !rest.startsWith("[") && !rest.isEmpty(); i++) {
                    int end = rest.indexOf(' ');
                    rest = end < 0 ? "" : rest.substring(end + 1);
                }
                return rest.isEmpty() ? "" : line.endsWith(" ") ? rest : " " + rest;
            }
        }
        return "";
    }

    private void ask() {
        if (asked) {
            return;
        }
        try {
            Reply docs = session.connect().ask("COMMAND", "DOCS");
            asked = true;
            if (!docs.isError()) {
                read("", docs);
            }
        } catch (IOException e) {
            asked = false; // next time perhaps
        }
    }

    private void read(String container, Reply docs) {
        for (int i = 0; i + 1 < docs.elements().size(); i += 2) {
            String name = docs.at(i).text().replace('|', ' ').toUpperCase(Locale.ROOT);
            Reply about = docs.at(i + 1);
            Reply subcommands = about.get("subcommands");
            if (subcommands.elements().isEmpty()) {
                entries.put(
                        name,
                        new Entry(
                                name,
                                arguments(about.get("arguments").elements(), " "),
                                about.get("summary").text(),
                                about.get("since").text(),
                                about.get("group").text()));
            } else {
                read(container, subcommands);
            }
        }
    }

    private static String arguments(List<Reply> arguments, String between) {
        List<String> shown = new ArrayList<>();
        arguments.forEach(each -> shown.add(argument(each)));
        return String.join(between, shown);
    }

    /** One argument as the manual writes it. */
    private static String argument(Reply argument) {
        List<String> flags =
                argument.get("flags").elements().stream().map(Reply::text).toList();
        String token = argument.get("token").text();
        String type = argument.get("type").text();
        String display = argument.get("display_text").text();
        String inner = switch (type) {
            case "oneof" -> arguments(argument.get("arguments").elements(), "|");
            case "block" -> arguments(argument.get("arguments").elements(), " ");
            case "pure-token" -> "";
            default -> display.isEmpty() ? argument.get("name").text() : display;
        };
        String text = token.isEmpty() ? inner : (token + " " + inner).strip();
        if (flags.contains("multiple")) {
            text += flags.contains("multiple_token") ? " [" + text + " ...]" : " [" + inner + " ...]";
        }
        return flags.contains("optional") ? "[" + text + "]" : text;
    }
}
