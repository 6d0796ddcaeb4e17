package dev.vermilion.engine.connection;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.User;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.util.List;
import java.util.function.Predicate;

/** CLIENT KILL. */
final class ClientKill {

    private final Clients clients;

    ClientKill(Clients clients) {
        this.clients = clients;
    }

    void kill(Call call) {
        if (call.count() == 3) {
            String address = call.arg(2).toString();
            if (close(call, each -> each.connection().remoteAddress().equals(address)) == 0) {
                throw Errors.of("ERR No such client");
            }
            call.reply().ok();
            return;
        }
        if (call.count() % 2 != 0) {
            throw Errors.syntax();
        }
        Predicate<Client> wanted = each -> true;
        boolean skipMe = true;
        for (int i = 2; i < call.count(); i += 2) {
            if (call.is(i, "SKIPME")) {
                skipMe = isYes(call, i + 1);
            } else {
                wanted = wanted.and(filter(call, i));
            }
        }
        if (skipMe) {
            wanted = wanted.and(each -> each != call.client());
        }
        call.reply().integer(close(call, wanted));
    }

    private static boolean isYes(Call call, int index) {
        if (!call.is(index, "YES") && !call.is(index, "NO")) {
            throw Errors.syntax();
        }
        return call.is(index, "YES");
    }

    private static Predicate<Client> filter(Call call, int index) {
        Slice value = call.arg(index + 1);
        if (call.is(index, "ID")) {
            long id = positive(value, "client-id should be greater than 0", "client-id should be greater than 0");
            return each -> each.id() == id;
        }
        if (call.is(index, "TYPE")) {
            ClientType type = ClientType.parse(value);
            return each -> ClientType.of(each) == type;
        }
        if (call.is(index, "ADDR")) {
            String address = value.toString();
            return each -> each.connection().remoteAddress().equals(address);
        }
        if (call.is(index, "LADDR")) {
            String address = value.toString();
            return each -> each.connection().localAddress().equals(address);
        }
        if (call.is(index, "USER")) {
            User user = call.access().find(value.toString());
            if (user == null) {
                throw Errors.of("ERR No such user '" + value + "'");
            }
            return each -> each.user() == user;
        }
        if (call.is(index, "MAXAGE")) {
            long seconds =
                    positive(value, "maxage is not an integer or out of range", "maxage should be greater than 0");
            long now = call.now();
            return each -> now / 1000 - each.createdMillis() / 1000 >= seconds;
        }
        throw Errors.syntax();
    }

    private static long positive(Slice word, String noNumber, String notPositive) {
        if (!Numbers.isLong(word)) {
            throw Errors.of("ERR " + noNumber);
        }
        long value = Numbers.parseLong(word);
        if (value <= 0) {
            throw Errors.of("ERR " + notPositive);
        }
        return value;
    }

    /** Closes all that are wanted, itself once it has its reply; returns how many. */
    private int close(Call call, Predicate<Client> wanted) {
        int closed = 0;
        for (Client each : List.copyOf(clients.all())) {
            if (wanted.test(each)) {
                closed++;
                if (each == call.client()) {
                    each.closeAfterReply();
                } else {
                    each.connection().close();
                }
            }
        }
        return closed;
    }
}
