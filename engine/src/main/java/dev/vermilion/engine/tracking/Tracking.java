package dev.vermilion.engine.tracking;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.command.ReadObserver;
import dev.vermilion.engine.keyspace.KeyListener;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Client side caching: clients that track are told when a key changes that they have read, once for each time they read
 * it, or, if they asked for broadcasts, of every key that begins with one of their prefixes. Keys are told apart by name
 * only, whatever their database. Touched by the command thread only.
 *
 * <p>While nobody tracks, neither the dispatcher nor the keyspace knows of it. Messages are sent at once, but for those
 * to the client whose command runs, which come behind its reply, and broadcasts, which are collected until the command
 * thread rests.
 */
public final class Tracking implements ReadObserver, KeyListener {

    private static final String CHANNEL = "__redis__:invalidate";
    /** Keys dropped at a time while there are more than allowed: times the number of tries in a row. */
    private static final int EFFORT = 100;

    private static final int MOST_TRIES = 1000;
    private static final long AGAIN_MILLIS = 100;

    private final Dispatcher dispatcher;
    private final Keyspace keyspace;
    private final Clients clients;
    private final Dispatcher.Timers timers;
    private final Map<Client, Tracker> trackers = new LinkedHashMap<>();
    private final ReadKeys readKeys = new ReadKeys();
    private final Broadcasts broadcasts = new Broadcasts();
    private final ReplyWriter encoder = new ReplyWriter();
    private boolean broadcastSoon;
    private int vainTries;

    /** Nobody tracks yet. */
    public Tracking(Dispatcher dispatcher, Keyspace keyspace, Clients clients, Dispatcher.Timers timers) {
        this.dispatcher = dispatcher;
        this.keyspace = keyspace;
        this.clients = clients;
        this.timers = timers;
        clients.onLeave(this::end);
    }

    /** Begins to track for {@code client}, or goes on in another mode; prefixes are added to those it has. */
    public void begin(Client client, TrackingMode mode) {
        Tracker tracker = trackers.computeIfAbsent(client, Tracker::new);
        tracker.mode(mode);
        if (mode.broadcast() && mode.prefixes().isEmpty()) {
            broadcasts.add(tracker, Slice.of(""));
        }
        mode.prefixes().forEach(each -> broadcasts.add(tracker, each));
        dispatcher.observeReads(this);
        keyspace.listener(this);
    }

    /** Tracks no longer for {@code client}. The keys it has read stay known until they change. */
    public void end(Client client) {
        Tracker tracker = trackers.remove(client);
        if (tracker != null) {
            broadcasts.remove(tracker);
            if (trackers.isEmpty()) {
                dispatcher.observeReads(null);
            }
        }
    }

    /** How {@code client} tracks, or null if it does not. */
    public @Nullable Tracker of(Client client) {
        return trackers.get(client);
    }

    /** Number of clients that track. */
    public int trackers() {
        return trackers.size();
    }

    /** Number of keys that somebody has read. */
    public int keys() {
        return readKeys.size();
    }

    /** Number of keys that somebody has read, each counted for each of its readers. */
    public long items() {
        return readKeys.items();
    }

    /** Number of prefixes that somebody wants to hear of. */
    public int prefixes() {
        return broadcasts.size();
    }

    @Override
    public void before(Client client) {
        holdToLimit();
    }

    /** To be called when the limit of the number of keys changes: it is to hold also while no requests come. */
    public void limitChanged() {
        timers.schedule(this::holdToLimitSoon, 0); // not as a part of the request that changed it
    }

    private void holdToLimitSoon() {
        if (!trackers.isEmpty()) {
            holdToLimit();
            if (vainTries > 0) {
                timers.schedule(this::holdToLimitSoon, AGAIN_MILLIS);
            }
        }
    }

