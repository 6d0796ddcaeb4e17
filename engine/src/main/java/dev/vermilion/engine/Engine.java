package dev.vermilion.engine;

import dev.vermilion.engine.acl.Acl;
import dev.vermilion.engine.acl.AclCommands;
import dev.vermilion.engine.array.ArrayCommands;
import dev.vermilion.engine.bitmap.BitmapCommands;
import dev.vermilion.engine.cluster.ClusterCommands;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.ConfigException;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.connection.ConnectionCommands;
import dev.vermilion.engine.dump.DumpCommands;
import dev.vermilion.engine.generic.GenericCommands;
import dev.vermilion.engine.geo.GeoCommands;
import dev.vermilion.engine.hash.HashCommands;
import dev.vermilion.engine.hyperloglog.HyperLogLogCommands;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.list.ListCommands;
import dev.vermilion.engine.list.ListValue;
import dev.vermilion.engine.net.Disk;
import dev.vermilion.engine.net.Listener;
import dev.vermilion.engine.persist.PersistCommands;
import dev.vermilion.engine.persist.Persistence;
import dev.vermilion.engine.pubsub.PubSub;
import dev.vermilion.engine.pubsub.PubSubCommands;
import dev.vermilion.engine.replication.ReplicationCommands;
import dev.vermilion.engine.scripting.ScriptingCommands;
import dev.vermilion.engine.server.CommandWatch;
import dev.vermilion.engine.server.ServerCommands;
import dev.vermilion.engine.server.ServerContext;
import dev.vermilion.engine.server.ServerCron;
import dev.vermilion.engine.server.ServerLog;
import dev.vermilion.engine.server.Shutdown;
import dev.vermilion.engine.server.Version;
import dev.vermilion.engine.set.SetCommands;
import dev.vermilion.engine.stream.StreamCommands;
import dev.vermilion.engine.string.StringCommands;
import dev.vermilion.engine.tracking.Tracking;
import dev.vermilion.engine.transactions.TransactionCommands;
import dev.vermilion.engine.zset.ZSetCommands;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server in this process. It answers on a TCP port as redis-server does, from {@link #open} until
 * {@link #close}.
 *
 * <p>All methods may be called from any thread.
 */
public final class Engine implements AutoCloseable {

    private final Listener listener = new Listener();
    private final CommandTable table = new CommandTable();
    private final Configuration configuration = new Configuration();
    private final Map<String, String> facts = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ServerLog log;
    private final Keyspace keyspace;
    private final Clients clients;
    private final DumpCommands dumps;
    private final Ports ports;
    private final Persistence persistence;
    private final Shutdown shutdown;

    private Engine(EngineConfig config) throws IOException {
        config.lines().forEach(configuration::load);
        log = new ServerLog(config.console());
        configuration.onChange("loglevel", log::level);
        configuration.onChange("logfile", log::file);
        greet(config);
        Settings settings = new Settings();
        settings.follow(configuration);
        keyspace = new Keyspace((int) configuration.number("databases"), settings, config.clock(), config.random());
        clients = new Clients(keyspace);
        CommandWatch watch = new CommandWatch(keyspace, configuration);
        Dispatcher dispatcher = new Dispatcher(table, keyspace, listener::schedule, watch);
        ScriptingCommands scripting = new ScriptingCommands(
                dispatcher, keyspace, Version.REDIS, log::fromScript, listener::serveWhileBusy, this::isToEnd);
        persistence = new Persistence(
                keyspace, configuration, dispatcher, listener::schedule, new EngineHost(log, listener, scripting));
        shutdown = new Shutdown(persistence, configuration, log, this::stop);
        ServerContext context = new ServerContext(
                keyspace,
                dispatcher,
                clients,
                configuration,
                persistence,
                log,
                config.clock().wallMillis(),
                runId(config),
                facts,
                shutdown);
        PubSub pubSub = new PubSub(clients);
        Tracking tracking = new Tracking(dispatcher, keyspace, clients, listener::schedule);
        configuration.onChange("tracking-table-max-keys", any -> tracking.limitChanged());
        keyspace.events().publisher(pubSub::publish);
        Acl acl = new Acl(
                table,
                configuration,
                config.clock(),
                clients,
                pubSub,
                log,
                (client, nowMillis) -> ConnectionCommands.describe(clients, tracking, client, nowMillis));
        dispatcher.admission().guardedBy(acl);
        configuration.onChange("notify-keyspace-events", keyspace.events()::enable);
        dumps = new DumpCommands(listener::schedule);
        ServerCron cron = new ServerCron(context, listener::schedule, watch);
        table.add("generic", GenericCommands.table(ListValue::listOf));
        table.add("generic", dumps.table());
        table.add("string", StringCommands.table());
        table.add("bitmap", BitmapCommands.table());
        table.add("hyperloglog", HyperLogLogCommands.table());
        table.add("hash", HashCommands.table());
        table.add("list", ListCommands.table());
        table.add("set", SetCommands.table());
        table.add("sorted-set", ZSetCommands.table());
        table.add("geo", GeoCommands.table());
        table.add("stream", StreamCommands.table());
        table.add("array", ArrayCommands.table());
        table.add("connection", ConnectionCommands.table(context, tracking));
        table.add("pubsub", PubSubCommands.table(pubSub));
        table.add("transactions", TransactionCommands.table());
        table.add("scripting", scripting.table());
        table.add("server", PersistCommands.table(persistence));
        table.add(
                "server",
                ServerCommands.table(
                        context, config.file(), watch, cron, pubSub, scripting, tracking, dumps::keptConnections));
        table.add("server", AclCommands.table(acl, table));
        table.add("server", ReplicationCommands.table());
        table.add("cluster", ClusterCommands.cluster());
        table.add("server", ClusterCommands.server());
        configuration.renameCommands(table::rename);
        listener.serve(dispatcher, clients, keyspace, configuration, new Disk() {
            @Override
            public boolean mustSync() {
                return persistence.mustSync();
            }

            @Override
            public boolean sync() {
                return persistence.sync();
            }
        });
        log.started();
        ports = new Ports(listener, configuration, log, facts);
        try {
            acl.loadAtStart();
            ports.open(config.isAnyPort());
        } catch (IOException | ConfigException e) {
            listener.close();
            throw e;
        }
        Logo.show(log, configuration, ports.port());
        log.notice("Server initialized");
        if (config.isToLoad()) {
            load();
        }
        if (configuration.get("save").isEmpty() && !configuration.isOn("appendonly")) {
            log.notice("Data is kept in memory only: it is saved by SAVE and BGSAVE, and never by itself");
        }
        listener.execute(cron::start);
    }

    /** Reads what was saved, on the command thread, while clients are told to wait. */
    private void load() throws IOException {
        CompletableFuture<@Nullable IOException> loaded = new CompletableFuture<>();
        listener.execute(() -> {
            try {
                persistence.loadAtStart();
                loaded.complete(null);
            } catch (IOException e) {
                loaded.complete(e);
            } catch (RuntimeException | Error e) {
                loaded.complete(new IOException(e));
                throw e;
            }
        });
        IOException problem = loaded.join();
        if (problem != null) {
            listener.close();
            throw problem;
        }
    }

    private void greet(EngineConfig config) {
        log.notice("oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo");
        log.notice("Redis version=" + Version.REDIS + ", bits=64, commit=00000000, modified=0, pid="
                + ProcessHandle.current().pid() + ", just started");
        if (config.file() != null || !config.lines().isEmpty()) {
            log.notice("Configuration loaded");
        } else {
            log.warning("Warning: no config file specified, using the default config. In order to specify a config"
                    + " file use java -jar engine.jar /path/to/redis.conf");
        }
        facts.put("config_file", config.file() == null ? "" : config.file().toString());
        facts.put("executable", ProcessHandle.current().info().command().orElse("java"));
    }

    private static String runId(EngineConfig config) {
        byte[] bytes = new byte[20];
        config.random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Starts an engine.
     *
     * @throws IOException if it cannot listen on its port, or has none to listen on
     * @throws ConfigException if a directive is unknown or has a value that does not fit
     */
    public static Engine open(EngineConfig config) throws IOException {
        Engine engine = start(config);
        engine.sayReady();
        return engine;
    }

    /** As {@link #open}, but the log is not yet told that the engine is ready. */
    static Engine start(EngineConfig config) throws IOException {
        return new Engine(config);
    }

    /** Tells the log that commands are taken, which scripts wait for. */
    void sayReady() {
        ports.sayReady();
    }

    /** The TCP port it listens on; 0 if it listens on none. */
    public int port() {
        return ports.port();
    }

    /** The commands it knows. */
    public CommandTable commands() {
        return table;
    }

    /** The log of the server. */
    ServerLog log() {
        return log;
    }

    /** True once it has been closed. */
    boolean isClosed() {
        return closed.get();
    }

    /** Its end, for signals. */
    Shutdown shutdown() {
        return shutdown;
    }

    private boolean isToEnd() {
        return closed.get() || shutdown.isRequested();
    }

    /** Waits until the engine has stopped. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Stops from within a command: another thread closes, for the command thread cannot wait for its own end. */
    private void stop() {
        listener.stopListening(); // who sees its connection end may start the next server on this port at once
        new Thread(this::close, "vermilion-stop").start();
    }

    /** Saves if there are save points, closes all connections and stops. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            CompletableFuture<Boolean> saved = new CompletableFuture<>();
            listener.execute(() -> {
                try {
                    saved.complete(persistence.shutDown(false, false, true));
                } finally {
                    saved.complete(false);
                }
            });
            saved.join();
            ports.close();
            listener.close();
            dumps.close();
            stopped.countDown();
        }
    }
}
