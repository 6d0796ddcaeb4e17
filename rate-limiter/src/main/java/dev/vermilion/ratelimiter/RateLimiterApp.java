package dev.vermilion.ratelimiter;

import dev.vermilion.kit.App;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.AppInfo;
import dev.vermilion.kit.Events;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import dev.vermilion.kit.Scenario;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rate limits: a shop behind them, all algorithms on one chart, and why somebody was limited. */
public final class RateLimiterApp implements App {

    static final String CHANNEL = "rate-limiter:events";
    private static final String UPSTREAM = "RATE_LIMITER_UPSTREAM";
    private static final int SHOWN_REFUSALS = 20;

    private final RateLimiter limiter;
    private final ShopRoutes shop;
    private final Race race;
    private final Drift drift;
    private final Laboratory laboratory;
    private final Demo demo;
    private final Events events;

    /** The app on the Redis of {@code context}. */
    public RateLimiterApp(AppContext context) {
        limiter = new RateLimiter(context.redis(), Demo.DOMAIN, context.clock());
        shop = new ShopRoutes(limiter, context.mountPath(), Optional.ofNullable(System.getenv(UPSTREAM)));
        race = new Race(context.redis());
        drift = new Drift(context.redis());
        laboratory = new Laboratory(context.redis(), context.clock());
        demo = new Demo(context.redis(), limiter);
        events = context.events();
    }

    /** Starts the app alone. */
    public static void main(String[] args) {
        Launcher.run("rate-limiter", RateLimiterApp::new, args);
    }

    @Override
    public AppInfo info() {
        return new AppInfo(
                "rate-limiter",
                "Rate limiter",
                "Six algorithms on one chart, shared or local, as a filter and as a gateway; and why one was limited.",
                "advanced",
                List.of("Lua", "hashes", "sorted sets", "expiry", "TIME"));
    }

    /**
     * A question to the limiter.
     *
     * @param method GET if it is not given
     * @param address whom the request comes from
     */
    record Question(
            @Nullable String method,
            String path,
            String address,
            @Nullable Map<String, String> headers) {

        Question {
            if (path == null || address == null || path.length() > 2_000 || address.length() > 60) {
                throw Problem.badRequest("A question needs a 'path' and an 'address'.");
            }
        }

        Request request() {
            return new Request(method == null ? "GET" : method, path, address, headers == null ? Map.of() : headers);
        }
    }

    record Answer(boolean allowed, String verdict, long retryMillis, long delayMillis, List<Standing> limits) {

        static Answer of(Decision d) {
            long retry = (d.retryMicros() + 999) / 1_000;
            return new Answer(d.allowed(), Trace.verdict(d), retry, d.delayMicros() / 1_000, d.standings());
        }
    }

    record Rules(RuleSet rules, List<String> warnings, boolean redisAway) {}

    @Override
    public void routes(Routes routes) {
        shop.add(routes);
        routes.post(
                        "api/decisions",
                        Operation.of("Ask whether a request may pass, and charge it")
                                .describedAs("For services that no filter fits; leases end by themselves.")
                                .body(Question.class)
                                .gives(200, Answer.class),
                        ctx -> ctx.json(Answer.of(
                                limiter.decide(ctx.bodyAsClass(Question.class).request()))))
                .post(
                        "api/explanations",
                        Operation.of("Ask what would become of a request, and why; nothing is charged")
                                .body(Question.class)
                                .gives(200, Trace.class),
                        ctx -> ctx.json(
                                limiter.explain(ctx.bodyAsClass(Question.class).request())))
                .get(
                        "api/refusals",
                        Operation.of("The last refusals, the newest first").givesMany(200, Trace.class),
                        ctx -> ctx.json(limiter.lastRefusals(SHOWN_REFUSALS)))
                .get(
                        "api/refusals/{id}",
                        Operation.of("Why a request was refused")
                                .path("id", String.class, "what the header RateLimit-Trace said")
                                .gives(200, Trace.class)
                                .fails(404, "It is not kept any more."),
                        this::refusal);
        addRules(routes);
        addCharts(routes);
        routes.events("api/events", CHANNEL);
    }

    private void addRules(Routes routes) {
        routes.get(
                        "api/rules",
                        Operation.of("The rules in force").gives(200, Rules.class),
                        ctx -> ctx.json(shown(limiter.reloaded())))
                .put(
                        "api/rules",
                        Operation.of("Put rules in force, everywhere and at once")
                                .body(RuleSet.class)
                                .gives(200, Rules.class)
                                .fails(409, "They have changed since that version.")
                                .fails(422, "They cannot be meant; the answer says which and why."),
                        this::replace)
                .get(
                        "api/report",
                        Operation.of("What each limit did in ten minutes, and what watched ones would have done")
                                .givesMany(200, RateLimiter.Report.class),
                        ctx -> ctx.json(limiter.report()))
                .put(
                        "api/plug",
                        Operation.of("Let this instance behave as if Redis were away")
                                .requiredQuery("away", Boolean.class, "true or false")
                                .gives(204),
                        ctx -> {
                            limiter.pullPlug("true".equals(ctx.queryParam("away")));
                            ctx.status(204);
                        });
    }

    private void addCharts(Routes routes) {
        routes.post(
                        "api/races",
                        Operation.of("All algorithms under the same traffic")
                                .body(Race.Order.class)
                                .gives(200, Race.Result.class)
                                .fails(422, "A number is out of bounds."),
                        ctx -> ctx.json(race.run(ctx.bodyAsClass(Race.Order.class))))
                .post(
                        "api/drifts",
                        Operation.of("Three nodes with one limit: local, shared, and by their own clocks")
                                .body(Drift.Order.class)
                                .gives(200, Race.Result.class)
                                .fails(422, "A number is out of bounds."),
                        ctx -> ctx.json(drift.run(ctx.bodyAsClass(Drift.Order.class))))
                .post(
                        "api/laboratory/{experiment}",
                        Operation.of("What goes wrong elsewhere")
                                .path("experiment", Laboratory.Experiment.class, "race, crash or spoof")
                                .requiredQuery("mode", Laboratory.Mode.class, "how it is done")
                                .gives(200, Laboratory.Result.class),
                        ctx -> ctx.json(laboratory.run(
                                one(Laboratory.Experiment.values(), ctx.pathParam("experiment")),
                                one(Laboratory.Mode.values(), ctx.queryParam("mode")))));
    }

    private static <E extends Enum<E>> E one(E[] values, @Nullable String name) {
        return Arrays.stream(values)
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("'" + name + "' is none of " + Arrays.toString(values) + "."));
    }

    private void refusal(Context ctx) {
        ctx.json(limiter.remembered(ctx.pathParam("id"))
                .orElseThrow(() -> Problem.notFound("This refusal is not kept, or not any more.")));
    }

    private void replace(Context ctx) {
        RuleSet replaced = limiter.replace(ctx.bodyAsClass(RuleSet.class));
        events.publish(CHANNEL, "rules", Map.of("version", replaced.version()));
        ctx.json(shown(replaced));
    }

    private Rules shown(RuleSet rules) {
        return new Rules(rules, rules.warnings(), limiter.isAway());
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
        events.publish(CHANNEL, "rules", Map.of("version", limiter.rules().version()));
    }
}