    /** Holds the number of keys to {@code tracking-table-max-keys}: some are forgotten as if they had changed. */
    private void holdToLimit() {
        long most = keyspace.settings().trackingTableMaxKeys;
        if (most == 0 || readKeys.size() <= most) {
            vainTries = 0;
            return;
        }
        vainTries = Math.min(vainTries + 1, MOST_TRIES);
        for (int i = EFFORT * vainTries; i > 0 && readKeys.size() > most; i--) {
            invalidate(readKeys.random(keyspace.random()));
        }
    }

    @Override
    public void read(Client client, Command command, Request words) {
        Tracker tracker = trackers.get(client);
        if (tracker == null || !tracker.remembersReads() || command.is(Flag.SCRIPT_RUNNER)) {
            return;
        }
        for (KeySpec each : command.keySpecs()) {
            each.forEach(words, at -> readKeys.add(words.argument(at), client.id()));
        }
    }

    /** CLIENT CACHING is about one command or one transaction; other forms of CLIENT may come between. */
    @Override
    public void after(Client client) {
        Tracker tracker = trackers.get(client);
        boolean inTransaction =
                client.transaction() != null && client.transaction().isOpen();
        if (tracker != null && !inTransaction && !client.lastCommand().startsWith("client")) {
            tracker.cachingGiven(false);
        }
    }

    @Override
    public void changed(Slice key) {
        broadcast(key, dispatcher.current());
        invalidate(key);
    }

    @Override
    public void lost(Slice key) {
        broadcast(key, null);
        invalidate(key);
    }

    @Override
    public void flushed() {
        trackers.values().forEach(each -> send(each, null));
        readKeys.clear();
        rest();
    }

    private void broadcast(Slice key, @Nullable Client by) {
        if (broadcasts.size() > 0 && broadcasts.changed(key, by) && !broadcastSoon) {
            broadcastSoon = true;
            timers.schedule(this::sendBroadcasts, 0);
        }
    }

    private void sendBroadcasts() {
        broadcastSoon = false;
        broadcasts.send(this::send);
    }

    private void invalidate(Slice key) {
        var readers = readKeys.take(key);
        if (readers.isEmpty()) {
            return;
        }
        encoder.clear();
        encoder.array(1);
        encoder.bulk(key);
        byte[] keys = Arrays.copyOf(encoder.array(), encoder.size());
        for (long id : readers) {
            Client client = clients.find(id);
            Tracker tracker = client == null ? null : trackers.get(client);
            if (tracker != null
                    && !tracker.mode().broadcast()
                    && !(tracker.mode().noLoop() && client == dispatcher.current())) {
                send(tracker, keys);
            }
        }
        rest();
    }

    /** The last keys have gone, and nobody adds new ones: changes need not be told any more. */
    private void rest() {
        if (trackers.isEmpty() && readKeys.size() == 0) {
            keyspace.listener(null);
        }
    }

    /**
     * Sends an encoded array of keys, null for all keys, to the client or to the one it has named. In RESP2 only messages
     * of a channel can be told from replies, so that there a client gets nothing itself.
     */
    private void send(Tracker tracker, byte @Nullable [] keys) {
        long redirect = tracker.mode().redirect();
        Client target = redirect == 0 ? tracker.client() : clients.find(redirect);
        encoder.clear();
        if (target == null) {
            tracker.isNowBroken();
            if (tracker.client().reply().protocol() == 2) {
                return;
            }
            target = tracker.client();
            encoder.protocol(3);
            encoder.push(2);
            encoder.bulk("tracking-redir-broken");
            encoder.integer(redirect);
        } else if (target.reply().protocol() > 2) {
            encoder.protocol(3);
            encoder.push(2);
            encoder.bulk("invalidate");
            keys(keys);
        } else if (redirect != 0 && target.isSubscribed()) {
            encoder.protocol(2);
            encoder.push(3);
            encoder.bulk("message");
            encoder.bulk(CHANNEL);
            keys(keys);
        } else {
            return;
        }
        target.push(Arrays.copyOf(encoder.array(), encoder.size()));
    }

    private void keys(byte @Nullable [] keys) {
        if (keys == null) {
            encoder.nullBulk();
        } else {
            encoder.raw(keys);
        }
    }
}
