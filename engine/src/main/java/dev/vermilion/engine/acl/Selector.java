package dev.vermilion.engine.acl;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Denial;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of permissions: commands, keys and channels that may be used together. A user has one of their own, and perhaps
 * more. The commands are a set of bits by {@link Command#id}, so that most checks are one look at a bit.
 */
final class Selector {

    /** More bits than there are commands: who may run all may run those, too, that come later. */
    private static final int ALL_COMMANDS = 2048;

    /** A pattern of keys, and what may be done with them. */
    private record KeyPattern(Slice pattern, int access) {
        @Override
        public String toString() {
            return switch (access) {
                        case KeyUses.READ -> "%R~";
                        case KeyUses.WRITE -> "%W~";
                        default -> "~";
                    }
                    + pattern;
        }
    }

    private final BitSet commands = new BitSet();
    private final Map<Integer, List<String>> firstWords = new HashMap<>();
    private final List<String> rules = new ArrayList<>();
    private final List<KeyPattern> keys = new ArrayList<>();
    private final List<Slice> channels = new ArrayList<>();
    private boolean allCommands;
    private boolean laterCommands;
    private boolean allKeys;
    private boolean allChannels;

    Selector(boolean allChannels) {
        this.allChannels = allChannels;
    }

    Selector copy() {
        Selector copy = new Selector(allChannels);
        copy.commands.or(commands);
        firstWords.forEach((id, words) -> copy.firstWords.put(id, new ArrayList<>(words)));
        copy.rules.addAll(rules);
        copy.keys.addAll(keys);
        copy.channels.addAll(channels);
        copy.allCommands = allCommands;
        copy.laterCommands = laterCommands;
        copy.allKeys = allKeys;
        return copy;
    }

    boolean isUnrestricted() {
        return allCommands && allKeys && allChannels;
    }

    boolean hasAllKeys() {
        return allKeys;
    }

    boolean hasAllChannels() {
        return allChannels;
    }

    List<Slice> channels() {
        return channels;
    }

    /** All commands, or none of them. */
    void allCommands(boolean allowed) {
        commands.clear();
        commands.set(0, ALL_COMMANDS, allowed);
        allCommands = allowed;
        laterCommands = allowed;
        firstWords.clear();
        rules.clear();
    }

    /** A command and its subcommands. */
    void command(Command command, boolean allowed) {
        commands.set(command.id(), allowed);
        allCommands &= allowed;
        firstWords.remove(command.id());
        command.subcommands().values().forEach(each -> commands.set(each.id(), allowed));
    }

    /** A command with one word behind its name. */
    void firstWord(Command command, String word) {
        List<String> words = firstWords.computeIfAbsent(command.id(), any -> new ArrayList<>());
        if (words.stream().noneMatch(word::equalsIgnoreCase)) {
            words.add(word);
        }
    }

    /** Remembers a rule about commands. It takes the place of one for the same, and of those for its subcommands. */
    void remember(String name, boolean allowed) {
        String rule = name.toLowerCase(Locale.ROOT);
        rules.removeIf(each -> each.startsWith(rule, 1)
                && (each.length() == rule.length() + 1 || each.charAt(rule.length() + 1) == '|'));
        rules.add((allowed ? "+" : "-") + rule);
    }

    void allKeys(boolean allowed) {
        allKeys = allowed;
        keys.clear();
    }

    void key(Slice pattern, int access) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).pattern.equals(pattern)) {
                keys.set(i, new KeyPattern(pattern, keys.get(i).access | access));
                return;
            }
        }
        keys.add(new KeyPattern(pattern, access));
    }

    void allChannels(boolean allowed) {
        allChannels = allowed;
        channels.clear();
    }

    void channel(Slice pattern) {
        if (!channels.contains(pattern)) {
            channels.add(pattern);
        }
    }

    /** What is missing for a command with these words, or null. */
    @Nullable
    Denial denial(Command command, Request words, KeyUses uses) {
        if (!allCommands && !mayRun(command, words)) {
            return new Denial(Denial.Reason.COMMAND, 0);
        }
        if (!allKeys) {
            for (int i = 0; i < uses.count(); i++) {
                if (!mayUse(words.argument(uses.at(i)), uses.access(i))) {
                    return new Denial(Denial.Reason.KEY, uses.at(i));
                }
            }
        }
        return allChannels ? null : ofChannels(command, words);
    }

    private boolean mayRun(Command command, Request words) {
        if (commands.get(command.id()) || command.is(Flag.NO_AUTH)) {
            return true;
        }
        List<String> first = firstWords.get(command.id());
        return first != null
                && words.count() > 1
                && first.stream().anyMatch(words.argument(1).toString()::equalsIgnoreCase);
    }

    private boolean mayUse(Slice key, int access) {
        for (KeyPattern each : keys) {
            if ((each.access & access) == access && Glob.matches(each.pattern, key, false)) {
                return true;
            }
        }
        return false;
    }

    /** True if every key there may be may be read. */
    boolean mayReadEveryKey() {
        return allKeys || keys.stream().anyMatch(each -> (each.access & KeyUses.READ) != 0 && each.pattern.is("*"));
    }

    private @Nullable Denial ofChannels(Command command, Request words) {
        int last = switch (command.name()) {
            case "SUBSCRIBE", "SSUBSCRIBE", "PSUBSCRIBE" -> words.count() - 1;
            case "PUBLISH", "SPUBLISH" -> 1;
            default -> 0;
        };
        boolean patterns = command.name().equals("PSUBSCRIBE");
        for (int i = 1; i <= last; i++) {
            if (!matches(channels, words.argument(i), patterns)) {
                return new Denial(Denial.Reason.CHANNEL, i);
            }
        }
        return null;
    }

    /** True if a channel is among those of {@code patterns}; a pattern only if it is one of them itself. */
    static boolean matches(List<Slice> patterns, Slice channel, boolean isPattern) {
        for (Slice each : patterns) {
            if (isPattern ? each.equals(channel) : Glob.matches(each, channel, false)) {
                return true;
            }
        }
        return false;
    }

    /** The rules for commands that make it what it is. */
    String describeCommands() {
        return laterCommands ? joined("+@all", rules) : joined("-@all", rules);
    }

    private static String joined(String first, List<String> rest) {
        return rest.isEmpty() ? first : first + " " + String.join(" ", rest);
    }

    String describeKeys() {
        return allKeys
                ? "~*"
                : String.join(" ", keys.stream().map(KeyPattern::toString).toList());
    }

    String describeChannels() {
        return allChannels
                ? "&*"
                : String.join(" ", channels.stream().map(each -> "&" + each).toList());
    }

    /** All rules that make it what it is. */
    String describe() {
        List<String> parts = new ArrayList<>();
        if (allKeys || !keys.isEmpty()) {
            parts.add(describeKeys());
        }
        if (!allChannels) {
            parts.add("resetchannels");
        }
        if (allChannels || !channels.isEmpty()) {
            parts.add(describeChannels());
        }
        parts.add(describeCommands());
        return String.join(" ", parts);
    }
}
