package dev.vermilion.engine.command;

/**
 * What a user lacks to run a command.
 *
 * @param reason the kind of thing
 * @param at index of the word that is the key or the channel; 0 if it is the command
 */
public record Denial(Reason reason, int at) {

    /** What is denied. The later one weighs more when several sets of rules deny different things. */
    public enum Reason {
        COMMAND("no permissions to run", "can't run this command or subcommand"),
        KEY(
                "no permissions to access one of the keys",
                "can't access at least one of the keys mentioned in the command arguments"),
        CHANNEL(
                "no permissions to access one of the channels",
                "can't publish to the channel mentioned in the command"),
        /** A password that was not right. */
        AUTH("", "");

        private final String lack;
        private final String inScript;

        Reason(String lack, String inScript) {
            this.lack = lack;
            this.inScript = inScript;
        }
    }

    /** Where a command was denied. */
    public enum Context {
        TOPLEVEL,
        MULTI,
        LUA
    }

    /** The error of a command that a client sent. */
    String text(Command command) {
        return "NOPERM this user has " + reason.lack
                + (reason == Reason.COMMAND ? " the '" + command.fullName() + "' command" : " used as arguments");
    }

    /** The error of a command that was queued while it was allowed. */
    String textInExec() {
        String why = switch (reason) {
            case COMMAND -> "no permission to execute the command or subcommand";
            case KEY -> "no permission to touch the specified keys";
            default -> "no permission to access one of the channels used as arguments";
        };
        return "NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call."
                + " This command is no longer allowed for the following reason: " + why;
    }

    /** The error of a command that a script runs. */
    public String textInScript() {
        return "ERR The user executing the script " + reason.inScript;
    }
}
