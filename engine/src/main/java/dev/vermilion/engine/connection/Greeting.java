package dev.vermilion.engine.connection;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.server.Version;
import org.jspecify.annotations.Nullable;

/** AUTH and HELLO. */
final class Greeting {

    private static final String DEFAULT_USER = "default";

    private static final String NO_PASSWORD_SET =
            "ERR AUTH <password> called without any password configured for the default user."
                    + " Are you sure your configuration is correct?";
    private static final String WRONG_PASSWORD = "WRONGPASS invalid username-password pair or user is disabled.";
    private static final String NOT_AUTHENTICATED = "NOAUTH HELLO must be called with the client already authenticated,"
            + " otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and select"
            + " the RESP protocol version at the same time";

    private Greeting() {}

    static void auth(Call call) {
        switch (call.count()) {
            case 2 -> {
                if (call.access().takesAnyPassword()) {
                    throw Errors.of(NO_PASSWORD_SET);
                }
                authenticate(call, Slice.of(DEFAULT_USER), call.arg(1));
            }
            case 3 -> authenticate(call, call.arg(1), call.arg(2));
            default -> throw Errors.syntax();
        }
        call.reply().ok();
    }

    private static void authenticate(Call call, Slice user, Slice password) {
        if (!call.access().authenticate(call.client(), user, password, call.arg(0))) {
            throw Errors.of(WRONG_PASSWORD);
        }
    }

    static void hello(Call call) {
        Client client = call.client();
        int protocol = call.count() > 1 ? protocol(call.arg(1)) : call.reply().protocol();
        Slice name = null;
        int auth = 0;
        for (int i = 2; i < call.count(); i++) {
            int left = call.count() - 1 - i;
            if (call.is(i, "AUTH") && left >= 2) {
                auth = i;
                i += 2;
            } else if (call.is(i, "SETNAME") && left >= 1) {
                name = Names.checked(call.arg(++i));
            } else {
                throw Errors.of("ERR Syntax error in HELLO option '" + Errors.quoted(call.arg(i)) + "'");
            }
        }
        if (auth > 0) {
            authenticate(call, call.arg(auth + 1), call.arg(auth + 2));
        } else if (!client.isAuthenticated()) {
            throw Errors.of(NOT_AUTHENTICATED);
        }
        welcome(call, protocol, name);
    }

    private static int protocol(Slice word) {
        if (!Numbers.isLong(word)) {
            throw Errors.of("ERR Protocol version is not an integer or out of range");
        }
        long protocol = Numbers.parseLong(word);
        if (protocol != 2 && protocol != 3) {
            throw Errors.of("NOPROTO unsupported protocol version");
        }
        return (int) protocol;
    }

    private static void welcome(Call call, int protocol, @Nullable Slice name) {
        if (name != null) {
            call.client().name(name.toString());
        }
        ReplyWriter reply = call.reply();
        reply.protocol(protocol);
        reply.map(7);
        reply.bulk("server");
        reply.bulk("redis");
        reply.bulk("version");
        reply.bulk(Version.REDIS);
        reply.bulk("proto");
        reply.integer(protocol);
        reply.bulk("id");
        reply.integer(call.client().id());
        reply.bulk("mode");
        reply.bulk("standalone");
        reply.bulk("role");
        reply.bulk("master");
        reply.bulk("modules");
        reply.array(0);
    }
}
