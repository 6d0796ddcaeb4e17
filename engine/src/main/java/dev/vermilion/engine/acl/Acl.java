package dev.vermilion.engine.acl;

import dev.vermilion.engine.command.AccessControl;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Denial;
import dev.vermilion.engine.command.Transaction;
import dev.vermilion.engine.config.ConfigException;
import dev.vermilion.engine.config.ConfigLine;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.keyspace.EngineClock;
import dev.vermilion.engine.pubsub.PubSub;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.server.ServerLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The users of an engine. There is always one called {@code default}: who connects acts as this one. Once users are
 * loaded, touched by the command thread only.
 */
public final class Acl implements AccessControl {

    private static final String MIXED =
            "Configuring Redis with users defined in redis.conf and at the same setting an ACL file path is invalid."
                    + " This setup is very likely to lead to configuration errors and security holes, please define either"
                    + " an ACL file or declare users directly in your redis.conf, but not both.";

    private final Configuration configuration;
    private final EngineClock clock;
    private final ServerLog log;
    private final BiFunction<Client, Long, String> describe;
    private final Rules rules;
    private final Disconnection disconnection;
    private final AclLog denials = new AclLog();
    private final AclUser defaultUser;
    private NavigableMap<String, AclUser> users = new TreeMap<>();

    /**
     * Users, of whom there is only the default one yet.
     *
     * @param table the commands; those that rules name must be there when the rules are given
     * @param describe writes the line of CLIENT LIST for a client at a time in milliseconds
     */
    public Acl(
            CommandTable table,
            Configuration configuration,
            EngineClock clock,
            Clients clients,
            PubSub pubSub,
            ServerLog log,
            BiFunction<Client, Long, String> describe) {
        this.configuration = configuration;
        this.clock = clock;
        this.log = log;
        this.describe = describe;
        this.rules =
                new Rules(table, () -> configuration.get("acl-pubsub-default").equals("allchannels"), log::warning);
        this.defaultUser = rules.newDefaultUser();
        this.disconnection = new Disconnection(clients, pubSub, this);
        users.put(defaultUser.name(), defaultUser);
        configuration.onChange("requirepass", this::requirePassword);
        configuration.userLines(() -> hasFile() ? List.of() : lines());
    }

    private void requirePassword(String password) {
        rules.apply(defaultUser, Slice.of("resetpass"));
        rules.apply(defaultUser, Slice.of(password.isEmpty() ? "nopass" : ">" + password));
    }

    /**
     * Loads the users of redis.conf or of their file.
     *
     * @throws ConfigException if there is an error in it, which the log tells as well
     */
    public void loadAtStart() {
        List<ConfigLine> declared = configuration.users();
        Set<String> names = new HashSet<>();
        declared.forEach(each -> check(each, names));
        if (hasFile() && !declared.isEmpty()) {
            throw fatal(MIXED);
        }
        declared.forEach(this::declare);
        if (hasFile()) {
            try {
                load(null);
            } catch (RuleException e) {
                throw fatal("Aborting Redis startup because of ACL errors: " + e.text());
            }
        }
    }

    private ConfigException fatal(String text) {
        log.warning(text);
        return new ConfigException(text);
    }

    /** Finds what is wrong with a line, but for names of commands. The word shown is the one that Redis shows. */
    private void check(ConfigLine line, Set<String> names) {
        List<String> words = line.words();
        if (!names.add(words.get(1))) {
            throw wrong(line, 1, "Duplicate user found. A user can only be defined once in config files");
        }
        List<Slice> merged = Rules.merge(slices(words));
        if (merged == null) {
            throw wrong(line, slices(words).indexOf(Rules.unclosed(slices(words))), "Syntax error");
        }
        AclUser user = rules.newUser(words.get(1));
        for (int i = 0; i < merged.size(); i++) {
            try {
                rules.apply(user, merged.get(i));
            } catch (RuleException e) {
                if (!e.isUnknownName()) {
                    throw wrong(line, i, e.text());
                }
            }
        }
    }

    private static ConfigException wrong(ConfigLine line, int word, String reason) {
        String text = "Error in user declaration '" + line.words().get(word) + "': " + reason;
        return new ConfigException(text).in(line);
    }

    private static List<Slice> slices(List<String> words) {
        return words.stream().skip(2).map(Slice::of).toList();
    }

    private void declare(ConfigLine line) {
        String name = line.words().get(1);
        if (Rules.hasSpaces(Slice.of(name), 0)) {
            log.warning("Spaces not allowed in ACL usernames");
            throw fatal("Critical error while loading ACLs. Exiting.");
        }
        AclUser user = users.computeIfAbsent(name, rules::newUser);
        if (user == defaultUser) {
            rules.apply(user, Slice.of("reset"));
        }
        List<Slice> merged = Rules.merge(slices(line.words()));
        for (Slice each : merged == null ? List.<Slice>of() : merged) {
            try {
                rules.apply(user, each);
            } catch (RuleException e) {
                log.warning("Error loading ACL rule '" + each + "' for the user named '" + name + "': " + e.text());
                throw fatal("Critical error while loading ACLs. Exiting.");
            }
        }
        if (!user.isOn()) {
            log.notice("The user '" + name + "' is disabled (there is no 'on' modifier in the user description). Make"
                    + " sure this is not a configuration error.");
        }
    }

