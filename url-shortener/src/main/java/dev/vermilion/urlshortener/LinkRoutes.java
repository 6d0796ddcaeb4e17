package dev.vermilion.urlshortener;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import dev.vermilion.urlshortener.Visit.Outcome;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The routes of links, and the short URLs themselves. */
final class LinkRoutes {

    private static final int PAGE_SIZE = 10;
    private static final int LARGEST_PAGE = 100;
    private static final int LAST_PAGE = 100_000;

    private final AppContext context;
    private final UrlShortener shortener;
    private final KeyRoutes keys;
    private final Orphans orphans;
    private final Transfer transfer;

    LinkRoutes(AppContext context, UrlShortener shortener, KeyRoutes keys, Orphans orphans) {
        this.context = context;
        this.shortener = shortener;
        this.keys = keys;
        this.orphans = orphans;
        this.transfer = new Transfer(shortener);
    }

    /** The answer to a new link. */
    record Created(String shortUrl, Link link) {}

    /**
     * What a program says that follows a link.
     *
     * @param password if the link has one
     * @param visitor on whose behalf; itself if this is not given
     */
    record Knock(@Nullable String password, @Nullable String visitor) {}

    void add(Routes routes) {
        routes.post(
                        "api/links",
                        Operation.of("Make a link")
                                .header(KeyRoutes.HEADER, "the key that alone may change the link")
                                .body(NewLink.class)
                                .gives(201, Created.class)
                                .fails(409, "The code is taken.")
                                .fails(422, "Something in it is not allowed."),
                        UrlShortenerApp.refusable(this::create))
                .get(
                        "api/links",
                        Operation.of("A page of the links, the newest first")
                                .query("tag", String.class, "only links with this tag")
                                .query("page", Integer.class, "from 1")
                                .query("size", Integer.class, "1 to 100, 10 if it is not given")
                                .gives(200, LinkPage.class),
                        this::list)
                .get(
                        "api/tags",
                        Operation.of("All tags, with the number of their links").givesMany(200, Statistics.Share.class),
                        ctx -> ctx.json(shortener.tags().all()))
                .get(
                        "api/links/{code}",
                        Operation.of("A link with what was counted")
                                .gives(200, Statistics.class)
                                .fails(404, "There is no such link."),
                        UrlShortenerApp.refusable(this::statistics))
                .patch(
                        "api/links/{code}",
                        Operation.of("Change a link")
                                .describedAs("Only what is named changes; null takes away.")
                                .header(KeyRoutes.HEADER, "the key it belongs to")
                                .body(NewLink.class)
                                .gives(200, Link.class)
                                .fails(403, "It belongs to another API key.")
                                .fails(404, "There is no such link.")
                                .fails(422, "Something in it is not allowed."),
                        UrlShortenerApp.refusable(this::edit))
                .delete(
                        "api/links/{code}",
                        Operation.of("Delete a link with all that was counted")
                                .header(KeyRoutes.HEADER, "the key it belongs to")
                                .gives(204)
                                .fails(403, "It belongs to another API key.")
                                .fails(404, "There is no such link."),
                        UrlShortenerApp.refusable(this::delete));
        routes.get(
                        "api/links/{code}/qr.svg",
                        Operation.of("The short URL as a picture")
                                .gives(200, "image/svg+xml")
                                .fails(404, "There is no such link."),
                        UrlShortenerApp.refusable(this::qrCode))
                .post(
                        "api/links/{code}/visits",
                        Operation.of("Follow a link: where it leads, as JSON")
                                .body(Knock.class)
                                .gives(200, Visit.class)
                                .fails(401, "It has a password, and this is not it.")
                                .fails(404, "There is no such link, or it has not begun.")
                                .fails(410, "The link has ended."),
                        this::visit)
                .get("api/export", Operation.of("All links as CSV").gives(200, "text/csv"), this::export)
                .post(
                        "api/import",
                        Operation.of("Make links from CSV")
                                .describedAs(
                                        "A line of headings, then a link in each row; columns: url, code, title, tags,"
                                                + " validFrom, expiresAt, maxVisits. Each row is made or refused by itself.")
                                .header(KeyRoutes.HEADER, "the key that alone may change the links")
                                .body("text/csv")
                                .gives(200, Transfer.Result.class)
                                .fails(422, "It is no such table."),
                        UrlShortenerApp.refusable(this::importAll));
    }

    /** After all others, for they match everything. */
    void addShortUrls(Routes routes) {
        routes.get("{code}", this::follow).post("{code}", this::unlock).head("{code}", this::peek);
    }

    private void create(Context ctx) {
        Link link = shortener.create(ctx.bodyAsClass(NewLink.class), host(ctx), keys.owner(ctx));
        tell("created", link.code());
        ctx.status(201).header("Location", shortUrl(ctx, link.code()));
        ctx.json(new Created(shortUrl(ctx, link.code()), link));
    }

