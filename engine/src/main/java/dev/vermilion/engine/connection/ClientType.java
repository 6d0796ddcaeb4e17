package dev.vermilion.engine.connection;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;

/** The kinds of clients that CLIENT LIST and CLIENT KILL tell apart. */
enum ClientType {
    NORMAL,
    /** The server that this one would copy; there is none. */
    MASTER,
    /** Servers that would copy this one; there are none. */
    REPLICA,
    PUBSUB;

    static ClientType of(Client client) {
        return client.isSubscribed() ? PUBSUB : NORMAL;
    }

    static ClientType parse(Slice word) {
        for (ClientType each : values()) {
            if (word.is(each.name())) {
                return each;
            }
        }
        if (word.is("SLAVE")) {
            return REPLICA;
        }
        throw Errors.of("ERR Unknown client type '" + word + "'");
    }
}
