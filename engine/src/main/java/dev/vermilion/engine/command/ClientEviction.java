package dev.vermilion.engine.command;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Keyspace;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Disconnects clients where all together take more memory than {@code maxmemory-clients} allows, those first that take
 * most. Without that setting they may take a half of what the heap has for all.
 */
public final class ClientEviction {

    /** Less would leave no client, not even one to set it right. */
    private static final long LEAST = 128 * 1024;

    private final Clients clients;
    private final Keyspace keyspace;
    private Consumer<Client> observer = client -> {};
    private long evicted;

    /** An eviction of {@code clients}. */
    ClientEviction(Clients clients, Keyspace keyspace) {
        this.clients = clients;
        this.keyspace = keyspace;
    }

    /** Calls {@code observer} with every client that is about to be disconnected. */
    public void observe(Consumer<Client> observer) {
        this.observer = observer;
    }

    /** Most bytes that clients may take. */
    public long limit() {
        Settings settings = keyspace.settings();
        long wanted = settings.maxMemoryClients;
        long limit = settings.maxMemoryClientsInPercent ? settings.maxMemory / 100 * wanted : wanted;
        return limit == 0 ? keyspace.eviction().ceiling() / 2 : Math.max(limit, LEAST);
    }

    /** To be called between commands: disconnects clients while all take too much. O(clients) for each. */
    public void run() {
        if (clients.memoryBytes() < LEAST || clients.memoryBytes() < limit()) {
            return;
        }
        clients.all().forEach(clients::count);
        while (clients.memoryBytes() >= limit()) {
            Client largest = largest();
            if (largest == null) {
                return;
            }
            evicted++;
            observer.accept(largest);
            largest.connection().close();
        }
    }

    private @Nullable Client largest() {
        Client largest = null;
        for (Client each : clients.all()) {
            if (!each.isNoEvict() && (largest == null || each.countedBytes() > largest.countedBytes())) {
                largest = each;
            }
        }
        return largest;
    }

    /** Number of clients that were disconnected. */
    public long evicted() {
        return evicted;
    }

    void resetStatistics() {
        evicted = 0;
    }
}
