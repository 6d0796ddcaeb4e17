package dev.vermilion.engine.connection;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.server.ServerContext;
import dev.vermilion.engine.tracking.Tracking;
import java.util.List;

/** The commands about the connection itself. */
public final class ConnectionCommands {

    private static final Flag[] GREETING = {
        Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.NO_AUTH, Flag.ALLOW_BUSY
    };

    private ConnectionCommands() {}

    /** The line of CLIENT LIST for a client at a time in milliseconds since 1970, without its end. */
    public static String describe(Clients clients, Tracking tracking, Client client, long nowMillis) {
        StringBuilder line = new StringBuilder();
        new ClientList(clients, tracking).line(client, nowMillis, 0, line);
        return line.substring(0, line.length() - 1);
    }

    /** The rows, for the clients of this engine. */
    public static List<Command> table(ServerContext context, Tracking tracking) {
        return List.of(
                command("AUTH [username] password", "Gives the password.")
                        .since("1.0.0")
                        .flags(GREETING)
                        .runs(Greeting::auth),
                new ClientCommand(context, tracking).row(),
                command("ECHO message", "Answers with the message.")
                        .since("1.0.0")
                        .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
                        .runs(call -> call.reply().bulk(call.arg(1))),
                command(
                                "HELLO [protover [AUTH username password] [SETNAME clientname]]",
                                "Chooses the protocol, gives password and name, and tells what the server is.")
                        .since("6.0.0")
                        .flags(GREETING)
                        .runs(Greeting::hello),
                command("PING [message]", "Answers with PONG, or with the message.")
                        .since("1.0.0")
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .flags(Flag.FAST)
                        .runs(Session::ping),
                command("QUIT", "Closes the connection once all replies are sent.")
                        .since("1.0.0")
                        .deprecated("just closing the connection")
                        .arity(-1)
                        .flags(GREETING)
                        .runs(Session::quit),
                command("RESET", "Makes the connection as it was when it was new.")
                        .since("6.2.0")
                        .flags(GREETING)
                        .runs(call -> Session.reset(call, context.clients())),
                command("SELECT index", "Changes to another database.")
                        .since("1.0.0")
                        .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
                        .runs(Session::select));
    }
}
