package dev.vermilion.engine.acl;

import dev.vermilion.engine.command.AclCategories;
import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Denial;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** The subcommands of ACL that change nothing. */
final class AclShow {

    private static final int QUOTED = 128;
    private static final int DEFAULT_BITS = 256;
    private static final int MOST_BITS = 4096;

    private final Acl acl;
    private final CommandTable table;
    private final SecureRandom random = new SecureRandom();

    AclShow(Acl acl, CommandTable table) {
        this.acl = acl;
        this.table = table;
    }

    /** Refuses a call of more than {@code words} words as Redis refuses it. */
    static void atMost(Call call, int words) {
        if (call.count() > words) {
            throw Errors.of("ERR unknown subcommand or wrong number of arguments for '"
                    + Errors.quoted(call.arg(1), QUOTED) + "'. Try ACL HELP.");
        }
    }

    void categories(Call call) {
        atMost(call, 3);
        if (call.count() == 2) {
            array(call, AclCategories.ALL);
            return;
        }
        String category = call.arg(2).toLowerCase();
        if (!AclCategories.ALL.contains(category)) {
            throw Errors.of("ERR Unknown category '" + Errors.quoted(call.arg(2), QUOTED) + "'");
        }
        array(
                call,
                table.allWithSubcommands().stream()
                        .filter(each -> each.aclCategories().contains(category))
                        .map(Command::fullName)
                        .toList());
    }

    private static void array(Call call, Collection<String> texts) {
        call.reply().array(texts.size());
        texts.forEach(call.reply()::bulk);
    }

    void list(Call call) {
        array(call, acl.lines());
    }

    void users(Call call) {
        array(call, acl.users().stream().map(AclUser::name).toList());
    }

    static void whoAmI(Call call) {
        call.reply().bulk(call.client().user().name());
    }

    void user(Call call) {
        AclUser user = acl.find(call.arg(2).toString());
        ReplyWriter reply = call.reply();
        if (user == null) {
            reply.nullBulk();
            return;
        }
        reply.map(6);
        reply.bulk("flags");
        reply.set(user.flags().size());
        user.flags().forEach(reply::bulk);
        reply.bulk("passwords");
        array(call, user.passwords().hashes());
        selector(user.root(), reply);
        List<Selector> others = user.selectors().subList(1, user.selectors().size());
        reply.bulk("selectors");
        reply.array(others.size());
        for (Selector each : others) {
            reply.map(3);
            selector(each, reply);
        }
    }

    private static void selector(Selector selector, ReplyWriter reply) {
        reply.bulk("commands");
        reply.bulk(selector.describeCommands());
        reply.bulk("keys");
        reply.bulk(selector.describeKeys());
        reply.bulk("channels");
        reply.bulk(selector.describeChannels());
    }

    void password(Call call) {
        atMost(call, 3);
        long bits = call.count() == 3 ? call.integer(2) : DEFAULT_BITS;
        if (bits <= 0 || bits > MOST_BITS) {
            throw Errors.of("ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
                    + " number up to " + MOST_BITS);
        }
        int digits = (int) (bits + 3) / 4;
        byte[] bytes = new byte[(digits + 1) / 2];
        random.nextBytes(bytes);
        call.reply().bulk(HexFormat.of().formatHex(bytes).substring(0, digits));
    }

    void tryOut(Call call) {
        AclUser user = acl.find(call.arg(2).toString());
        if (user == null) {
            throw Errors.of("ERR User '" + call.arg(2) + "' not found");
        }
        Request words = new Request();
        for (int i = 3; i < call.count(); i++) {
            words.add()
                    .set(call.arg(i).array(), call.arg(i).offset(), call.arg(i).length());
        }
        Command command = table.find(words);
        if (command == null) {
            throw Errors.of("ERR Command '" + call.arg(3) + "' not found");
        }
        if (!command.accepts(words.count())) {
            throw Errors.wrongArity(command.fullName());
        }
        Denial denial = user.denial(command, words);
        if (denial == null) {
            call.reply().ok();
        } else {
            call.reply().bulk("This user has no permissions to " + what(denial, command, words));
        }
    }

    private static String what(Denial denial, Command command, Request words) {
        Slice word = words.argument(denial.at());
        return switch (denial.reason()) {
            case COMMAND -> "run the '" + command.fullName() + "' command";
            case KEY -> "access the '" + word + "' key";
            default -> "access the '" + word + "' channel";
        };
    }

    static void help(Call call) {
        Help.reply(
                call,
                "CAT [<category>]",
                "    List all commands that belong to <category>, or all command categories",
                "    when no category is specified.",
                "DELUSER <username> [<username> ...]",
                "    Delete a list of users.",
                "DRYRUN <username> <command> [<arg> ...]",
                "    Returns whether the user can execute the given command without executing the command.",
                "GETUSER <username>",
                "    Get the user's details.",
                "GENPASS [<bits>]",
                "    Generate a secure 256-bit user password. The optional `bits` argument can",
                "    be used to specify a different size.",
                "LIST",
                "    Show users details in config file format.",
                "LOAD",
                "    Reload users from the ACL file.",
                "LOG [<count> | RESET]",
                "    Show the ACL log entries.",
                "SAVE",
                "    Save the current config to the ACL file.",
                "SETUSER <username> <attribute> [<attribute> ...]",
                "    Create or modify a user with the specified attributes.",
                "USERS",
                "    List all the registered usernames.",
                "WHOAMI",
                "    Return the current connection username.");
    }
}
