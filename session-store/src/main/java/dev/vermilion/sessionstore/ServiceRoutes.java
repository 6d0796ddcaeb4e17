package dev.vermilion.sessionstore;

import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Two services behind one login: a shop, which guests may use too, and a journal, which only its owner may. They share a
 * session, and each sees its own part of it.
 */
final class ServiceRoutes {

    private static final Set<String> GOODS = Set.of("tea", "teapot", "cup", "honey");
    private static final int LONGEST_DRAFT = 2_000;
    private static final String ITEM = "shop.item.";
    private static final String COUNT = "shared.shop.count";
    private static final String DRAFT = "journal.draft";

    private final Sessions sessions;
    private final SessionPlugin plugin;
    private final UnaryOperator<Handler> guard;

    ServiceRoutes(Sessions sessions, SessionPlugin plugin, UnaryOperator<Handler> guard) {
        this.sessions = sessions;
        this.plugin = plugin;
        this.guard = guard;
    }

    record Item(String item) {
        Item {
            if (item == null || !GOODS.contains(item)) {
                throw Problem.unprocessable("The shop has " + String.join(", ", new TreeSet<>(GOODS)) + ".");
            }
        }
    }

    record Draft(String text) {
        Draft {
            if (text == null || text.length() > LONGEST_DRAFT) {
                throw Problem.unprocessable("A draft has at most " + LONGEST_DRAFT + " characters.");
            }
        }
    }

    /**
     * What a service knows.
     *
     * @param user who is logged in; null for a guest
     * @param values all values of the session that this service can see
     */
    record ServicePage(@Nullable String user, Map<String, String> values) {}

    void add(Routes routes) {
        routes.get(
                        "api/shop",
                        Operation.of("What the shop sees of the session").gives(200, ServicePage.class),
                        guard.apply(ctx -> show(ctx, "shop")))
                .post(
                        "api/shop/cart",
                        Operation.of("Put something into the cart; a guest may, and keeps it at the login")
                                .body(Item.class)
                                .gives(200, ServicePage.class)
                                .fails(422, "The shop does not have it."),
                        guard.apply(this::buy))
                .get(
                        "api/journal",
                        Operation.of("What the journal sees of the session").gives(200, ServicePage.class),
                        guard.apply(ctx -> show(ctx, "journal")))
                .put(
                        "api/journal/draft",
                        Operation.of("Keep a draft")
                                .body(Draft.class)
                                .gives(200, ServicePage.class)
                                .fails(401, "The journal wants a login."),
                        guard.apply(this::write));
    }

    private void show(Context ctx, String service) {
        ctx.header("Cache-Control", "no-store")
                .json(SessionPlugin.current(ctx)
                        .map(session -> page(session, service))
                        .orElse(new ServicePage(null, new TreeMap<>())));
    }

    private static ServicePage page(Session session, String service) {
        return new ServicePage(session.user().orElse(null), new ServiceView(session, service).values());
    }

    private void buy(Context ctx) {
        Item item = ctx.bodyAsClass(Item.class);
        Session session = plugin.currentOrGuest(ctx);
        ServiceView shop = new ServiceView(session, "shop");
        shop.checkWrite(ITEM + item.item());
        shop.checkWrite(COUNT);
        OptionalLong count = sessions.increment(session, ITEM + item.item(), 1);
        if (count.isEmpty()) {
            throw Problem.unauthorized("The session has ended meanwhile; what you sent was not kept.");
        }
        sessions.increment(session, COUNT, 1);
        ctx.json(page(session, "shop"));
    }

    private void write(Context ctx) {
        Draft draft = ctx.bodyAsClass(Draft.class);
        Session session = LoginRoutes.loggedIn(ctx);
        new ServiceView(session, "journal").set(DRAFT, draft.text());
        ctx.json(page(session, "journal"));
    }
}
