package dev.vermilion.engine.acl;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Denial;
import dev.vermilion.engine.command.User;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user. Its first selector is its own, the others were given in parentheses. */
final class AclUser implements User {

    static final String DEFAULT = "default";

    private final String name;
    private final Passwords passwords = new Passwords();
    private final List<Selector> selectors = new ArrayList<>();
    private boolean on;
    private boolean takesAnyPassword;
    /** The flag about payloads of RESTORE, as it was given; empty before. */
    private String sanitizing = "";

    private boolean unrestricted;

    /** A user who may do nothing. */
    AclUser(String name, boolean allChannels) {
        this.name = name;
        selectors.add(new Selector(allChannels));
    }

    /** Takes over all that {@code other} is, but for the name. */
    void setTo(AclUser other) {
        passwords.setTo(other.passwords);
        selectors.clear();
        other.selectors.forEach(each -> selectors.add(each.copy()));
        on = other.on;
        takesAnyPassword = other.takesAnyPassword;
        sanitizing = other.sanitizing;
        changed();
    }

    /** To be called after a change of selectors. */
    void changed() {
        unrestricted = selectors.stream().anyMatch(Selector::isUnrestricted);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUnrestricted() {
        return unrestricted;
    }

    Passwords passwords() {
        return passwords;
    }

    Selector root() {
        return selectors.get(0);
    }

    List<Selector> selectors() {
        return selectors;
    }

    boolean isOn() {
        return on;
    }

    void on(boolean on) {
        this.on = on;
    }

    boolean takesAnyPassword() {
        return takesAnyPassword;
    }

    void takesAnyPassword(boolean any) {
        this.takesAnyPassword = any;
    }

    void sanitizing(String flag) {
        this.sanitizing = flag;
    }

    /** True if one may become this user with {@code password}. */
    boolean accepts(Slice password) {
        return on && (takesAnyPassword || passwords.accept(password));
    }

    /** What no selector allows: the last key or channel, or the command if none allows that. */
    @Override
    public @Nullable Denial denial(Command command, Request words) {
        KeyUses uses = new KeyUses(command, words);
        Denial worst = null;
        for (Selector each : selectors) {
            Denial denial = each.denial(command, words, uses);
            if (denial == null) {
                return null;
            }
            if (worst == null
                    || denial.reason().compareTo(worst.reason()) > 0
                    || (denial.reason() == worst.reason() && denial.at() > worst.at())) {
                worst = denial;
            }
        }
        return worst;
    }

    @Override
    public boolean mayReadEveryKey(Command command, Request words) {
        KeyUses uses = new KeyUses(command, words);
        return selectors.stream().anyMatch(each -> each.mayReadEveryKey() && each.denial(command, words, uses) == null);
    }

    /** The flags, in the order of ACL GETUSER. */
    List<String> flags() {
        List<String> flags = new ArrayList<>();
        flags.add(on ? "on" : "off");
        if (takesAnyPassword) {
            flags.add("nopass");
        }
        if (!sanitizing.isEmpty()) {
            flags.add(sanitizing);
        }
        return flags;
    }

    /** A line of a file of users. */
    String line() {
        StringBuilder line = new StringBuilder("user ").append(name);
        flags().forEach(each -> line.append(' ').append(each));
        passwords.hashes().forEach(each -> line.append(" #").append(each));
        line.append(' ').append(root().describe());
        selectors.stream()
                .skip(1)
                .forEach(each -> line.append(" (").append(each.describe()).append(')'));
        return line.toString();
    }
}
