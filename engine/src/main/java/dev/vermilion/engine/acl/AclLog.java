package dev.vermilion.engine.acl;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Denial;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was denied, the last first. The same thing within a minute is one entry with a count. */
final class AclLog {

    private static final long SAME_WITHIN_MILLIS = 60_000;
    /** Entries that are looked at for the same thing. */
    private static final int LOOKED_AT = 10;

    private static final int SHOWN = 10;

    /** A thing that was denied; {@code object} is the command, the key or the channel. */
    private static final class Entry {
        final long id;
        final Denial.Reason reason;
        final Denial.Context context;
        final Slice object;
        final String user;
        final long createdMillis;
        long updatedMillis;
        long count = 1;
        String client;

        Entry(
                long id,
                Denial.Reason reason,
                Denial.Context context,
                Slice object,
                String user,
                String client,
                long nowMillis) {
            this.id = id;
            this.reason = reason;
            this.context = context;
            this.object = object;
            this.user = user;
            this.client = client;
            this.createdMillis = nowMillis;
            this.updatedMillis = nowMillis;
        }

        boolean isSame(Denial.Reason reason, Denial.Context context, Slice object, String user, long nowMillis) {
            return this.reason == reason
                    && this.context == context
                    && Math.abs(nowMillis - updatedMillis) <= SAME_WITHIN_MILLIS
                    && this.object.equals(object)
                    && this.user.equals(user);
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<Denial.Reason, Long> counts = new EnumMap<>(Denial.Reason.class);
    private long nextId;

    long count(Denial.Reason reason) {
        return counts.getOrDefault(reason, 0L);
    }

    void resetCounts() {
        counts.clear();
    }

    /**
     * Notes a denial.
     *
     * @param client the line of CLIENT LIST for the client
     * @param most how many entries are kept
     */
    void add(
            Denial.Reason reason,
            Denial.Context context,
            Slice object,
            String user,
            String client,
            long nowMillis,
            long most) {
        counts.merge(reason, 1L, Long::sum);
        Entry same = take(reason, context, object, user, nowMillis);
        if (same == null) {
            entries.addFirst(new Entry(nextId++, reason, context, object.copy(), user, client, nowMillis));
        } else {
            same.count++;
            same.updatedMillis = nowMillis;
            same.client = client;
            entries.addFirst(same);
        }
        while (entries.size() > most) {
            entries.removeLast();
        }
    }

    private @Nullable Entry take(
            Denial.Reason reason, Denial.Context context, Slice object, String user, long nowMillis) {
        int left = LOOKED_AT;
        for (var each = entries.iterator(); each.hasNext() && left > 0; left--) {
            Entry entry = each.next();
            if (entry.isSame(reason, context, object, user, nowMillis)) {
                each.remove();
                return entry;
            }
        }
        return null;
    }

    /** ACL LOG. */
    void log(Call call) {
        AclShow.atMost(call, 3);
        long shown = SHOWN;
        if (call.is(2, "RESET")) {
            entries.clear();
            call.reply().ok();
            return;
        } else if (call.count() == 3) {
            shown = Math.max(0, call.integer(2));
        }
        long now = call.keyspace().clock().wallMillis();
        List<Entry> last = entries.stream().limit(shown).toList();
        call.reply().array(last.size());
        last.forEach(each -> write(each, now, call.reply()));
    }

    private static void write(Entry entry, long now, ReplyWriter reply) {
        reply.map(10);
        reply.bulk("count");
        reply.integer(entry.count);
        text(reply, "reason", entry.reason.name().toLowerCase(Locale.ROOT));
        text(reply, "context", entry.context.name().toLowerCase(Locale.ROOT));
        reply.bulk("object");
        reply.bulk(entry.object);
        text(reply, "username", entry.user);
        reply.bulk("age-seconds");
        reply.real((now - entry.updatedMillis) / 1000.0);
        text(reply, "client-info", entry.client);
        reply.bulk("entry-id");
        reply.integer(entry.id);
        reply.bulk("timestamp-created");
        reply.integer(entry.createdMillis);
        reply.bulk("timestamp-last-updated");
        reply.integer(entry.updatedMillis);
    }

    private static void text(ReplyWriter reply, String name, String value) {
        reply.bulk(name);
        reply.bulk(value);
    }
}
