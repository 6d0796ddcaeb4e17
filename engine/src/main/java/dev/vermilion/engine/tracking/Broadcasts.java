package dev.vermilion.engine.tracking;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Who wants to hear of keys that begin with what, and which of those have changed since the last message. */
final class Broadcasts {

    private static final class Prefix {
        final Set<Tracker> trackers = new LinkedHashSet<>();
        /** By key, who changed it last; null if that was no client. */
        final Map<Slice, @Nullable Client> changed = new TreeMap<>();
    }

    /** A prefix in the set of a tracker and among all, beside its bytes. */
    private static final long PREFIX_BYTES = 200;

    private final Map<Slice, Prefix> prefixes = new TreeMap<>();

    /** The prefix is kept, and must not change. */
    void add(Tracker tracker, Slice prefix) {
        if (tracker.ownPrefixes().add(prefix)) {
            tracker.client().subscriptionBytes(PREFIX_BYTES + prefix.length());
            prefixes.computeIfAbsent(prefix, any -> new Prefix()).trackers.add(tracker);
        }
    }

    /** Forgets a tracker, at the cost of its prefixes. */
    void remove(Tracker tracker) {
        for (Slice each : tracker.ownPrefixes()) {
            tracker.client().subscriptionBytes(-PREFIX_BYTES - each.length());
            Prefix prefix = prefixes.get(each);
            if (prefix != null && prefix.trackers.remove(tracker) && prefix.trackers.isEmpty()) {
                prefixes.remove(each);
            }
        }
        tracker.ownPrefixes().clear();
    }

    /** Number of prefixes. */
    int size() {
        return prefixes.size();
    }

    /** Notes that {@code key} was changed by {@code by}; true if somebody wants to hear of it. O(prefixes). */
    boolean changed(Slice key, @Nullable Client by) {
        boolean wanted = false;
        Slice own = null;
        for (Map.Entry<Slice, Prefix> each : prefixes.entrySet()) {
            if (startsWith(key, each.getKey())) {
                own = own == null ? key.copy() : own;
                each.getValue().changed.put(own, by);
                wanted = true;
            }
        }
        return wanted;
    }

    /** Gives {@code sender} what each is to be told, an encoded array of keys, and forgets it. */
    void send(BiConsumer<Tracker, byte[]> sender) {
        for (Prefix prefix : prefixes.values()) {
            if (prefix.changed.isEmpty()) {
                continue;
            }
            byte[] all = encoded(prefix.changed, null);
            for (Tracker each : prefix.trackers) {
                byte[] keys = each.mode().noLoop() ? encoded(prefix.changed, each.client()) : all;
                if (keys.length > 0) {
                    sender.accept(each, keys);
                }
            }
            prefix.changed.clear();
        }
    }

    /** The keys as an array, but for those that {@code except} changed; nothing if none is left. */
    private static byte[] encoded(Map<Slice, @Nullable Client> changed, @Nullable Client except) {
        ReplyWriter keys = new ReplyWriter();
        int count = 0;
        for (Map.Entry<Slice, @Nullable Client> each : changed.entrySet()) {
            if (except == null || each.getValue() != except) {
                keys.bulk(each.getKey());
                count++;
            }
        }
        if (count > 0) {
            keys.arrayAround(0, count);
        }
        return Arrays.copyOf(keys.array(), keys.size());
    }

    private static boolean startsWith(Slice key, Slice prefix) {
        int length = prefix.length();
        return key.length() >= length
                && Arrays.equals(
                        key.array(),
                        key.offset(),
                        key.offset() + length,
                        prefix.array(),
                        prefix.offset(),
                        prefix.offset() + length);
    }
}
