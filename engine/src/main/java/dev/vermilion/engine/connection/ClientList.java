package dev.vermilion.engine.connection;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Transaction;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.tracking.Tracker;
import dev.vermilion.engine.tracking.Tracking;

/** CLIENT LIST and CLIENT INFO: a line of {@code name=value} for each client. */
final class ClientList {

    private final Clients clients;
    private final Tracking tracking;

    ClientList(Clients clients, Tracking tracking) {
        this.clients = clients;
        this.tracking = tracking;
    }

    void info(Call call) {
        StringBuilder text = new StringBuilder();
        line(call.client(), call, text);
        call.reply().verbatim("txt", text.toString());
    }

    void list(Call call) {
        StringBuilder text = new StringBuilder();
        if (call.count() == 4 && call.is(2, "TYPE")) {
            ClientType type = ClientType.parse(call.arg(3));
            for (Client each : clients.all()) {
                if (ClientType.of(each) == type) {
                    line(each, call, text);
                }
            }
        } else if (call.count() > 3 && call.is(2, "ID")) {
            these(call, text);
        } else if (call.count() == 2) {
            clients.all().forEach(each -> line(each, call, text));
        } else {
            throw Errors.syntax();
        }
        call.reply().verbatim("txt", text.toString());
    }

    private void these(Call call, StringBuilder text) {
        for (int i = 3; i < call.count(); i++) {
            if (!Numbers.isLong(call.arg(i))) {
                throw Errors.of("ERR Invalid client ID");
            }
            Client client = clients.find(Numbers.parseLong(call.arg(i)));
            if (client != null) {
                line(client, call, text);
            }
        }
    }

    private void line(Client client, Call call, StringBuilder line) {
        line(client, call.now(), client == call.client() ? call.request().bytes() : 0, line);
    }

    /**
     * Adds the line of a client.
     *
     * @param requestBytes the size of the request that it has just sent, and that is being answered
     */
    void line(Client client, long now, long requestBytes, StringBuilder line) {
        Client.Connection connection = client.connection();
        field(line, "id", client.id());
        field(line, "addr", connection.remoteAddress());
        field(line, "laddr", connection.localAddress());
        field(line, "fd", connection.descriptor());
        field(line, "name", client.name());
        field(line, "age", Math.max(0, now - client.createdMillis()) / 1000);
        field(line, "idle", Math.max(0, now - client.lastUsedMillis()) / 1000);
        field(line, "flags", flags(client));
        field(line, "db", client.database().index());
        field(line, "sub", client.subscriptions());
        field(line, "psub", client.patternSubscriptions());
        field(line, "ssub", client.shardSubscriptions());
        transaction(client, line);
        memory(client, requestBytes, line);
        field(line, "events", connection.unsentBytes() > client.reply().size() ? "rw" : "r");
        field(line, "cmd", client.lastCommand());
        field(line, "user", client.user().name());
        Tracker tracker = tracking.of(client);
        field(line, "redir", tracker == null ? -1 : tracker.mode().redirect());
        field(line, "resp", client.reply().protocol());
        field(line, "lib-name", client.libraryName());
        field(line, "lib-ver", client.libraryVersion());
        field(line, "io-thread", 0);
        field(line, "tot-net-in", connection.receivedBytes());
        field(line, "tot-net-out", connection.sentBytes());
        field(line, "tot-cmds", client.commands());
        line.setCharAt(line.length() - 1, '\n');
    }

    private static void transaction(Client client, StringBuilder line) {
        Transaction transaction = client.transaction();
        int queued = transaction == null || !transaction.isOpen()
                ? -1
                : transaction.queued().size();
        field(line, "multi", queued);
        field(line, "watch", transaction == null ? 0 : transaction.watchedKeys());
    }

    /** Where Redis has a buffer and a list for replies, there is one buffer here and what the network has of it. */
    private static void memory(Client client, long words, StringBuilder line) {
        Client.Connection connection = client.connection();
        Transaction transaction = client.transaction();
        long queued = transaction == null ? 0 : transaction.bytes();
        long written = client.reply().size();
        long sending = connection.unsentBytes() - written;
        long query = connection.queryBytes();
        long queryMemory = connection.queryMemory();
        field(line, "qbuf", query);
        field(line, "qbuf-free", Math.max(0, queryMemory - query - connection.argumentBytes()));
        field(line, "argv-mem", words + connection.argumentBytes());
        field(line, "multi-mem", queued);
        field(line, "rbs", client.reply().array().length);
        field(line, "rbp", client.reply().array().length);
        field(line, "obl", written);
        field(line, "oll", sending > 0 ? 1 : 0);
        field(line, "omem", sending);
        field(line, "tot-mem", client.memoryBytes());
    }

    private static void field(StringBuilder line, String name, Object value) {
        line.append(name).append('=').append(value).append(' ');
    }

    private String flags(Client client) {
        Transaction transaction = client.transaction();
        StringBuilder flags = new StringBuilder();
        flag(flags, 'O', client.isMonitoring());
        flag(flags, 'P', client.isSubscribed());
        flag(flags, 'x', transaction != null && transaction.isOpen());
        flag(flags, 'b', client.isBlocked());
        Tracker tracker = tracking.of(client);
        flag(flags, 't', tracker != null);
        flag(flags, 'R', tracker != null && tracker.isBroken());
        flag(flags, 'B', tracker != null && tracker.mode().broadcast());
        flag(flags, 'd', transaction != null && transaction.isTouched());
        flag(flags, 'c', client.isClosing());
        flag(flags, 'e', client.isNoEvict());
        flag(flags, 'T', client.isNoTouch());
        return flags.isEmpty() ? "N" : flags.toString();
    }

    private static void flag(StringBuilder flags, char letter, boolean set) {
        if (set) {
            flags.append(letter);
        }
    }
}
