package dev.vermilion.sessionstore;

import dev.vermilion.kit.App;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.AppInfo;
import dev.vermilion.kit.Events;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Passwords;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import dev.vermilion.kit.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One login for two services, with everything that a session owes its owner. */
public final class SessionStoreApp implements App {

    static final String CHANNEL = "session-store:events";

    private final LoginRoutes login;
    private final ServiceRoutes services;
    private final Laboratory laboratory;
    private final Demo demo;
    private final Events events;

    /** The app on the Redis of {@code context}. */
    public SessionStoreApp(AppContext context) {
        Sessions sessions = new Sessions(context.redis());
        Accounts accounts = new Accounts(context.redis(), new Passwords(Passwords.ROUNDS));
        Remembers remembers = new Remembers(context.redis(), context.clock(), Remembers.GRACE);
        SessionPlugin plugin = new SessionPlugin(sessions, Timeouts.USUAL);
        events = context.events();
        login = new LoginRoutes(sessions, accounts, remembers, events, plugin);
        services = new ServiceRoutes(sessions, plugin, login::guarded);
        laboratory = new Laboratory(sessions, context.clock());
        demo = new Demo(sessions, accounts, context.clock());
    }

    /** Starts the app alone. */
    public static void main(String[] args) {
        Launcher.run("session-store", SessionStoreApp::new, args);
    }

    @Override
    public AppInfo info() {
        return new AppInfo(
                "session-store",
                "Session store",
                "One login for two services: devices, timeouts, remember-me, and the race that brings sessions back.",
                "intermediate",
                List.of("hashes", "expiry", "sorted sets", "Lua"));
    }

    @Override
    public List<String> secrets() {
        return List.of("csrf", Keys.PREFIX + "login:*", Keys.PREFIX + "*:remember:*");
    }

    @Override
    public void routes(Routes routes) {
        login.add(routes);
        services.add(routes);
        routes.post(
                        "api/laboratory/logout-race",
                        Operation.of("Log out while a slow request is under way")
                                .requiredQuery("mode", Laboratory.Mode.class, "how the slow request saves")
                                .gives(200, Laboratory.Result.class),
                        ctx -> ctx.json(laboratory.logoutRace(mode(ctx.queryParam("mode")))))
                .post(
                        "api/laboratory/theft",
                        Operation.of("Use a copied remember-me cookie").gives(200, Laboratory.Result.class),
                        ctx -> ctx.json(laboratory.theft()))
                .events("api/events", CHANNEL);
    }

    private static Laboratory.Mode mode(@Nullable String name) {
        return Arrays.stream(Laboratory.Mode.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("The parameter 'mode' must be naive or correct."));
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
        demo.seed();
    }

    @Override
    public void reset() {
        demo.deleteAll();
        demo.seed();
        events.publish(CHANNEL, "changed", Map.of("what", "reset"));
    }
}
