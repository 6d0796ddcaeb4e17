package dev.vermilion.kit;

import dev.vermilion.kit.lens.Lens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One app under its path: its own routes, and those that the kit serves for it. */
final class MountedApp {

    private record Route(HandlerType method, String path, Handler handler) {}

    private record Stream(String path, String channel) {}

    private final App app;
    private final String mountPath;
    private final Lens lens;
    private final Events events;
    private final List<Route> routes = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();

    /** Collects the routes of {@code app}; {@code mountPath} is empty or begins with a slash. */
    MountedApp(App app, String mountPath, Lens lens, Events events) {
        this.app = app;
        this.mountPath = mountPath;
        this.lens = lens;
        this.events = events;
        lens.redaction().add(app.secrets());
        app.routes(new Collector());
    }

    App app() {
        return app;
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
        target.get(at("api/info"), ctx -> ctx.json(info()));
        target.post(at("api/reset"), recorded(ctx -> {
            app.reset();
            ctx.status(HttpStatus.NO_CONTENT);
        }));
    }

    /** Adds the app's own routes. */
    void addRoutes(RoutesConfig target) {
        for (Route each : routes) {
            target.addHttpHandler(each.method(), at(each.path()), recorded(each.handler()));
        }
        for (Stream each : streams) {
            target.sse(at(each.path()), client -> events.connect(client, each.channel()));
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
        public Routes head(String path, Handler handler) {
            return add(HandlerType.HEAD, path, handler);
        }

        @Override
        public Routes post(String path, Handler handler) {
            return add(HandlerType.POST, path, handler);
        }

        @Override
        public Routes put(String path, Handler handler) {
            return add(HandlerType.PUT, path, handler);
        }

        @Override
        public Routes patch(String path, Handler handler) {
            return add(HandlerType.PATCH, path, handler);
        }

        @Override
        public Routes delete(String path, Handler handler) {
            return add(HandlerType.DELETE, path, handler);
        }

        @Override
        public Routes events(String path, String channel) {
            events.declare(Objects.requireNonNull(channel));
            streams.add(new Stream(path, channel));
            return this;
        }

        private Routes add(HandlerType method, String path, Handler handler) {
            routes.add(new Route(method, path, handler));
            return this;
        }
    }
}
