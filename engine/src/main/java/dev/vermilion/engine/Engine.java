package dev.vermilion.engine;

import dev.vermilion.engine.bitmap.BitmapCommands;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.connection.ConnectionCommands;
import dev.vermilion.engine.hash.HashCommands;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.net.Listener;
import dev.vermilion.engine.string.StringCommands;
import java.io.IOException;
import java.util.List;

/**
 * A Redis server in this process. It answers on a TCP port as redis-server does, from {@link #open} until
 * {@link #close}.
 *
 * <p>All methods may be called from any thread.
 */
public final class Engine implements AutoCloseable {

    private final Listener listener = new Listener();
    private final CommandTable table = new CommandTable();
    private final int port;

    private Engine(EngineConfig config) throws IOException {
        Settings settings = new Settings();
        Keyspace keyspace = new Keyspace(16, settings, config.clock(), config.random());
        Clients clients = new Clients();
        Dispatcher dispatcher = new Dispatcher(table, keyspace, listener::schedule, new Dispatcher.Observer() {
            @Override
            public void before(
                    dev.vermilion.engine.command.Client client,
                    dev.vermilion.engine.command.Command command,
                    dev.vermilion.engine.resp.Request words) {}

            @Override
            public void after(
                    dev.vermilion.engine.command.Client client,
                    dev.vermilion.engine.command.Command command,
                    dev.vermilion.engine.resp.Request words,
                    long nanos) {}
        });
        table.add("string", StringCommands.table());
        table.add("bitmap", BitmapCommands.table());
        table.add("hash", HashCommands.table());
        table.add("connection", ConnectionCommands.table());
        listener.repeat(
                () -> {
                    keyspace.refreshTime();
                    keyspace.activeExpiry().run();
                },
                100);
        int wanted = Integer.parseInt(
                config.directives().getOrDefault("port", List.of("6379")).get(0));
        port = listener.listen("127.0.0.1", wanted, dispatcher, clients, keyspace);
    }

    /**
     * Starts an engine.
     *
     * @throws IOException if it cannot listen on its port
     */
    public static Engine open(EngineConfig config) throws IOException {
        return new Engine(config);
    }

    /** The TCP port it listens on. */
    public int port() {
        return port;
    }

    /** The commands it knows. */
    public CommandTable commands() {
        return table;
    }

    /** Closes all connections and stops. */
    @Override
    public void close() {
        listener.close();
    }
}
