package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All commands of an engine by name. Built at start; look-ups allocate nothing. */
public final class CommandTable {

    private final Map<String, Command> byName = new LinkedHashMap<>();
    private Command[] slots = new Command[1024];
    private String[] names = new String[1024];
    private int nextId;

    /**
     * Adds the rows of a room.
     *
     * @param group the group of COMMAND DOCS
     * @throws IllegalStateException if a name is there already or a row has no method
     */
    public void add(String group, List<Command> rows) {
        for (Command row : rows) {
            row.group(group);
            if (byName.put(row.name(), row) != null) {
                throw new IllegalStateException(row.name() + " stands in the table twice");
            }
            requireMethod(row);
            row.id(nextId++);
            row.subcommands().values().forEach(each -> each.id(nextId++));
            insert(row);
        }
    }

    /**
     * Gives a command another name; under its old one it is not found any more. It still calls itself by that.
     *
     * @param name the name of before
     * @param newName the new one; empty if the command is not to be found at all
     * @return why that cannot be done, in Redis's words, or nothing
     */
    public String rename(String name, String newName) {
        String wanted = newName.toUpperCase(Locale.ROOT);
        Command command = byName.remove(name.toUpperCase(Locale.ROOT));
        if (command == null) {
            return "No such command in rename-command";
        }
        if (!wanted.isEmpty() && byName.putIfAbsent(wanted, command) != null) {
            return "Target command name already exists";
        }
        placeAll(slots.length);
        return "";
    }

    private static void requireMethod(Command row) {
        if (row.handler() == null && row.subcommands().isEmpty()) {
            throw new IllegalStateException(row.name() + " has no method");
        }
        for (Command sub : row.subcommands().values()) {
            if (sub.handler() == null) {
                throw new IllegalStateException(sub.fullName() + " has no method");
            }
        }
    }

    /** The command of that name in any case, or null. */
    public @Nullable Command find(Slice name) {
        int at = hash(name) & slots.length - 1;
        while (slots[at] != null) {
            if (name.is(names[at])) {
                return slots[at];
            }
            at = at + 1 & slots.length - 1;
        }
        return null;
    }

    /** The command or subcommand that a request names, or null. */
    public @Nullable Command find(Request request) {
        Command command = find(request.argument(0));
        if (command == null || command.subcommands().isEmpty() || request.count() < 2) {
            return command;
        }
        return subcommand(command, request.argument(1));
    }

    /** The subcommand of that name in any case; null if there is none. */
    public static @Nullable Command subcommand(Command container, Slice name) {
        for (Command sub : container.subcommands().values()) {
            if (name.is(sub.subName())) {
                return sub;
            }
        }
        return null;
    }

    /** The command called {@code name}, or null; a subcommand as {@code config|get}. Any case. */
    public @Nullable Command find(String name) {
        String[] words = name.toUpperCase(Locale.ROOT).split("\\|", 2);
        Command command = byName.get(words[0]);
        return command == null || words.length == 1
                ? command
                : command.subcommands().get(words[1]);
    }

    /** All commands, without subcommands. */
    public Collection<Command> all() {
        return byName.values();
    }

    /** All commands, each container followed by its subcommands. */
    public List<Command> allWithSubcommands() {
        List<Command> all = new ArrayList<>();
        for (Command command : byName.values()) {
            all.add(command);
            all.addAll(command.subcommands().values());
        }
        return all;
    }

    private void insert(Command row) {
        if (byName.size() * 2 > slots.length) {
            placeAll(slots.length * 2);
        } else {
            place(row.name(), row);
        }
    }

    private void placeAll(int size) {
        slots = new Command[size];
        names = new String[size];
        byName.forEach(this::place);
    }

    private void place(String name, Command row) {
        int at = hash(Slice.of(name)) & slots.length - 1;
        while (slots[at] != null) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = row;
        names[at] = name;
    }

    /** A hash that does not see the case of letters. */
    private static int hash(Slice name) {
        int hash = name.length();
        for (int i = 0; i < name.length(); i++) {
            hash = hash * 31 + (name.byteAt(i) | 0x20);
        }
        return hash ^ hash >>> 15;
    }
}
