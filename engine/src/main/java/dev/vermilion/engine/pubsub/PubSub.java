package dev.vermilion.engine.pubsub;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Who listens to what, and the delivery of messages. A message costs one look-up, a match per pattern, and a copy per
 * subscriber: it is encoded once, and differs between the protocols by its first byte only. Touched by the command thread
 * only.
 */
public final class PubSub {

    /** The three things one can subscribe to. */
    enum Kind {
        CHANNEL("", "message"),
        PATTERN("p", "pmessage"),
        SHARD("s", "smessage");

        private final String prefix;
        private final String message;

        Kind(String prefix, String message) {
            this.prefix = prefix;
            this.message = message;
        }

        String subscribed() {
            return prefix + "subscribe";
        }

        String unsubscribed() {
            return prefix + "unsubscribe";
        }
    }

    /** The subscriptions of one kind: by name, and by client. */
    private static final class Subscriptions {
        final Map<Slice, Set<Client>> byName = new HashMap<>();
        final Map<Client, Set<Slice>> byClient = new HashMap<>();
    }

    /** A subscription beside the bytes of its name: its places in the tables of names and of clients. */
    private static final long NAME_BYTES = 300;

    private final Map<Kind, Subscriptions> all = new EnumMap<>(Kind.class);
    private final ReplyWriter encoder = new ReplyWriter();

    /** Channels without subscribers, for these clients. */
    public PubSub(Clients clients) {
        for (Kind kind : Kind.values()) {
            all.put(kind, new Subscriptions());
        }
        encoder.protocol(3);
        clients.onLeave(this::leave);
    }

    private Subscriptions of(Kind kind) {
        Subscriptions of = all.get(kind);
        if (of == null) {
            throw new IllegalStateException("no subscriptions of kind " + kind);
        }
        return of;
    }

    /** Subscribes; a second time changes nothing. */
    void subscribe(Client client, Kind kind, Slice name) {
        Subscriptions of = of(kind);
        Slice own = name.copy();
        if (of.byClient.computeIfAbsent(client, any -> new LinkedHashSet<>()).add(own)) {
            of.byName.computeIfAbsent(own, any -> new LinkedHashSet<>()).add(client);
            count(client);
            client.subscriptionBytes(NAME_BYTES + own.length());
        }
    }

    /** Ends a subscription, if there is one. */
    void unsubscribe(Client client, Kind kind, Slice name) {
        Subscriptions of = of(kind);
        Set<Slice> names = of.byClient.get(client);
        Set<Client> subscribers = of.byName.get(name);
        if (names == null || subscribers == null || !names.remove(name)) {
            return;
        }
        if (names.isEmpty()) {
            of.byClient.remove(client);
        }
        subscribers.remove(client);
        if (subscribers.isEmpty()) {
            of.byName.remove(name);
        }
        count(client);
        client.subscriptionBytes(-NAME_BYTES - name.length());
    }

    /** What a client listens to. */
    Set<Slice> names(Client client, Kind kind) {
        return new LinkedHashSet<>(of(kind).byClient.getOrDefault(client, Set.of()));
    }

    /** True if a client listens to something for which {@code wanted} says so, given its name and whether it is a pattern. */
    public boolean listensTo(Client client, BiPredicate<Slice, Boolean> wanted) {
        for (Kind kind : Kind.values()) {
            for (Slice name : of(kind).byClient.getOrDefault(client, Set.of())) {
                if (wanted.test(name, kind == Kind.PATTERN)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Ends all subscriptions of a client: for RESET, and for one that has gone. */
    public void leave(Client client) {
        if (client.isSubscribed()) {
            for (Kind kind : Kind.values()) {
                names(client, kind).forEach(name -> unsubscribe(client, kind, name));
            }
        }
    }

    private void count(Client client) {
        client.subscriptions(size(client, Kind.CHANNEL), size(client, Kind.PATTERN), size(client, Kind.SHARD));
    }

    private int size(Client client, Kind kind) {
        return of(kind).byClient.getOrDefault(client, Set.of()).size();
    }

    /** Sends {@code message} to the subscribers of {@code channel} and of the patterns that match it. */
    public void publish(byte[] channel, byte[] message) {
        publish(Slice.of(channel), Slice.of(message));
    }

    /** As {@link #publish(byte[], byte[])}; returns to how many subscriptions it was sent. */
    int publish(Slice channel, Slice message) {
        int receivers = publish(Kind.CHANNEL, channel, message);
        for (Map.Entry<Slice, Set<Client>> each : of(Kind.PATTERN).byName.entrySet()) {
            if (Glob.matches(each.getKey(), channel, false)) {
                encoder.clear();
                encoder.push(4);
                encoder.bulk(Kind.PATTERN.message);
                encoder.bulk(each.getKey());
                encoder.bulk(channel);
                encoder.bulk(message);
                receivers += send(each.getValue());
            }
        }
        return receivers;
    }

    /** Sends to the subscribers of one channel; returns how many there are. */
    int publish(Kind kind, Slice channel, Slice message) {
        Set<Client> subscribers = of(kind).byName.get(channel);
        if (subscribers == null) {
            return 0;
        }
        encoder.clear();
        encoder.push(3);
        encoder.bulk(kind.message);
        encoder.bulk(channel);
        encoder.bulk(message);
        return send(subscribers);
    }

    private int send(Set<Client> subscribers) {
        byte[] message = Arrays.copyOf(encoder.array(), encoder.size());
        for (Client each : subscribers) {
            message[0] = (byte) (each.reply().protocol() == 2 ? '*' : '>');
            each.push(message);
        }
        return subscribers.size();
    }

    /** All names of a kind that somebody listens to. */
    Set<Slice> names(Kind kind) {
        return of(kind).byName.keySet();
    }

    /** Number of clients that listen to {@code name}. */
    int subscribers(Kind kind, Slice name) {
        return of(kind).byName.getOrDefault(name, Set.of()).size();
    }

    /** Number of channels that somebody listens to. */
    public int channels() {
        return of(Kind.CHANNEL).byName.size();
    }

    /** Number of patterns that somebody listens to. */
    public int patterns() {
        return of(Kind.PATTERN).byName.size();
    }

    /** Number of shard channels that somebody listens to. */
    public int shardChannels() {
        return of(Kind.SHARD).byName.size();
    }
}
