package dev.vermilion.engine.docs;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page {@code docs/commands.md}: every command with its syntax, and the file where its row is. */
final class CommandsPage {

    static final Path SOURCES = Path.of("src/main/java");
    static final Path PAGE = Path.of("../docs/commands.md");

    /**
     * A row, but not one in a comment; GROUP and RANGES are arguments, not names of subcommands. Rooms whose rows have
     * much in common begin them with a method of their own.
     */
    private static final Pattern ROW = Pattern.compile(
            "(?m)^(?!\\s*\\*).*\\b(?:command|change|fact|admin)\\(\\s*\"([A-Z_-]+(?: (?!GROUP |RANGES )[A-Z][A-Z-]+)?)");

    private CommandsPage() {}

    /** Writes the page anew; to be run in the engine's folder. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(PAGE, text(table()));
    }

    /** The commands of an engine as it is opened. */
    static CommandTable table() throws IOException {
        try (Engine engine = Engine.open(EngineConfig.builder().port(0).build())) {
            return engine.commands();
        }
    }

    static String text(CommandTable table) {
        Map<String, Path> files = filesByCommand();
        Map<String, List<Command>> groups = new TreeMap<>();
        for (Command command : table.allWithSubcommands()) {
            if (command.handler() != null) {
                groups.computeIfAbsent(command.group(), group -> new ArrayList<>())
                        .add(command);
            }
        }
        StringBuilder page = new StringBuilder("# Commands\n\nGenerated from the command table by `docs/renew`.\n");
        groups.forEach((group, commands) -> {
            page.append("\n## ").append(group).append("\n\n| command | since | row |\n|---|---|---|\n");
            commands.sort(Comparator.comparing(Command::fullName));
            commands.forEach(command -> page.append(row(command, files)));
        });
        return page.toString();
    }

    private static String row(Command command, Map<String, Path> files) {
        Path file = files.get(name(command));
        String link = file == null ? "" : "[" + file.getFileName() + "](../engine/" + file + ")";
        String syntax = command.syntax().line().replace("|", "\\|");
        return "| `" + syntax + "` | " + command.since() + " | " + link + " |\n";
    }

    /** {@code CONFIG GET} */
    static String name(Command command) {
        return command.fullName().replace('|', ' ').toUpperCase(Locale.ROOT);
    }

    /** Where in the sources the row of each command is; a name that is there twice is told by its second file. */
    static Map<String, Path> filesByCommand() {
        Map<String, Path> files = new TreeMap<>();
        rows((name, file) -> files.put(name, file));
        return files;
    }

    /** Called for every row in the sources. */
    interface RowVisitor {
        void row(String name, Path file);
    }

    static void rows(RowVisitor visitor) {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path file : sources.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                for (Matcher row = ROW.matcher(Files.readString(file)); row.find(); ) {
                    visitor.row(row.group(1), file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
