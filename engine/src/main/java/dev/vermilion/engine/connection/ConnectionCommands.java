package dev.vermilion.engine.connection;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import java.util.List;

/** The commands about the connection itself. */
public final class ConnectionCommands {

    private ConnectionCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(command("PING [message]", "Answers with PONG, or with the message.")
                .since("1.0.0")
                .flags(Flag.FAST)
                .runs(call -> {
                    if (call.count() > 1) {
                        call.reply().bulk(call.arg(1));
                    } else {
                        call.reply().simple("PONG");
                    }
                }));
    }
}
