package dev.vermilion.kit;

import dev.vermilion.kit.lens.Lens;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinBindException;
import java.util.List;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** The HTTP server of one process, with all its apps. */
final class Server implements AutoCloseable {

    private static final long STOP_MILLIS = 5_000;
    private static final long IDLE_STOP_MILLIS = 50;
    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private record Health(String status, RedisHealth redis) {}

    private record RedisHealth(
            boolean reachable,
            @Nullable String version,
            @Nullable Long latencyMicros) {}

    private final List<MountedApp> apps;
    private final Redis redis;
    private final Lens lens;
    private final Metrics metrics;
    private final Javalin javalin;

    Server(List<MountedApp> apps, Redis redis, Lens lens, Metrics metrics) {
        this.lens = lens;
        this.apps = apps;
        this.redis = redis;
        this.metrics = metrics;
        this.javalin = Javalin.create(this::configure);
    }

    /** Starts to listen; port 0 takes any that is free. */
    void start(String host, int port) throws StartException {
        try {
            javalin.start(host, port);
        } catch (JavalinBindException e) {
            throw new StartException(
                    "Port " + port + " on " + host + " cannot be used, something else listens there or it "
                            + "is not allowed; choose another with --port.");
        }
    }

    int port() {
        return javalin.port();
    }

    /** Stops to accept, and lets the requests under way finish. */
    @Override
    public void close() {
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            if (connector instanceof AbstractConnector open) {
                open.setShutdownIdleTimeout(IDLE_STOP_MILLIS); // idle browsers are not worth the wait
            }
        }
        javalin.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jsonMapper(new JavalinJackson(Json.MAPPER, false));
        config.jetty.modifyServer(server -> {
            server.setHandler(new GracefulHandler());
            server.setStopTimeout(STOP_MILLIS);
        });
        config.requestLogger.http(this::count);
        config.routes.before(Server::secure);
        config.routes.after(ctx -> {
            String id = ctx.res().getHeader("Lens-Id");
            if (id != null) {
                lens.answered(id, ctx.statusCode());
            }
        });
        Errors.install(config.routes);
        config.routes.exception(JedisException.class, (e, ctx) -> {
            if (Errors.isAway(e)) {
                redis.lost();
            }
            Errors.answer(ctx, e);
        });
        config.routes.get("/health", this::health);
        config.routes.get("/metrics", ctx -> ctx.contentType(Metrics.MEDIA_TYPE).result(metrics.text()));
        List<AppInfo> mounted = apps.stream()
                .filter(each -> !each.mountPath().isEmpty())
                .map(MountedApp::info)
                .toList();
        apps.forEach(each -> each.addKitRoutes(config.routes, mounted));
        apps.forEach(each -> each.addRoutes(config.routes));
    }

    private static void secure(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin");
    }

    private void count(Context ctx, float millis) {
        Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
        String route = endpoint == null ? "none" : endpoint.path;
        metrics.request(ctx.method().toString(), route, ctx.statusCode(), millis);
    }

    private void health(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        try {
            long micros = redis.ping();
            ctx.json(new Health("up", new RedisHealth(true, redis.version(), micros)));
        } catch (JedisException e) {
            redis.lost();
            ctx.status(503).json(new Health("down", new RedisHealth(false, null, null)));
        }
    }
}
