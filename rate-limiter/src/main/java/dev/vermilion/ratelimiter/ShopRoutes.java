package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A small shop: below {@code shop/} behind the filter, and once more, without any limit, behind the gateway. */
final class ShopRoutes {

    private static final long REPORT_NANOS = 1_500_000_000L;

    private final RateLimitPlugin filter;
    private final Gateway gateway;
    private final String mountPath;
    private final Optional<String> upstream;

    /** {@code upstream} is what lies behind the gateway, this shop if it is empty. */
    ShopRoutes(RateLimiter limiter, String mountPath, Optional<String> upstream) {
        filter = new RateLimitPlugin(limiter, mountPath);
        gateway = new Gateway(limiter);
        this.mountPath = mountPath;
        this.upstream = upstream;
    }

    record Product(String name, int cents) {}

    record Said(String said) {}

    void add(Routes routes) {
        for (String name : List.of("products", "search", "login", "mail", "report", "partner/list", "partner/export")) {
            Handler handler = handler(name);
            Operation operation = Operation.of("The shop: " + name)
                    .describedAs("Limited by the filter, with the fields RateLimit-Policy and RateLimit.")
                    .gives(200, Said.class)
                    .fails(429, "A limit refuses it.")
                    .fails(503, "Redis is away, and the rule fails closed.");
            routes.get("shop/" + name, operation, filter.around(handler));
            routes.post("shop/" + name, operation, filter.around(handler));
            routes.get("behind/shop/" + name, handler).post("behind/shop/" + name, handler);
        }
        Operation passed = Operation.of("Whatever lies behind the gateway")
                .describedAs("Any path, with the limits of the same rules.")
                .gives(200)
                .fails(429, "A limit refuses it.")
                .fails(502, "The service behind it cannot be reached.");
        String path = "gate/<path>";
        routes.get(path, passed, this::pass)
                .head(path, this::pass)
                .post(path, passed, this::pass)
                .put(path, passed, this::pass)
                .patch(path, passed, this::pass)
                .delete(path, passed, this::pass);
    }

    private static Handler handler(String name) {
        return switch (name) {
            case "products" -> ctx -> ctx.json(List.of(new Product("Tea", 450), new Product("Teapot", 2_900)));
            case "report" ->
                ctx -> {
                    LockSupport.parkNanos(REPORT_NANOS);
                    ctx.json(new Said("a report that took its time"));
                };
            default -> ctx -> ctx.json(new Said(name));
        };
    }

    private void pass(Context ctx) throws Exception {
        String path = ctx.path().substring(mountPath.length() + "/gate".length());
        String behind =
                upstream.orElseGet(() -> "http://localhost:" + ctx.req().getLocalPort() + mountPath + "/behind");
        gateway.handle(ctx, behind, path);
    }
}
