package dev.vermilion.kit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.kit.lens.Lens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.websocket.WsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One app under its path: its own routes, and those that the kit serves for it. */
final class MountedApp {

    private record Route(HandlerType method, String path, Handler handler) {}

    private record Stream(String path, String channel) {}

    private static final Operation EVENTS = Operation.of("What changes, as it changes")
            .describedAs(
                    "Server-Sent Events. A client that comes back with Last-Event-ID gets what it missed, or an event"
                            + " 'resync' where that is not known any more.")
            .header("Last-Event-ID", "the id of the last event that was seen")
            .gives(200, "text/event-stream");

    private record TrafficPage(List<Traffic.Shown> scenarios, Traffic.@Nullable State run) {}

    private record Socket(String path, Consumer<WsConfig> socket) {}

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private final App app;
    private final String mountPath;
    private final Lens lens;
    private final Events events;
    private final List<Route> routes = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final List<DescribedRoute> described = new ArrayList<>();
    private final Traffic traffic;
    private final Invariants invariants;

    /** Collects the routes of {@code app}; {@code mountPath} is empty or begins with a slash. */
    MountedApp(App app, String mountPath, Lens lens, Events events) {
        this.app = app;
        this.mountPath = mountPath;
        this.lens = lens;
        this.events = events;
        lens.redaction().add(app.secrets());
        app.routes(new Collector());
        traffic = new Traffic(app.traffic());
        invariants = new Invariants(app.invariants());
    }

    App app() {
        return app;
    }

    /** Ends what the app started, and its traffic before that. */
    void close() {
        traffic.close();
        app.close();
    }

    AppInfo info() {
        return app.info();
    }

    String mountPath() {
        return mountPath;
    }

    /** Adds what the kit serves; to be called for all apps before {@link #addRoutes}, because the first match wins. */
    void addKitRoutes(RoutesConfig target, List<AppInfo> all) {
        Assets.of("/web/kit").files().forEach((file, handler) -> target.get(at("kit/" + file), handler));
        Assets.of("/web/" + info().name()).files().forEach((file, handler) -> {
            target.get(at(file), handler);
            if (file.equals("index.html")) {
                target.get(at(""), indexAt(handler));
            }
        });
        target.get(at("kit/apps"), ctx -> ctx.json(all));
        target.get(at("kit/lens/{id}"), ctx -> {
            Object record = lens.find(ctx.pathParam("id"));
            if (record == null) {
                throw Problem.notFound("This record is no longer kept.");
            }
            ctx.header("Cache-Control", "no-store").json(record);
        });
        target.get(at("kit/uplot/uPlot.esm.js"), Assets.file(UPLOT + "uPlot.esm.js"));
        target.get(at("kit/uplot/uPlot.min.css"), Assets.file(UPLOT + "uPlot.min.css"));
        addWatching(target);
        JsonNode openApi = OpenApi.of(info(), described);
        target.get(at("openapi.json"), ctx -> ctx.json(openApi));
        target.get(at("api/info"), ctx -> ctx.json(info()));
        target.post(at("api/reset"), recorded(ctx -> {
            app.reset();
            ctx.status(HttpStatus.NO_CONTENT);
        }));
    }

    /** Traffic and invariants: what people do with the demo, rather than what the app is for. */
    private void addWatching(RoutesConfig target) {
        target.get(at("kit/traffic"), ctx -> json(ctx, new TrafficPage(traffic.scenarios(), traffic.state())));
        target.post(at("kit/traffic"), ctx -> {
            Traffic.State state = traffic.start(ctx.bodyAsClass(Traffic.Order.class));
            json(ctx.status(HttpStatus.ACCEPTED), state);
        });
        target.delete(at("kit/traffic"), ctx -> {
            traffic.stop();
            ctx.status(HttpStatus.NO_CONTENT);
        });
        target.get(at("kit/invariants"), ctx -> json(ctx, invariants.check()));
    }

    private static void json(Context ctx, Object body) {
        ctx.header("Cache-Control", "no-store").json(body);
    }

    /** Adds the app's own routes. */
    void addRoutes(RoutesConfig target) {
        for (Route each : routes) {
            target.addHttpHandler(each.method(), at(each.path()), recorded(each.handler()));
        }
        for (Stream each : streams) {
            target.sse(at(each.path()), client -> events.connect(client, each.channel()));
        }
        for (Socket each : sockets) {
            target.ws(at(each.path()), each.socket());
        }
    }

    /** The index page; the URL must end with a slash for its relative links to be right. */
    private Handler indexAt(Handler index) {
        return ctx -> {
            if (ctx.path().endsWith("/")) {
                index.handle(ctx);
            } else {
                ctx.redirect(mountPath + "/", HttpStatus.FOUND);
            }
        };
    }

    /** Lets the lens look when the page asks for it. */
    private Handler recorded(Handler handler) {
        return ctx -> {
            if (!"on".equals(ctx.header("Lens"))) {
                handler.handle(ctx);
                return;
            }
            lens.begin();
            try {
                handler.handle(ctx);
            } finally {
                ctx.header("Lens-Id", lens.end(ctx.method().toString(), ctx.path()));
            }
        };
    }

    private String at(String path) {
        String relative = path.startsWith("/") ? path : "/" + path;
        return mountPath + relative;
    }

    private final class Collector implements Routes {

        @Override
        public Routes get(String path, Handler handler) {
            return add(HandlerType.GET, path, handler);
        }

        @Override
        public Routes get(String path, Operation operation, Handler handler) {
            return add(HandlerType.GET, path, operation, handler);
        }

        @Override
        public Routes head(String path, Handler handler) {
            return add(HandlerType.HEAD, path, handler);
        }

        @Override
        public Routes post(String path, Handler handler) {
            return add(HandlerType.POST, path, handler);
        }

        @Override
        public Routes post(String path, Operation operation, Handler handler) {
            return add(HandlerType.POST, path, operation, handler);
        }

        @Override
        public Routes put(String path, Handler handler) {
            return add(HandlerType.PUT, path, handler);
        }

        @Override
        public Routes put(String path, Operation operation, Handler handler) {
            return add(HandlerType.PUT, path, operation, handler);
        }

        @Override
        public Routes patch(String path, Handler handler) {
            return add(HandlerType.PATCH, path, handler);
        }

        @Override
        public Routes patch(String path, Operation operation, Handler handler) {
            return add(HandlerType.PATCH, path, operation, handler);
        }

        @Override
        public Routes delete(String path, Handler handler) {
            return add(HandlerType.DELETE, path, handler);
        }

        @Override
        public Routes delete(String path, Operation operation, Handler handler) {
            return add(HandlerType.DELETE, path, operation, handler);
        }

        @Override
        public Routes events(String path, String channel) {
            events.declare(Objects.requireNonNull(channel));
            streams.add(new Stream(path, channel));
            return describe(HandlerType.GET, path, EVENTS);
        }

        @Override
        public Routes socket(String path, Operation operation, Consumer<WsConfig> socket) {
            sockets.add(new Socket(path, socket));
            return describe(HandlerType.GET, path, operation);
        }

        private Routes add(HandlerType method, String path, Handler handler) {
            routes.add(new Route(method, path, handler));
            return this;
        }

        private Routes add(HandlerType method, String path, Operation operation, Handler handler) {
            describe(method, path, operation);
            return add(method, path, handler);
        }

        private Routes describe(HandlerType method, String path, Operation operation) {
            String relative = path.startsWith("/") ? path.substring(1) : path;
            described.add(new DescribedRoute(method.name(), relative, operation));
            return this;
        }
    }
}
