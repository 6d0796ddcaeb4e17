package dev.vermilion.engine.connection;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.server.ServerContext;

/** CLIENT PAUSE, UNPAUSE and UNBLOCK: commands are held back, and let go. */
final class ClientPause {

    private final Clients clients;
    private final Dispatcher dispatcher;

    ClientPause(ServerContext context) {
        this.clients = context.clients();
        this.dispatcher = context.dispatcher();
    }

    void pause(Call call) {
        requireAtMost(call, 4);
        if (call.count() == 4 && !call.is(3, "WRITE") && !call.is(3, "ALL")) {
            throw Errors.of("ERR CLIENT PAUSE mode must be WRITE or ALL");
        }
        if (!Numbers.isLong(call.arg(2))) {
            throw Errors.of("ERR timeout is not an integer or out of range");
        }
        long millis = Numbers.parseLong(call.arg(2));
        if (millis < 0) {
            throw Errors.timeoutNegative();
        }
        if (millis > Long.MAX_VALUE - call.now()) {
            throw Errors.timeoutOutOfRange();
        }
        dispatcher.pause().begin(call.now(), millis, !call.is(3, "WRITE"));
        call.reply().ok();
    }

    void unpause(Call call) {
        dispatcher.pause().end();
        call.reply().ok();
    }

    void unblock(Call call) {
        requireAtMost(call, 4);
        if (call.count() == 4 && !call.is(3, "TIMEOUT") && !call.is(3, "ERROR")) {
            throw Errors.of("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
        }
        Client client = clients.find(call.integer(2));
        call.reply().integer(client != null && dispatcher.unblock(client, call.is(3, "ERROR")));
    }

    private static void requireAtMost(Call call, int words) {
        if (call.count() > words) {
            throw Errors.of(
                    "ERR unknown subcommand or wrong number of arguments for '" + call.arg(1) + "'. Try CLIENT HELP.");
        }
    }
}
