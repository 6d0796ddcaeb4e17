package dev.vermilion.engine.connection;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.server.ServerContext;
import dev.vermilion.engine.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;

/** CLIENT: the rows, and those subcommands that take a line. */
final class ClientCommand {

    private static final Flag[] PLAIN = {Flag.NOSCRIPT, Flag.LOADING, Flag.STALE};
    private static final Flag[] ADMIN = {Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE};

    private final ClientTracking tracking;
    private final ClientList list;
    private final ClientKill kill;
    private final ClientPause pause;

    ClientCommand(ServerContext context, Tracking tracking) {
        this.tracking = new ClientTracking(tracking, context.clients());
        this.list = new ClientList(context.clients(), tracking);
        this.kill = new ClientKill(context.clients());
        this.pause = new ClientPause(context);
    }

    Command row() {
        List<Command> rows = new ArrayList<>(aboutItself());
        rows.addAll(aboutOthers());
        rows.addAll(tracking());
        return command("CLIENT", "Shows and controls connections.")
                .since("2.4.0")
                .subcommands(rows);
    }

    private List<Command> aboutItself() {
        return List.of(
                command("CLIENT GETNAME", "Returns the name of the connection.")
                        .since("2.6.9")
                        .flags(PLAIN)
                        .runs(Names::name),
                command("CLIENT HELP", "Says what CLIENT can do.")
                        .since("5.0.0")
                        .flags(Flag.LOADING, Flag.STALE)
                        .runs(ClientHelp::help),
                command("CLIENT ID", "Returns the number of the connection.")
                        .since("5.0.0")
                        .flags(PLAIN)
                        .runs(call -> call.reply().integer(call.client().id())),
                command("CLIENT INFO", "Returns what CLIENT LIST shows of this connection.")
                        .since("6.2.0")
                        .tips("nondeterministic_output")
                        .flags(PLAIN)
                        .runs(list::info),
                command("CLIENT NO-EVICT <ON | OFF>", "Keeps the connection when memory is short, or no longer.")
                        .since("7.0.0")
                        .flags(ADMIN)
                        .runs(call -> {
                            call.client().noEvict(isOn(call));
                            call.reply().ok();
                        }),
                command("CLIENT NO-TOUCH <ON | OFF>", "Uses keys without counting as a use, or no longer.")
                        .since("7.2.0")
                        .flags(PLAIN)
                        .runs(call -> {
                            call.client().noTouch(isOn(call));
                            call.reply().ok();
                        }),
                command("CLIENT REPLY <ON | OFF | SKIP>", "Sends replies, none, or none to the next command.")
                        .since("3.2.0")
                        .flags(PLAIN)
                        .runs(ClientCommand::replies),
                command("CLIENT SETINFO <LIB-NAME libname | LIB-VER libver>", "Says which library the client uses.")
                        .since("7.2.0")
                        .flags(PLAIN)
                        .runs(Names::setInfo),
                command("CLIENT SETNAME connection-name", "Gives the connection a name.")
                        .since("2.6.9")
                        .flags(PLAIN)
                        .runs(Names::setName));
    }

    private List<Command> aboutOthers() {
        return List.of(
                command(
                                "CLIENT KILL <ip:port | <[ID client-id] | [TYPE <NORMAL | MASTER | SLAVE | REPLICA |"
                                        + " PUBSUB>] | [USER username] | [ADDR ip:port] | [LADDR ip:port] | [SKIPME <YES |"
                                        + " NO>] | [MAXAGE maxage] [[ID client-id] | [TYPE <NORMAL | MASTER | SLAVE |"
                                        + " REPLICA | PUBSUB>] | [USER username] | [ADDR ip:port] | [LADDR ip:port] |"
                                        + " [SKIPME <YES | NO>] | [MAXAGE maxage] ...]>>",
                                "Closes connections.")
                        .since("2.4.0")
                        .arity(-3)
                        .flags(ADMIN)
                        .runs(kill::kill),
                command(
                                "CLIENT LIST [TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [ID client-id [client-id ...]]",
                                "Returns a line for each connection.")
                        .since("2.4.0")
                        .tips("nondeterministic_output")
                        .flags(ADMIN)
                        .runs(list::list),
                command("CLIENT PAUSE timeout [WRITE | ALL]", "Holds commands back for a time.")
                        .since("3.0.0")
                        .flags(ADMIN)
                        .runs(pause::pause),
                command("CLIENT UNBLOCK client-id [TIMEOUT | ERROR]", "Ends the wait of a blocked client.")
                        .since("5.0.0")
                        .flags(ADMIN)
                        .runs(pause::unblock),
                command("CLIENT UNPAUSE", "Lets the commands run that CLIENT PAUSE holds back.")
                        .since("6.2.0")
                        .flags(ADMIN)
                        .runs(pause::unpause));
    }

    private List<Command> tracking() {
        return List.of(
                command("CLIENT CACHING <YES | NO>", "Tracks the keys of the next command, or does not.")
                        .since("6.0.0")
                        .flags(PLAIN)
                        .runs(tracking::caching),
                command("CLIENT GETREDIR", "Returns who gets the invalidation messages of this connection.")
                        .since("6.0.0")
                        .flags(PLAIN)
                        .runs(tracking::redirection),
                command(
                                "CLIENT TRACKING <ON | OFF> [REDIRECT client-id] [PREFIX prefix [PREFIX prefix ...]]"
                                        + " [BCAST] [OPTIN] [OPTOUT] [NOLOOP]",
                                "Tells the connection when keys change that it has read.")
                        .since("6.0.0")
                        .flags(PLAIN)
                        .runs(tracking::tracking),
                command("CLIENT TRACKINGINFO", "Returns whether and how keys are tracked for the connection.")
                        .since("6.2.0")
                        .flags(PLAIN)
                        .runs(tracking::info));
    }

    private static boolean isOn(Call call) {
        if (!call.is(2, "ON") && !call.is(2, "OFF")) {
            throw Errors.syntax();
        }
        return call.is(2, "ON");
    }

    private static void replies(Call call) {
        Client client = call.client();
        if (call.is(2, "ON")) {
            client.replyMode(Client.ReplyMode.ON);
            call.reply().ok();
        } else if (call.is(2, "OFF")) {
            client.replyMode(Client.ReplyMode.OFF);
        } else if (call.is(2, "SKIP")) {
            if (client.replyMode() != Client.ReplyMode.OFF) {
                client.replyMode(Client.ReplyMode.SKIP_NEXT);
            }
        } else {
            throw Errors.syntax();
        }
    }
}
