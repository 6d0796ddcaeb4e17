package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells subscribers what happened to keys, as {@code notify-keyspace-events} asks for. */
public final class KeyspaceEvents {

    /** Who delivers a message to the subscribers of a channel. */
    @FunctionalInterface
    public interface Publisher {
        /** Sends {@code message} to {@code channel}. */
        void publish(byte[] channel, byte[] message);
    }

    private static final int KEYSPACE = 1 << 30;
    private static final int KEYEVENT = 1 << 29;
    /** What the letter A stands for: all classes but misses, new, overwritten and type-changed keys. */
    private static final int ALL = Arrays.stream(EventClass.values())
            .filter(each -> "mnoc".indexOf(each.letter()) < 0)
            .mapToInt(EventClass::bit)
            .sum();

    private int enabled;
    private Publisher publisher = (channel, message) -> {};

    /** Sets who delivers the messages. */
    public void publisher(Publisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Switches classes on by their letters.
     *
     * @return false, with nothing changed, if a letter is unknown
     */
    public boolean enable(String letters) {
        Integer parsed = parse(letters);
        if (parsed == null) {
            return false;
        }
        enabled = parsed;
        return true;
    }

    /** The letters of what is on, in the order that CONFIG GET shows them. */
    public String letters() {
        StringBuilder letters = new StringBuilder();
        if ((enabled & ALL) == ALL) {
            letters.append('A');
        }
        for (EventClass each : EventClass.values()) {
            boolean named = (enabled & each.bit()) != 0 && ((enabled & ALL) != ALL || (ALL & each.bit()) == 0);
            if (named && each != EventClass.KEY_MISS) {
                letters.append(each.letter());
            }
        }
        letters.append((enabled & KEYSPACE) != 0 ? "K" : "").append((enabled & KEYEVENT) != 0 ? "E" : "");
        return letters.append((enabled & EventClass.KEY_MISS.bit()) != 0 ? "m" : "")
                .toString();
    }

    /** True if somebody asked for events of this class: what costs something to find out is skipped otherwise. */
    public boolean wants(EventClass eventClass) {
        return (enabled & eventClass.bit()) != 0;
    }

    /** Publishes that {@code event} happened to {@code key}. Cheap when nobody asked for its class. */
    public void publish(EventClass eventClass, String event, Slice key, int database) {
        if ((enabled & eventClass.bit()) == 0) {
            return;
        }
        byte[] name = event.getBytes(StandardCharsets.UTF_8);
        if ((enabled & KEYSPACE) != 0) {
            publisher.publish(channel("__keyspace@" + database + "__:", key.toBytes()), name);
        }
        if ((enabled & KEYEVENT) != 0) {
            publisher.publish(channel("__keyevent@" + database + "__:", name), key.toBytes());
        }
    }

    private static byte[] channel(String prefix, byte[] rest) {
        byte[] start = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] channel = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, channel, start.length, rest.length);
        return channel;
    }

    private static @Nullable Integer parse(String letters) {
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            int bit = bit(letters.charAt(i));
            if (bit == 0) {
                return null;
            }
            bits |= bit;
        }
        return bits;
    }

    private static int bit(char letter) {
        if (letter == 'A') {
            return ALL;
        }
        if (letter == 'K') {
            return KEYSPACE;
        }
        if (letter == 'E') {
            return KEYEVENT;
        }
        return Arrays.stream(EventClass.values())
                .filter(each -> each.letter() == letter)
                .mapToInt(EventClass::bit)
                .sum();
    }
}
