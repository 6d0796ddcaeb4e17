package dev.vermilion.urlshortener;

import dev.vermilion.kit.App;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.AppInfo;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import dev.vermilion.kit.Scenario;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;

/** The URL shortener over HTTP: its parts, and its entry for the command line and the gallery. */
public final class UrlShortenerApp implements App {

    static final String CHANNEL = "short:events";

    private final AppContext context;
    private final UrlShortener shortener;
    private final ClickPipeline pipeline;
    private final Orphans orphans;
    private final ApiKeys keys;
    private final Demo demo;

    /** The app on this context. */
    public UrlShortenerApp(AppContext context) {
        this.context = context;
        shortener = new UrlShortener(context.redis(), context.clock());
        pipeline = new ClickPipeline(context.redis(), CHANNEL);
        orphans = new Orphans(context.redis());
        keys = new ApiKeys(context.redis(), context.clock());
        demo = new Demo(context.redis(), context.clock(), shortener, pipeline);
    }

    /** Starts the app alone. */
    public static void main(String[] args) {
        Launcher.run("url-shortener", UrlShortenerApp::new, args);
    }

    @Override
    public AppInfo info() {
        return new AppInfo(
                "url-shortener",
                "URL shortener",
                "Short links with limits that hold, and a click pipeline that counts each visit once.",
                "beginner",
                List.of("Lua", "transactions", "streams", "HyperLogLog", "bitmaps", "sorted sets", "expiry"));
    }

    @Override
    public List<String> secrets() {
        return List.of("password", "hash", Keys.PREFIX + "key:*");
    }

    @Override
    public void routes(Routes routes) {
        KeyRoutes keyRoutes = new KeyRoutes(keys);
        LinkRoutes links = new LinkRoutes(context, shortener, keyRoutes, orphans);
        links.add(routes);
        keyRoutes.add(routes);
        new PipelineRoutes(context.redis(), context.clock(), pipeline, shortener.meter(), orphans).add(routes);
        routes.events("api/events", CHANNEL);
        links.addShortUrls(routes);
        pipeline.start();
    }

    @Override
    public List<Scenario> traffic() {
        return demo.traffic();
    }

    @Override
    public List<Invariant> invariants() {
        return demo.invariants();
    }

    @Override
    public void seed() {
        DemoLinks.seed(context.redis(), context.clock());
    }

    @Override
    public void reset() {
        shortener.deleteAll();
        pipeline.delete();
        orphans.deleteAll();
        keys.deleteAll();
        seed();
        context.events().publish(CHANNEL, "reset", Map.of());
    }

    @Override
    public void close() {
        pipeline.close();
    }

    /** The domain's exceptions as answers. */
    static Handler refusable(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (LinkException e) {
                throw switch (e.reason()) {
                    case REFUSED -> Problem.unprocessable(e.sentence());
                    case TAKEN -> Problem.conflict(e.sentence());
                    case UNKNOWN -> Problem.notFound(e.sentence());
                    case FOREIGN -> Problem.forbidden(e.sentence());
                };
            }
        };
    }
}
