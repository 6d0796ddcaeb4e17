package dev.vermilion.engine.acl;

import dev.vermilion.engine.command.AclCategories;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.resp.InlineArguments;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Understands the words of ACL SETUSER and applies them to a user. */
final class Rules {

    private static final String USELESS =
            "Adding a pattern after the * pattern (or the '%s' flag) is not valid and does"
                    + " not have any effect. Try '%s' to start with an empty list of %s";

    private final CommandTable table;
    private final BooleanSupplier allChannelsAtFirst;
    private final Consumer<String> warning;

    /**
     * Rules about the commands of {@code table}.
     *
     * @param allChannelsAtFirst whether new users may use all channels
     * @param warning takes what the log of the server should say
     */
    Rules(CommandTable table, BooleanSupplier allChannelsAtFirst, Consumer<String> warning) {
        this.table = table;
        this.allChannelsAtFirst = allChannelsAtFirst;
        this.warning = warning;
    }

    /** A user who may do nothing yet. */
    AclUser newUser(String name) {
        return new AclUser(name, allChannelsAtFirst.getAsBoolean());
    }

    /** The default user as it is before anybody changes it: it may do all. */
    AclUser newDefaultUser() {
        AclUser user = newUser(AclUser.DEFAULT);
        for (String each : List.of("+@all", "~*", "&*", "on", "nopass")) {
            apply(user, Slice.of(each));
        }
        return user;
    }

    /** True if {@code name} cannot be a part of a line of words. */
    static boolean hasSpaces(Slice name, int from) {
        for (int i = from; i < name.length(); i++) {
            byte b = name.byteAt(i);
            if (b == ' ' || (b >= '\t' && b <= '\r') || b == 0) {
                return true;
            }
        }
        return false;
    }

    /** A selector may come in several words: joins them. Returns null if a parenthesis is not closed. */
    static @Nullable List<Slice> merge(List<Slice> words) {
        List<Slice> merged = new ArrayList<>();
        ByteArrayOutputStream open = null;
        for (Slice word : words) {
            boolean closes = !word.isEmpty() && word.byteAt(word.length() - 1) == ')';
            if (open == null && !word.isEmpty() && word.byteAt(0) == '(' && !closes) {
                open = new ByteArrayOutputStream();
                open.writeBytes(word.toBytes());
            } else if (open == null) {
                merged.add(word);
            } else {
                open.write(' ');
                open.writeBytes(word.toBytes());
                if (closes) {
                    merged.add(Slice.of(open.toByteArray()));
                    open = null;
                }
            }
        }
        return open == null ? merged : null;
    }

    /** The word with which the parenthesis begins that is not closed. */
    static Slice unclosed(List<Slice> words) {
        int closed = words.size() - 1;
        while (merge(words.subList(0, closed)) == null) {
            closed--;
        }
        return words.get(closed);
    }

    /**
     * Applies one word.
     *
     * @throws RuleException if it is none, or does not fit; the user is as before then
     */
    void apply(AclUser user, Slice word) {
        if (!word.isEmpty()) {
            applyToUser(user, word);
            user.changed();
        }
    }

    private void applyToUser(AclUser user, Slice word) {
        switch (word.toString().toLowerCase(Locale.ROOT)) {
            case "on" -> user.on(true);
            case "off" -> user.on(false);
            case "skip-sanitize-payload" -> user.sanitizing("skip-sanitize-payload");
            case "sanitize-payload" -> user.sanitizing("sanitize-payload");
            case "nopass" -> password(user, true);
            case "resetpass" -> password(user, false);
            case "clearselectors" ->
                user.selectors().subList(1, user.selectors().size()).clear();
            case "reset" -> reset(user);
            default -> applyToParts(user, word);
        }
    }

    private static void password(AclUser user, boolean any) {
        user.takesAnyPassword(any);
        user.passwords().clear();
    }

    private void reset(AclUser user) {
        for (String each : List.of("resetpass", "resetkeys", "resetchannels", "off", "sanitize-payload")) {
            apply(user, Slice.of(each));
        }
        user.root().allChannels(allChannelsAtFirst.getAsBoolean());
        apply(user, Slice.of("clearselectors"));
        apply(user, Slice.of("-@all"));
    }

    private void applyToParts(AclUser user, Slice word) {
        Slice rest = behind(word, 1);
        switch (word.byteAt(0)) {
            case '>' -> add(user, Passwords.hash(rest));
            case '#' -> add(user, Passwords.checked(rest));
            case '<' -> user.passwords().remove(Passwords.hash(rest));
            case '!' -> user.passwords().remove(Passwords.checked(rest));
            default -> {
                if (word.byteAt(0) == '(' && word.byteAt(word.length() - 1) == ')') {
                    user.selectors().add(selector(word));
                } else {
                    applyToSelector(user.root(), word);
                }
            }
        }
    }

