package dev.vermilion.engine.tracking;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.resp.Slice;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A client that is told of changes to keys. */
public final class Tracker {

    private final Client client;
    private final SortedSet<Slice> prefixes = new TreeSet<>();
    private TrackingMode mode = new TrackingMode(0, false, false, false, false, List.of());
    private boolean caching;
    private boolean broken;

    Tracker(Client client) {
        this.client = client;
    }

    Client client() {
        return client;
    }

    void mode(TrackingMode mode) {
        this.mode = mode;
        broken = false;
    }

    /** What it asked for. The prefixes of earlier requests count, too: see {@link #prefixes}. */
    public TrackingMode mode() {
        return mode;
    }

    SortedSet<Slice> ownPrefixes() {
        return prefixes;
    }

    /** What the keys begin with that it hears of, in order; none unless it asked for broadcasts. */
    public SortedSet<Slice> prefixes() {
        return Collections.unmodifiableSortedSet(prefixes);
    }

    /** True if CLIENT CACHING was said about the next command. */
    public boolean isCachingGiven() {
        return caching;
    }

    /** Sets whether CLIENT CACHING was said about the next command. */
    public void cachingGiven(boolean given) {
        this.caching = given;
    }

    /** True if the client that should get the messages has gone. */
    public boolean isBroken() {
        return broken;
    }

    void isNowBroken() {
        broken = true;
    }

    /** True if the keys that its command reads are to be remembered. */
    boolean remembersReads() {
        return !mode.broadcast() && (mode.optIn() ? caching : !(mode.optOut() && caching));
    }
}
