package dev.vermilion.engine.acl;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.pubsub.PubSub;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Disconnects clients whose rights are gone. */
final class Disconnection {

    private final Clients clients;
    private final PubSub pubSub;
    private final Acl acl;

    Disconnection(Clients clients, PubSub pubSub, Acl acl) {
        this.clients = clients;
        this.pubSub = pubSub;
        this.acl = acl;
    }

    /**
     * Disconnects all who act as {@code user}.
     *
     * @param by who asked for it, and gets an answer first; or null
     */
    void of(AclUser user, @Nullable Client by) {
        for (Client each : List.copyOf(clients.all())) {
            if (each.user() == user) {
                acl.welcome(each);
                each.authenticated(false);
                close(each, by);
            }
        }
    }

    private static void close(Client client, @Nullable Client by) {
        if (client == by) {
            client.closeAfterReply();
        } else {
            client.connection().close();
        }
    }

    /** Disconnects who acts as {@code user} and listens to what {@code next} must not listen to. */
    void revoke(AclUser user, AclUser next, @Nullable Client by) {
        List<Slice> kept = new ArrayList<>();
        for (Selector each : next.selectors()) {
            if (each.hasAllChannels()) {
                return;
            }
            kept.addAll(each.channels());
        }
        boolean nothingLost =
                user.selectors().stream().allMatch(each -> !each.hasAllChannels() && kept.containsAll(each.channels()));
        if (nothingLost) {
            return;
        }
        for (Client each : List.copyOf(clients.all())) {
            if (each.user() == user
                    && pubSub.listensTo(each, (name, isPattern) -> !Selector.matches(kept, name, isPattern))) {
                close(each, by);
            }
        }
    }
}