    private static void add(AclUser user, String hash) {
        user.passwords().add(hash);
        user.takesAnyPassword(false);
    }

    private Selector selector(Slice word) {
        Selector selector = new Selector(allChannelsAtFirst.getAsBoolean());
        Request words = new Request();
        int from = word.offset() + 1;
        if (InlineArguments.split(word.array(), from, Math.max(from, word.offset() + word.length() - 1), words)) {
            for (int i = 0; i < words.count(); i++) {
                if (words.argument(i).isEmpty()) {
                    throw RuleException.syntax();
                }
                applyToSelector(selector, words.argument(i));
            }
        }
        return selector;
    }

    private void applyToSelector(Selector selector, Slice word) {
        String text = word.toString();
        switch (text.toLowerCase(Locale.ROOT)) {
            case "allkeys", "~*" -> selector.allKeys(true);
            case "resetkeys" -> selector.allKeys(false);
            case "allchannels", "&*" -> selector.allChannels(true);
            case "resetchannels" -> selector.allChannels(false);
            case "allcommands", "+@all" -> selector.allCommands(true);
            case "nocommands", "-@all" -> selector.allCommands(false);
            default -> {
                switch (word.byteAt(0)) {
                    case '~', '%' -> keys(selector, word);
                    case '&' -> channel(selector, word);
                    case '+', '-' -> commands(selector, text.substring(1), text.charAt(0) == '+');
                    default -> throw RuleException.syntax();
                }
            }
        }
    }

    private static void keys(Selector selector, Slice word) {
        if (selector.hasAllKeys()) {
            throw RuleException.of(USELESS.formatted("allkeys", "resetkeys", "patterns"));
        }
        int access = word.byteAt(0) == '~' ? KeyUses.READ | KeyUses.WRITE : 0;
        int at = 1;
        if (access == 0) {
            while (at < word.length() && word.byteAt(at) != '~') {
                int more = access(word.byteAt(at++));
                if (more == 0 || (access & more) != 0) {
                    throw RuleException.syntax();
                }
                access |= more;
            }
            at++;
        }
        if (access == 0 || at > word.length() || hasSpaces(word, at)) {
            throw RuleException.syntax();
        }
        selector.key(behind(word, at), access);
    }

    private static int access(byte letter) {
        return switch (letter) {
            case 'r', 'R' -> KeyUses.READ;
            case 'w', 'W' -> KeyUses.WRITE;
            default -> 0;
        };
    }

    private static void channel(Selector selector, Slice word) {
        if (selector.hasAllChannels()) {
            throw RuleException.of(USELESS.formatted("allchannels", "resetchannels", "channels"));
        }
        if (hasSpaces(word, 1)) {
            throw RuleException.syntax();
        }
        selector.channel(behind(word, 1));
    }

    private void commands(Selector selector, String name, boolean allowed) {
        if (name.startsWith("@")) {
            category(selector, name, allowed);
            return;
        }
        int bar = name.lastIndexOf('|');
        if (allowed && bar >= 0) {
            commandWithWord(selector, name, name.substring(0, bar), name.substring(bar + 1));
        } else {
            Command command = known(name);
            selector.command(command, allowed);
            selector.remember(command.fullName(), allowed);
        }
    }

    private void commandWithWord(Selector selector, String name, String commandName, String word) {
        Command command = known(commandName);
        if (command.isSubcommand()) {
            throw RuleException.of("Allowing first-arg of a subcommand is not supported");
        }
        if (word.isEmpty()) {
            throw RuleException.syntax();
        }
        if (command.subcommands().isEmpty()) {
            warning.accept(
                    "Deprecation warning: Allowing a first arg of an otherwise blocked command is a misuse of ACL"
                            + " and may get disabled in the future (offender: +" + name + ")");
            selector.firstWord(command, word);
            selector.remember(name, true);
        } else {
            Command sub = known(name);
            selector.command(sub, true);
            selector.remember(sub.fullName(), true);
        }
    }

    private Command known(String name) {
        Command command = table.find(name);
        if (command == null) {
            throw RuleException.unknownName();
        }
        return command;
    }

    private void category(Selector selector, String name, boolean allowed) {
        String category = name.substring(1).toLowerCase(Locale.ROOT);
        if (!AclCategories.ALL.contains(category)) {
            throw RuleException.unknownName();
        }
        for (Command each : table.allWithSubcommands()) {
            if (each.aclCategories().contains(category)) {
                selector.command(each, allowed);
            }
        }
        selector.remember(name, allowed);
    }

    /** The bytes from {@code from} on, kept apart from where the word came from. */
    private static Slice behind(Slice word, int from) {
        byte[] bytes = new byte[word.length() - from];
        System.arraycopy(word.array(), word.offset() + from, bytes, 0, bytes.length);
        return Slice.of(bytes);
    }
}
