package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The commands that took long, the newest first. */
final class Slowlog {

    /**
     * A command that took long.
     *
     * @param id its number since the start
     * @param seconds when it ran, in seconds since 1970
     * @param micros how long it took
     * @param words its words, shortened
     * @param address where its client is
     * @param name what its client is called
     */
    record Entry(long id, long seconds, long micros, List<byte[]> words, String address, String name) {}

    private final Keyspace keyspace;
    private final Redaction redaction;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long nextId;

    Slowlog(Keyspace keyspace, Redaction redaction) {
        this.keyspace = keyspace;
        this.redaction = redaction;
    }

    void add(Client client, Command command, Request words, long micros) {
        Settings settings = keyspace.settings();
        if (settings.slowlogMaxLen == 0) {
            return; // nor is it counted
        }
        entries.addFirst(new Entry(
                nextId++,
                keyspace.clock().wallMillis() / 1000,
                micros,
                shortened(command, words, settings),
                client.connection().remoteAddress(),
                client.name()));
        while (entries.size() > settings.slowlogMaxLen) {
            entries.removeLast();
        }
    }

    private List<byte[]> shortened(Command command, Request words, Settings settings) {
        List<byte[]> kept = new ArrayList<>();
        int most = settings.slowlogEntryMaxArgc;
        int count = Math.min(words.count(), most);
        for (int i = 0; i < count; i++) {
            if (i == count - 1 && words.count() > most) {
                kept.add(ascii("... (" + (words.count() - most + 1) + " more arguments)"));
            } else if (redaction.hides(command, words, i)) {
                kept.add(ascii(Redaction.HIDDEN));
            } else {
                kept.add(shortened(words.argument(i), settings.slowlogEntryMaxStringLen));
            }
        }
        return kept;
    }

    private static byte[] shortened(Slice word, int most) {
        if (word.length() <= most) {
            return word.toBytes();
        }
        byte[] rest = ascii("... (" + (word.length() - most) + " more bytes)");
        byte[] kept = new byte[most + rest.length];
        System.arraycopy(word.array(), word.offset(), kept, 0, most);
        System.arraycopy(rest, 0, kept, most, rest.length);
        return kept;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    Deque<Entry> entries() {
        return entries;
    }

    void clear() {
        entries.clear();
    }
}