    boolean hasFile() {
        return !configuration.get("aclfile").isEmpty();
    }

    /** The file of users. */
    UserFile file() {
        String name = configuration.get("aclfile");
        return new UserFile(Path.of(configuration.get("dir")).resolve(name), name, rules);
    }

    /**
     * Makes the users those of the file, and disconnects who acts as one that is not there, or listens to what the user
     * must not listen to any more.
     *
     * @param by who asked for it, or null
     */
    void load(@Nullable Client by) {
        NavigableMap<String, AclUser> loaded = file().load();
        AclUser declared = loaded.get(defaultUser.name());
        AclUser newDefault = declared == null ? rules.newDefaultUser() : declared;
        loaded.put(defaultUser.name(), newDefault);
        List<AclUser> gone = new ArrayList<>();
        for (AclUser user : users.values()) {
            AclUser next = loaded.get(user.name());
            if (next == null) {
                gone.add(user);
            } else {
                disconnection.revoke(user, next, by);
                user.setTo(next);
                loaded.put(user.name(), user);
            }
        }
        users = loaded;
        gone.forEach(each -> disconnection.of(each, by));
    }

    /**
     * Gives a user more words, and makes the user if there is none of that name.
     *
     * @throws RuleException if one of them is wrong; nothing has changed then
     */
    void set(String name, List<Slice> words, Client by) {
        List<Slice> merged = Rules.merge(words);
        if (merged == null) {
            throw RuleException.of(
                    "Unmatched parenthesis in acl selector starting at '" + Rules.unclosed(words) + "'.");
        }
        AclUser user = users.get(name);
        AclUser next = rules.newUser(name);
        if (user != null) {
            next.setTo(user);
        }
        for (Slice each : merged) {
            try {
                rules.apply(next, each);
            } catch (RuleException e) {
                throw RuleException.of("Error in ACL SETUSER modifier '" + each + "': " + e.text());
            }
        }
        if (user == null) {
            users.put(name, next);
        } else {
            disconnection.revoke(user, next, by);
            user.setTo(next);
        }
    }

    /** Removes a user who is not the default one, and disconnects who acts as this one; false if there is none. */
    boolean remove(String name, Client by) {
        AclUser user = users.remove(name);
        if (user != null) {
            disconnection.of(user, by);
        }
        return user != null;
    }

    @Override
    public @Nullable AclUser find(String name) {
        return users.get(name);
    }

    /** All users in the order of their names. */
    Collection<AclUser> users() {
        return users.values();
    }

    /** The lines that declare all users. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        users.values().forEach(each -> lines.add(each.line()));
        return lines;
    }

    AclLog log() {
        return denials;
    }

    ServerLog serverLog() {
        return log;
    }

    @Override
    public void welcome(Client client) {
        client.user(defaultUser);
        client.authenticated(!asksForPassword());
    }

    @Override
    public boolean asksForPassword() {
        return !defaultUser.takesAnyPassword() || !defaultUser.isOn();
    }

    @Override
    public boolean takesAnyPassword() {
        return defaultUser.takesAnyPassword();
    }

    @Override
    public boolean authenticate(Client client, Slice name, Slice password, Slice by) {
        AclUser user = users.get(name.toString());
        if (user != null && user.accepts(password)) {
            client.user(user);
            client.authenticated(true);
            return true;
        }
        Transaction transaction = client.transaction();
        boolean inMulti = transaction != null && transaction.isOpen();
        Denial.Context context = inMulti ? Denial.Context.MULTI : Denial.Context.TOPLEVEL;
        note(client, Denial.Reason.AUTH, context, by, name.toString());
        return false;
    }

    @Override
    public void denied(Client client, Command command, Request words, Denial denial, Denial.Context context) {
        Slice object =
                denial.reason() == Denial.Reason.COMMAND ? Slice.of(command.fullName()) : words.argument(denial.at());
        note(client, denial.reason(), context, object, client.user().name());
    }

    private void note(Client client, Denial.Reason reason, Denial.Context context, Slice object, String user) {
        long most = configuration.number("acllog-max-len");
        long now = clock.wallMillis();
        denials.add(reason, context, object, user, describe.apply(client, now), now, most);
    }

    @Override
    public long denials(Denial.Reason reason) {
        return denials.count(reason);
    }

    @Override
    public void resetStatistics() {
        denials.resetCounts();
    }
}
