package dev.vermilion.engine.pubsub;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.pubsub.PubSub.Kind;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SUBSCRIBE, UNSUBSCRIBE, PUBLISH and their kin. A subscription is confirmed by a message for each name. */
final class Subscribe {

    private final PubSub pubSub;

    Subscribe(PubSub pubSub) {
        this.pubSub = pubSub;
    }

    void subscribe(Call call, Kind kind) {
        for (int i = 1; i < call.count(); i++) {
            pubSub.subscribe(call.client(), kind, call.arg(i));
            confirm(call, kind.subscribed(), kind, call.arg(i));
        }
    }

    void unsubscribe(Call call, Kind kind) {
        Client client = call.client();
        for (int i = 1; i < call.count(); i++) {
            pubSub.unsubscribe(client, kind, call.arg(i));
            confirm(call, kind.unsubscribed(), kind, call.arg(i));
        }
        if (call.count() > 1) {
            return;
        }
        Set<Slice> names = pubSub.names(client, kind);
        for (Slice name : names) {
            pubSub.unsubscribe(client, kind, name);
            confirm(call, kind.unsubscribed(), kind, name);
        }
        if (names.isEmpty()) {
            confirm(call, kind.unsubscribed(), kind, null);
        }
    }

    /** A confirmation is a message, which comes even to a client that wants no replies. */
    private static void confirm(Call call, String what, Kind kind, @Nullable Slice name) {
        Client client = call.client();
        boolean silent = client.replyMode() != Client.ReplyMode.ON;
        ReplyWriter reply = silent ? new ReplyWriter() : call.reply();
        reply.protocol(call.reply().protocol());
        reply.push(3);
        reply.bulk(what);
        if (name == null) {
            reply.nullBulk();
        } else {
            reply.bulk(name);
        }
        boolean shard = kind == Kind.SHARD;
        reply.integer(shard ? client.shardSubscriptions() : client.subscriptions() + client.patternSubscriptions());
        if (silent) {
            client.push(Arrays.copyOf(reply.array(), reply.size()));
        }
    }

    void publish(Call call) {
        call.reply().integer(pubSub.publish(call.arg(1), call.arg(2)));
    }

    void publishInShard(Call call) {
        call.reply().integer(pubSub.publish(Kind.SHARD, call.arg(1), call.arg(2)));
    }
}
