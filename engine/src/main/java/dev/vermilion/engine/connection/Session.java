package dev.vermilion.engine.connection;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Transaction;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;

/** PING, SELECT, RESET and QUIT. */
final class Session {

    private static final Slice NO_MESSAGE = Slice.of("");

    private Session() {}

    /** Who listens in RESP2 cannot tell replies from messages, so that the reply has the form of a message. */
    static void ping(Call call) {
        if (call.count() > 2) {
            throw Errors.wrongArity("ping");
        }
        ReplyWriter reply = call.reply();
        if (call.client().isSubscribed() && reply.protocol() == 2) {
            reply.array(2);
            reply.bulk("pong");
            reply.bulk(call.count() > 1 ? call.arg(1) : NO_MESSAGE);
        } else if (call.count() > 1) {
            reply.bulk(call.arg(1));
        } else {
            reply.simple("PONG");
        }
    }

    static void select(Call call) {
        long index = call.integer(1);
        if (index != (int) index) {
            throw Errors.of(
                    "ERR value is out of range, value must between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
        }
        if (index < 0 || index >= call.keyspace().databases()) {
            throw Errors.of("ERR DB index is out of range");
        }
        call.client().database(call.keyspace().database((int) index));
        call.reply().ok();
    }

    static void quit(Call call) {
        call.reply().ok();
        call.client().closeAfterReply();
    }

    /** All that commands have set is as in a new connection; what the client said of its library stays. */
    static void reset(Call call, Clients clients) {
        Client client = call.client();
        Transaction transaction = client.transaction();
        if (transaction != null) {
            transaction.unwatchAll();
            client.transaction(null);
        }
        clients.reset(client);
        client.forgetKept();
        client.monitoring(false);
        client.database(call.keyspace().database(0));
        client.name("");
        client.noEvict(false);
        client.noTouch(false);
        client.replyMode(Client.ReplyMode.ON);
        call.access().welcome(client);
        call.reply().protocol(2);
        call.reply().simple("RESET");
    }
}
