package dev.vermilion.kit;

import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.UnifiedJedis;

/** An app for the tests of the kit: each route does one thing that the kit has to cope with. */
final class TinyApp implements App {

    static final String CHANNEL = "tiny:events";

    record Order(String item, int count, LocalDate day, Optional<String> note) {
        Order {
            if (count > 100) {
                throw Problem.unprocessable("At most 100 of one item.");
            }
        }
    }

    private final UnifiedJedis redis;
    private final Events events;

    TinyApp(AppContext context) {
        this.redis = context.redis();
        this.events = context.events();
    }

    /** Runs the app as its own process, for the tests of start and stop. */
    public static void main(String[] args) {
        Launcher.run("tiny", TinyApp::new, args);
    }

    @Override
    public AppInfo info() {
        return new AppInfo("tiny", "Tiny", "Counts.", "beginner", List.of("INCR"));
    }

    @Override
    public List<String> secrets() {
        return List.of("pin", "tiny:vault:*");
    }

    @Override
    public void routes(Routes routes) {
        routes.get("api/value", ctx -> ctx.json(Map.of("value", String.valueOf(redis.get("tiny:count")))))
                .post("api/add", this::add)
                .get(
                        "api/orders/{item}",
                        Operation.of("Orders of an item")
                                .query("limit", Integer.class, "at most so many, 10 if it is not given")
                                .givesMany(200, Order.class)
                                .fails(404, "There is no such item."),
                        ctx -> ctx.json(List.of()))
                .post(
                        "api/order",
                        Operation.of("Order something").body(Order.class).gives(200, Order.class),
                        ctx -> ctx.json(ctx.bodyAsClass(Order.class)))
                .post("api/pipeline", this::pipeline)
                .post("api/transfer", this::transfer)
                .post("api/script", this::script)
                .post("api/login", this::login)
                .post("api/many", this::many)
                .post("api/say/{type}", ctx -> events.publish(CHANNEL, ctx.pathParam("type"), Map.of("n", ctx.body())))
                .get("api/gone", ctx -> {
                    throw Problem.gone("This link was deleted.");
                })
                .get("api/bug", ctx -> {
                    throw new IllegalStateException("secret internals");
                })
                .get("api/wrong", ctx -> redis.lpush("tiny:count", "x"))
                .get("{code}", ctx -> ctx.result("code " + ctx.pathParam("code")))
                .events("api/events", CHANNEL);
    }

    private void add(Context ctx) {
        long value = redis.incr("tiny:count");
        redis.expire("tiny:count", 3600);
        events.publish(CHANNEL, "added", Map.of("value", value));
        ctx.json(Map.of("value", value));
    }

    private void pipeline(Context ctx) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            pipeline.set("tiny:a", "1");
            pipeline.set("tiny:b", "2");
            pipeline.get("tiny:a");
        }
        ctx.status(204);
    }

    private void transfer(Context ctx) {
        try (AbstractTransaction transaction = redis.multi()) {
            transaction.decrBy("tiny:from", 5);
            transaction.incrBy("tiny:to", 5);
            transaction.exec();
        }
        ctx.json(Map.of("value", "done"));
    }

    private void script(Context ctx) {
        Object answer = redis.eval(
                "return redis.call('SET', KEYS[1], ARGV[1], 'EX', 60)", List.of("tiny:script"), List.of("by script"));
        ctx.result(String.valueOf(answer));
    }

    private void login(Context ctx) {
        redis.hset("tiny:user", Map.of("name", "ann", "password", "hunter2", "pin", "4711"));
        redis.hgetAll("tiny:user");
        redis.hget("tiny:user", "password");
        redis.set("tiny:json", "{\"name\":\"ann\",\"token\":\"hunter2\"}");
        redis.get("tiny:json");
        redis.set("tiny:vault:1", "hunter2");
        redis.get("tiny:vault:1");
        ctx.status(204);
    }

    private void many(Context ctx) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (int i = 0; i < 5_000; i++) {
                pipeline.set("tiny:many", "x".repeat(100));
            }
        }
        ctx.status(204);
    }

    @Override
    public List<Scenario> traffic() {
        return List.of(
                new Scenario(
                        "count", "Counting", "Adds one.", 100, 2_000, (random, number) -> redis.incr("tiny:count")),
                new Scenario("fail", "Failing", "Every second step fails.", 100, 1_000, (random, number) -> {
                    if (number % 2 == 1) {
                        throw new IllegalStateException("step " + number + " is odd");
                    }
                }));
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(
                new Invariant("Count", "The count is never below 41.", () -> {
                    String count = redis.get("tiny:count");
                    return new Finding(count != null && Long.parseLong(count) >= 41, "It is " + count + ".");
                }),
                new Invariant("List", "The count is a list.", () -> new Finding(true, "" + redis.llen("tiny:count"))));
    }

    @Override
    public void seed() {
        redis.setnx("tiny:count", "41");
    }

    @Override
    public void reset() {
        redis.del("tiny:count");
        seed();
    }
}
