package dev.vermilion.urlshortener;

import dev.vermilion.kit.App;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.AppInfo;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The URL shortener over HTTP: its routes, its short URLs and its entry for the command line and the gallery. */
public final class UrlShortenerApp implements App {

    private static final String EVENTS = "short:events";
    private static final int PAGE_SIZE = 10;
    private static final int LARGEST_PAGE = 100;
    private static final int LAST_PAGE = 100_000;

    private final AppContext context;
    private final UrlShortener shortener;

    /** The app on this context. */
    public UrlShortenerApp(AppContext context) {
        this.context = context;
        shortener = new UrlShortener(context.redis(), context.clock());
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
                "Short links with expiry and visit limits that hold, live counts and QR codes.",
                "beginner",
                List.of("atomic claim", "transactions", "sorted sets", "HyperLogLog", "expiry", "pub/sub"));
    }

    @Override
    public void routes(Routes routes) {
        routes.post("api/links", refusable(this::create))
                .get("api/links", this::list)
                .get("api/links/{code}", refusable(this::statistics))
                .delete("api/links/{code}", refusable(this::delete))
                .get("api/links/{code}/qr.svg", refusable(this::qrCode))
                .post("api/links/{code}/visits", this::visit)
                .events("api/events", EVENTS)
                .get("{code}", this::follow)
                .head("{code}", this::peek);
    }

    @Override
    public void seed() {
        DemoLinks.seed(context.redis(), context.clock());
    }

    @Override
    public void reset() {
        shortener.deleteAll();
        seed();
    }

    private void create(Context ctx) {
        Link link = shortener.create(ctx.bodyAsClass(NewLink.class), host(ctx));
        context.events().publish(EVENTS, "created", Map.of("code", link.code()));
        ctx.status(201).header("Location", shortUrl(ctx, link.code()));
        ctx.json(new Created(shortUrl(ctx, link.code()), link));
    }

    /** The answer to a new link. */
    record Created(String shortUrl, Link link) {}

    private void list(Context ctx) {
        ctx.json(shortener.links(number(ctx, "page", 1, LAST_PAGE), number(ctx, "size", PAGE_SIZE, LARGEST_PAGE)));
    }

    private void statistics(Context ctx) {
        ctx.json(shortener.statistics(ctx.pathParam("code")));
    }

    private void delete(Context ctx) {
        shortener.delete(ctx.pathParam("code"));
        context.events().publish(EVENTS, "deleted", Map.of("code", ctx.pathParam("code")));
        ctx.status(204);
    }

    private void qrCode(Context ctx) {
        Link link = shortener.find(ctx.pathParam("code"));
        ctx.header("Cache-Control", "private, no-cache");
        ctx.contentType("image/svg+xml").result(QrPicture.svg(shortUrl(ctx, link.code())));
    }

    /** A visit for programs, and for the page that shows what a visit does: where it leads comes as JSON. */
    private void visit(Context ctx) {
        Visit visit = shortener.visit(ctx.pathParam("code"), visitor(ctx));
        if (visit.target() == null) {
            throw Pages.problem(ctx.pathParam("code"), visit.outcome());
        }
        tell(ctx.pathParam("code"), visit);
        ctx.header("Cache-Control", "private, no-store").json(visit);
    }

    private void follow(Context ctx) {
        String code = ctx.pathParam("code");
        if (code.endsWith("+")) {
            preview(ctx, code.substring(0, code.length() - 1));
        } else {
            answer(ctx, code, shortener.visit(code, visitor(ctx)));
        }
    }

    /**
     * A link with limits must be asked for again at every visit and leave no copy anywhere. For the others 302 says the same
     * a little more mildly: a copy may be kept but must be checked, so that every visit is counted and a deletion is felt.
     */
    private void answer(Context ctx, String code, Visit visit) {
        ctx.header("Cache-Control", visit.limited() ? "private, no-store" : "private, no-cache");
        String target = visit.target();
        if (target == null) {
            Pages.refuse(ctx, code, visit.outcome());
            return;
        }
        ctx.status(302).header("Location", target);
        tell(code, visit);
    }

    /** A look costs no visit: programs that draw link previews ask so. */
    private void peek(Context ctx) {
        answer(ctx, ctx.pathParam("code"), shortener.peek(ctx.pathParam("code")));
    }

    private void tell(String code, Visit visit) {
        if (visit.visits() > 0) {
            context.events().publish(EVENTS, "visit", Map.of("code", code, "visits", visit.visits()));
        }
    }

    private static String visitor(Context ctx) {
        return ctx.ip() + ' ' + ctx.userAgent();
    }

    private void preview(Context ctx, String code) {
        ctx.header("Cache-Control", "private, no-store");
        try {
            ctx.html(Pages.preview(shortener.find(code), shortUrl(ctx, code)));
        } catch (LinkException e) {
            Pages.refuse(ctx, code, Visit.Outcome.UNKNOWN);
        }
    }

    private static Handler refusable(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (LinkException e) {
                throw switch (e.reason()) {
                    case REFUSED -> Problem.unprocessable(e.sentence());
                    case TAKEN -> Problem.conflict(e.sentence());
                    case UNKNOWN -> Problem.notFound(e.sentence());
                };
            }
        };
    }

    private static int number(Context ctx, String name, int otherwise, int most) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9]\\d{0,5}") || Integer.parseInt(text) > most) {
            throw Problem.badRequest("'" + name + "' must be a number from 1 to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    private String shortUrl(Context ctx, String code) {
        return ctx.scheme() + "://" + host(ctx) + context.mountPath() + "/" + code;
    }

    private static String host(Context ctx) {
        return Objects.requireNonNullElse(ctx.host(), "localhost");
    }
}
