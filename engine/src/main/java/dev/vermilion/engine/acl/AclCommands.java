package dev.vermilion.engine.acl;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Flag;
import java.util.List;

/** The command ACL. */
public final class AclCommands {

    private static final Flag[] PLAIN = {Flag.NOSCRIPT, Flag.LOADING, Flag.STALE};
    private static final Flag[] ADMIN = {Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE};

    private AclCommands() {}

    /** The row, about the users of {@code acl} and the commands of {@code table}. */
    public static List<Command> table(Acl acl, CommandTable table) {
        AclShow show = new AclShow(acl, table);
        AclChange change = new AclChange(acl);
        return List.of(command("ACL", "Shows and changes users and what they may do.")
                .since("6.0.0")
                .subcommands(List.of(
                        command("ACL CAT [category]", "Lists the categories, or the commands of one of them.")
                                .since("6.0.0")
                                .flags(PLAIN)
                                .runs(show::categories),
                        command("ACL DELUSER username [username ...]", "Removes users and disconnects them.")
                                .since("6.0.0")
                                .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                                .flags(ADMIN)
                                .runs(change::delete),
                        command("ACL DRYRUN username command [arg [arg ...]]", "Says whether a user may run a command.")
                                .since("7.0.0")
                                .flags(ADMIN)
                                .runs(show::tryOut),
                        command("ACL GENPASS [bits]", "Makes up a password that cannot be guessed.")
                                .since("6.0.0")
                                .flags(PLAIN)
                                .runs(show::password),
                        command("ACL GETUSER username", "Shows the rules of a user.")
                                .since("6.0.0")
                                .flags(ADMIN)
                                .runs(show::user),
                        command("ACL HELP", "Says what ACL can do.")
                                .since("6.0.0")
                                .flags(Flag.LOADING, Flag.STALE)
                                .runs(AclShow::help),
                        command("ACL LIST", "Lists all users with their rules, in the form of the file of users.")
                                .since("6.0.0")
                                .flags(ADMIN)
                                .runs(show::list),
                        command("ACL LOAD", "Makes the users those of their file.")
                                .since("6.0.0")
                                .flags(ADMIN)
                                .runs(change::load),
                        command("ACL LOG [count | RESET]", "Shows what was denied, or forgets it.")
                                .since("6.0.0")
                                .flags(ADMIN)
                                .runs(acl.log()::log),
                        command("ACL SAVE", "Writes the users into their file.")
                                .since("6.0.0")
                                .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                                .flags(ADMIN)
                                .runs(change::save),
                        command("ACL SETUSER username [rule [rule ...]]", "Gives a user rules, or makes a user.")
                                .since("6.0.0")
                                .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                                .flags(ADMIN)
                                .runs(change::set),
                        command("ACL USERS", "Lists the names of all users.")
                                .since("6.0.0")
                                .flags(ADMIN)
                                .runs(show::users),
                        command("ACL WHOAMI", "Returns whom the connection acts as.")
                                .since("6.0.0")
                                .flags(PLAIN)
                                .runs(AclShow::whoAmI))));
    }
}
