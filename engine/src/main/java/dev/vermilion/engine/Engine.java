package dev.vermilion.engine;

import dev.vermilion.engine.acl.Acl;
import dev.vermilion.engine.acl.AclCommands;
import dev.vermilion.engine.array.ArrayCommands;
import dev.vermilion.engine.bitmap.BitmapCommands;
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
import dev.vermilion.engine.net.Listener;
import dev.vermilion.engine.pubsub.PubSub;
import dev.vermilion.engine.pubsub.PubSubCommands;
import dev.vermilion.engine.scripting.ScriptingCommands;
import dev.vermilion.engine.server.CommandWatch;
import dev.vermilion.engine.server.ServerCommands;
import dev.vermilion.engine.server.ServerContext;
import dev.vermilion.engine.server.ServerCron;
import dev.vermilion.engine.server.ServerLog;
import dev.vermilion.engine.server.Version;
import dev.vermilion.engine.set.SetCommands;
import dev.vermilion.engine.stream.StreamCommands;
import dev.vermilion.engine.string.StringCommands;
import dev.vermilion.engine.transactions.TransactionCommands;
import dev.vermilion.engine.zset.ZSetCommands;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

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
    private final Clients clients = new Clients();
    private final Map<String, String> facts = new HashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ServerLog log;
    private final Keyspace keyspace;
    private volatile int port;

    private Engine(EngineConfig config) throws IOException {
        config.lines().forEach(configuration::load);
        log = new ServerLog(config.console());
        configuration.onChange("loglevel", log::level);
        configuration.onChange("logfile", log::file);
        greet(config);
        Settings settings = new Settings();
        settings.follow(configuration);
        keyspace = new Keyspace((int) configuration.number("databases"), settings, config.clock(), config.random());
        CommandWatch watch = new CommandWatch(keyspace, configuration);
        Dispatcher dispatcher = new Dispatcher(table, keyspace, listener::schedule, watch);
        ServerContext context = new ServerContext(
                keyspace,
                dispatcher,
                clients,
                configuration,
                log,
                config.clock().wallMillis(),
                runId(config),
                facts,
                this::stop);
        PubSub pubSub = new PubSub(clients);
        keyspace.events().publisher(pubSub::publish);
        Acl acl = new Acl(table, configuration, config.clock(), clients, pubSub, log, ConnectionCommands::describe);
        dispatcher.guardedBy(acl);
        configuration.onChange("notify-keyspace-events", keyspace.events()::enable);
        ServerCron cron = new ServerCron(context, listener::schedule, watch);
        table.add("generic", GenericCommands.table(ListValue::listOf));
        table.add("generic", DumpCommands.table());
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
        table.add("connection", ConnectionCommands.table(context));
        table.add("pubsub", PubSubCommands.table(pubSub));
        table.add("transactions", TransactionCommands.table());
        table.add(
                "scripting",
                ScriptingCommands.table(
                        dispatcher, keyspace, Version.REDIS, log::fromScript, listener::serveWhileBusy, closed::get));
        table.add("server", ServerCommands.table(context, config.file(), watch, cron, pubSub));
        table.add("server", AclCommands.table(acl, table));
        listener.serve(dispatcher, clients, keyspace, configuration);
        try {
            acl.loadAtStart();
            listen(config.isAnyPort());
        } catch (IOException | ConfigException e) {
            listener.close();
            throw e;
        }
        listener.execute(cron::start);
        log.notice("Server initialized");
        log.notice("Data is kept in memory only: nothing is saved, and nothing will be loaded at the next start");
        log.notice("Ready to accept connections tcp");
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

    private void listen(boolean anyPort) throws IOException {
        log.started();
        int wanted = (int) configuration.number("port");
        try {
            port = anyPort || wanted != 0 ? listener.bind(addresses(), wanted) : 0;
        } catch (IOException e) {
            log.warning("Warning: " + e.getMessage());
            log.warning("Failed listening on port " + wanted + " (tcp), aborting.");
            throw e;
        }
        facts.put("tcp_port", Integer.toString(port));
        log.notice("Running mode=standalone, port=" + port + ".");
        Configuration.Effect rebind = any -> listenAgain();
        configuration.whenChanged("port", rebind);
        configuration.whenChanged("bind", rebind);
    }

    private List<String> addresses() {
        String bind = configuration.get("bind");
        return bind.isEmpty() ? List.of() : List.of(bind.split(" "));
    }

    private void listenAgain() {
        try {
            int wanted = (int) configuration.number("port");
            port = wanted == 0 ? listener.unbind() : listener.bind(addresses(), wanted);
            facts.put("tcp_port", Integer.toString(port));
        } catch (IOException e) {
            log.warning(String.valueOf(e.getMessage()));
            throw new ConfigException("Unable to listen on this port. Check server logs.");
        }
    }

    /**
     * Starts an engine.
     *
     * @throws IOException if it cannot listen on its port
     * @throws ConfigException if a directive is unknown or has a value that does not fit
     */
    public static Engine open(EngineConfig config) throws IOException {
        return new Engine(config);
    }

    /** The TCP port it listens on; 0 if it listens on none. */
    public int port() {
        return port;
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

    /** Waits until the engine has stopped. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Stops from within a command: another thread closes, for the command thread cannot wait for its own end. */
    private void stop() {
        new Thread(this::close, "vermilion-stop").start();
    }

    /** Closes all connections and stops. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listener.close();
            stopped.countDown();
        }
    }
}
