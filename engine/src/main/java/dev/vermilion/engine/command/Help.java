package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.ReplyWriter;

/** The replies of the HELP subcommands. */
public final class Help {

    private Help() {}

    /** Writes the help of a container: its name first, then {@code lines}, then HELP itself. */
    public static void reply(Call call, String... lines) {
        ReplyWriter reply = call.reply();
        reply.array(lines.length + 3L);
        reply.simple(call.command().name() + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        for (String line : lines) {
            reply.simple(line);
        }
        reply.simple("HELP");
        reply.simple("    Prints this help.");
    }
}
