package dev.vermilion.kit;

import dev.vermilion.kit.lens.Lens;
import dev.vermilion.kit.lens.Redaction;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.exceptions.JedisException;

/** Apps that listen, with everything they run on. */
public final class RunningApps implements AutoCloseable {

    private final Redis redis;
    private final Events events;
    private final List<MountedApp> apps;
    private final Server server;

    private RunningApps(Redis redis, Events events, List<MountedApp> apps, Server server) {
        this.redis = redis;
        this.events = events;
        this.apps = apps;
        this.server = server;
    }

    /** Starts all, and says on {@code out} what listens where. */
    static RunningApps start(AppFactory home, Map<String, AppFactory> mounted, Options options, PrintStream out)
            throws StartException {
        if (options.redis != null && options.data != null) {
            throw new StartException("--data is for the embedded engine; with --redis that Redis keeps the data.");
        }
        if (options.inMemory && (options.redis != null || options.data != null)) {
            throw new StartException("--in-memory goes neither with --redis nor with --data.");
        }
        Lens lens = new Lens(new Redaction());
        Redis redis = Redis.open(options.redis, options.data, lens);
        Events events = new Events(redis.client());
        List<MountedApp> apps = mount(home, mounted, redis, events, lens);
        Server server = new Server(apps, redis, lens, metrics(redis, events, lens));
        RunningApps running = new RunningApps(redis, events, apps, server);
        try {
            running.begin(options);
        } catch (StartException e) {
            running.close();
            throw e;
        }
        running.announce(options, out);
        return running;
    }

    private static List<MountedApp> mount(
            AppFactory home, Map<String, AppFactory> mounted, Redis redis, Events events, Lens lens) {
        List<MountedApp> apps = new ArrayList<>();
        apps.add(mount(home, "", redis, events, lens));
        mounted.forEach((name, factory) -> {
            MountedApp app = mount(factory, "/" + name, redis, events, lens);
            if (!app.info().name().equals(name)) {
                throw new IllegalArgumentException(
                        name + " calls itself " + app.info().name());
            }
            apps.add(app);
        });
        return apps;
    }

    private static MountedApp mount(AppFactory factory, String mountPath, Redis redis, Events events, Lens lens) {
        AppContext context = new AppContext(redis.client(), events, Clock.systemUTC(), mountPath);
        return new MountedApp(factory.create(context), mountPath, lens, events);
    }

    private static Metrics metrics(Redis redis, Events events, Lens lens) {
        return new Metrics(new Metrics.Gauges() {
            @Override
            public long commands() {
                return lens.totals().commands();
            }

            @Override
            public int connectionsInUse() {
                return redis.connectionsInUse();
            }

            @Override
            public int connectionsIdle() {
                return redis.connectionsIdle();
            }

            @Override
            public int listeners() {
                return events.listeners();
            }
        });
    }

    private void begin(Options options) throws StartException {
        try {
            if (!options.noSeed) {
                apps.forEach(each -> each.app().seed());
            }
        } catch (JedisException e) {
            throw new StartException("The demo data cannot be written: " + e.getMessage() + ".");
        }
        events.start();
        server.start(options.host, options.port);
    }

    private void announce(Options options, PrintStream out) {
        AppInfo info = apps.get(0).info();
        String host = options.host.equals("0.0.0.0") ? "localhost" : options.host;
        out.println(info.title() + ": " + info.summary());
        out.println("Listens on http://" + host + ":" + server.port() + "/");
        out.println("Redis: " + redis.shown() + ", version " + redis.version());
        if (redis.embedded()) {
            out.println(
                    options.data == null
                            ? "Data: in memory only; it is gone when this process ends."
                            : "Data: kept in " + options.data.toAbsolutePath().normalize());
        }
        out.flush();
    }

    /** The TCP port that they listen on. */
    public int port() {
        return server.port();
    }

    /** Stops to accept, lets the requests under way finish, and lets go of Redis. */
    @Override
    public void close() {
        events.close();
        server.close();
        apps.forEach(MountedApp::close);
        redis.close();
    }
}
