package dev.vermilion.engine.command;

import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.keyspace.Ledger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All clients that are connected. Touched by the command thread only. */
public final class Clients {

    private final Map<Long, Client> byId = new LinkedHashMap<>();
    private final List<Consumer<Client>> farewells = new ArrayList<>();
    private final Traffic traffic = new Traffic();
    private final Ledger ledger;
    private final ClientEviction eviction;
    private long memoryBytes;
    private long lastId;
    private long connections;
    private long rejected;

    /** No clients; what they take is counted by the ledger of {@code keyspace}. */
    public Clients(Keyspace keyspace) {
        this.ledger = keyspace.ledger();
        this.eviction = new ClientEviction(this, keyspace);
    }

    /** The removal of clients that take too much memory. */
    public ClientEviction eviction() {
        return eviction;
    }

    /** What all clients take of memory, in bytes, as it was when each was last counted. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** Counts what {@code client}, which is connected, takes of memory now. */
    public void count(Client client) {
        count(client, client.memoryBytes());
    }

    private void count(Client client, long bytes) {
        long more = bytes - client.countedBytes();
        client.countedBytes(bytes);
        memoryBytes += more;
        ledger.add(Ledger.Kind.CLIENTS, more);
    }

    /** The number for the next client. */
    public long nextId() {
        return ++lastId;
    }

    /** A client has connected. */
    public void add(Client client) {
        byId.put(client.id(), client);
        count(client);
        connections++;
    }

    /** A client has disconnected. */
    public void remove(Client client) {
        if (byId.remove(client.id()) != null) {
            count(client, 0);
            farewells.forEach(each -> each.accept(client));
        }
    }

    /** A client gives up all that it holds, for RESET: it stays, and is said farewell to as if it had gone. */
    public void reset(Client client) {
        farewells.forEach(each -> each.accept(client));
    }

    /** Calls {@code farewell} with every client that disconnects or is reset from now on. */
    public void onLeave(Consumer<Client> farewell) {
        farewells.add(farewell);
    }

    /** A connection was refused. */
    public void reject() {
        rejected++;
    }

    /** All clients, the longest connected first. */
    public Collection<Client> all() {
        return byId.values();
    }

    /** The client of that number, or null. */
    public @Nullable Client find(long id) {
        return byId.get(id);
    }

    /** What went over their connections. */
    public Traffic traffic() {
        return traffic;
    }

    /** Number of clients that are connected. */
    public int size() {
        return byId.size();
    }

    /** Number of connections accepted since the start. */
    public long connections() {
        return connections;
    }

    /** Sets the counters of INFO back, for CONFIG RESETSTAT. */
    public void resetStatistics() {
        connections = 0;
        rejected = 0;
        eviction.resetStatistics();
        traffic.reset();
    }

    /** Number of connections refused since the start. */
    public long rejectedConnections() {
        return rejected;
    }
}
