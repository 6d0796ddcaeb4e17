package dev.vermilion.engine.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What COMMAND DOCS tells of a command and no row does, from {@code command-facts.tsv}, which is read when it is first
 * asked for.
 *
 * @param complexity how its time grows, such as {@code O(log(N)+M)}; empty if that is not said
 * @param deprecatedSince the version of Redis that deprecated it; empty if none did
 * @param system true if no user of Redis sends it
 * @param history what is new in it since it was added
 */
record CommandFacts(String complexity, String deprecatedSince, boolean system, List<Change> history) {

    /** Something new, and the version of Redis that brought it. */
    record Change(String version, String text) {}

    private static final CommandFacts NONE = new CommandFacts("", "", false, List.of());
    private static final int COLUMNS = 4;

    /** Read at first use. */
    private static final class Table {
        private static final Map<String, CommandFacts> ALL = read();

        private static Map<String, CommandFacts> read() {
            Map<String, CommandFacts> all = new HashMap<>();
            try (InputStream in = CommandFacts.class.getResourceAsStream("command-facts.tsv")) {
                if (in == null) {
                    throw new IllegalStateException("command-facts.tsv is missing");
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                    String[] cells = line.split("\t", -1);
                    all.put(cells[0], parse(cells));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return all;
        }

        private static CommandFacts parse(String[] given) {
            String[] cells = Arrays.copyOf(given, Math.max(given.length, COLUMNS));
            Arrays.fill(cells, given.length, cells.length, "");
            List<Change> history = Arrays.stream(cells, COLUMNS, cells.length)
                    .map(each -> each.split(" ", 2))
                    .map(each -> new Change(each[0], each[1]))
                    .toList();
            return new CommandFacts(cells[1], cells[2], cells[3].equals("syscmd"), history);
        }
    }

    /** What is known of the command {@code fullName}, such as {@code config|get}. */
    static CommandFacts of(String fullName) {
        return Table.ALL.getOrDefault(fullName, NONE);
    }
}