    private void list(Context ctx) {
        String tag = ctx.queryParam("tag");
        ctx.json(shortener.links(
                tag == null || tag.isBlank() ? null : tag,
                number(ctx, "page", 1, LAST_PAGE),
                number(ctx, "size", PAGE_SIZE, LARGEST_PAGE)));
    }

    private void statistics(Context ctx) {
        ctx.json(shortener.statistics(ctx.pathParam("code")));
    }

    private void edit(Context ctx) {
        LinkEdit edit = LinkEdit.of(ctx.bodyAsClass(JsonNode.class));
        ctx.json(shortener.edit(ctx.pathParam("code"), edit, host(ctx), keys.owner(ctx)));
        tell("changed", ctx.pathParam("code"));
    }

    private void delete(Context ctx) {
        shortener.delete(ctx.pathParam("code"), keys.owner(ctx));
        tell("deleted", ctx.pathParam("code"));
        ctx.status(204);
    }

    private void tell(String what, String code) {
        context.events().publish(UrlShortenerApp.CHANNEL, what, Map.of("code", code));
    }

    private void qrCode(Context ctx) {
        Link link = shortener.find(ctx.pathParam("code"));
        ctx.header("Cache-Control", "private, no-cache");
        ctx.contentType("image/svg+xml").result(QrPicture.svg(shortUrl(ctx, link.code())));
    }

    private void export(Context ctx) throws IOException {
        ctx.contentType("text/csv; charset=utf-8").header("Content-Disposition", "attachment; filename=\"links.csv\"");
        transfer.write(ctx.outputStream());
    }

    private void importAll(Context ctx) {
        ctx.json(transfer.read(ctx.body(), host(ctx), keys.owner(ctx)));
        context.events().publish(UrlShortenerApp.CHANNEL, "reset", Map.of());
    }

    /** A visit for programs, and for the page that shows what a visit does: where it leads comes as JSON. */
    private void visit(Context ctx) {
        String code = ctx.pathParam("code");
        Knock knock = ctx.body().isBlank() ? new Knock(null, null) : ctx.bodyAsClass(Knock.class);
        Visit visit = shortener.gate().visit(code, person(ctx, knock.visitor()), knock.password());
        if (visit.target() == null) {
            throw Pages.problem(code, visit.outcome());
        }
        ctx.header("Cache-Control", "private, no-store").json(visit);
    }

    private void follow(Context ctx) {
        String code = ctx.pathParam("code");
        if (code.endsWith("+")) {
            preview(ctx, code.substring(0, code.length() - 1));
            return;
        }
        var basic = ctx.basicAuthCredentials();
        Guest guest = guest(ctx);
        Visit visit = shortener.gate().visit(code, guest, basic == null ? null : basic.getPassword());
        if (visit.outcome() == Outcome.UNKNOWN) {
            orphans.note(code, guest);
        }
        answer(ctx, code, visit);
    }

    /** What the form of a link with a password sends. */
    private void unlock(Context ctx) {
        String password = Objects.requireNonNullElse(ctx.formParam("password"), "");
        answer(ctx, ctx.pathParam("code"), shortener.gate().visit(ctx.pathParam("code"), guest(ctx), password));
    }

    /**
     * A link with limits must be asked for again at every visit and leave no copy anywhere. For the others 302 says the same
     * a little more mildly: a copy may be kept but must be checked, so that every visit is counted and a deletion is felt.
     */
    private static void answer(Context ctx, String code, Visit visit) {
        ctx.header("Cache-Control", visit.limited() ? "private, no-store" : "private, no-cache");
        String target = visit.target();
        if (target == null) {
            Pages.refuse(ctx, code, visit.outcome());
            return;
        }
        boolean form = ctx.method().name().equals("POST"); // 303: the password stays here
        ctx.status(form ? 303 : 302).header("Location", target);
    }

    /** A look costs no visit: programs that draw link previews ask so. */
    private void peek(Context ctx) {
        answer(ctx, ctx.pathParam("code"), shortener.peek(ctx.pathParam("code"), guest(ctx)));
    }

    private void preview(Context ctx, String code) {
        ctx.header("Cache-Control", "private, no-store");
        try {
            ctx.html(Pages.preview(shortener.find(code), shortUrl(ctx, code)));
        } catch (LinkException e) {
            Pages.refuse(ctx, code, Outcome.UNKNOWN);
        }
    }

    private static Guest guest(Context ctx) {
        return Guest.of(
                ctx.ip(), ctx.userAgent(), ctx.header("Accept-Language"), ctx.header("Referer"), ctx.queryString());
    }

    /** Who asks the API says that it is a visit, whatever program it is. */
    private static Guest person(Context ctx, @Nullable String visitor) {
        Guest guest = guest(ctx);
        return new Guest(
                guest.identity() + (visitor == null ? "" : ' ' + visitor),
                false,
                guest.device(),
                guest.browser(),
                guest.language(),
                "",
                guest.query());
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
