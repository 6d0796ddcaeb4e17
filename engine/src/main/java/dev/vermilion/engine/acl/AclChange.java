package dev.vermilion.engine.acl;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The subcommands of ACL that change users, or the file of users. */
final class AclChange {

    private static final String NO_FILE =
            "ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL"
                    + " SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set)"
                    + " in order to store users in the Redis configuration.";

    private final Acl acl;

    AclChange(Acl acl) {
        this.acl = acl;
    }

    void set(Call call) {
        if (Rules.hasSpaces(call.arg(2), 0)) {
            throw Errors.of("ERR Usernames can't contain spaces or null characters");
        }
        List<Slice> words = new ArrayList<>();
        for (int i = 3; i < call.count(); i++) {
            words.add(call.arg(i));
        }
        try {
            acl.set(call.arg(2).toString(), words, call.client());
        } catch (RuleException e) {
            throw Errors.of("ERR " + e.text());
        }
        call.reply().ok();
    }

    void delete(Call call) {
        for (int i = 2; i < call.count(); i++) {
            if (call.arg(i).toString().equals(AclUser.DEFAULT)) {
                throw Errors.of("ERR The 'default' user cannot be removed");
            }
        }
        int deleted = 0;
        for (int i = 2; i < call.count(); i++) {
            deleted += acl.remove(call.arg(i).toString(), call.client()) ? 1 : 0;
        }
        call.reply().integer(deleted);
    }

    void load(Call call) {
        requireFile();
        try {
            acl.load(call.client());
        } catch (RuleException e) {
            throw Errors.of("ERR " + e.text());
        }
        call.reply().ok();
    }

    void save(Call call) {
        requireFile();
        try {
            acl.file().save(acl.users());
        } catch (IOException e) {
            acl.serverLog().warning("Writing ACL file for ACL SAVE: " + e);
            throw Errors.of("ERR There was an error trying to save the ACLs. Please check the server logs for more"
                    + " information");
        }
        call.reply().ok();
    }

    private void requireFile() {
        if (!acl.hasFile()) {
            throw Errors.of(NO_FILE);
        }
    }
}
