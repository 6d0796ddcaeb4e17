package dev.vermilion.chat;

import dev.vermilion.kit.App;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.AppInfo;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import dev.vermilion.kit.Scenario;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.UnifiedJedis;

/** Rooms and direct messages that lose nothing when the network does. */
public final class ChatApp implements App {

    private final UnifiedJedis redis;
    private final Live live;
    private final ChatRoutes routes;
    private final Sockets sockets;
    private final Laboratory laboratory;
    private final Demo demo;

    /** The app on the Redis of {@code context}. */
    public ChatApp(AppContext context) {
        redis = context.redis();
        People people = new People(redis);
        Messages messages = new Messages(redis);
        Presence presence = new Presence(redis);
        live = new Live(redis, presence);
        routes = new ChatRoutes(people, new Rooms(redis), messages, presence, live);
        sockets = new Sockets(people, messages, presence, live);
        laboratory = new Laboratory(redis);
        demo = new Demo(redis);
    }

    /** Starts the app alone. */
    public static void main(String[] args) {
        Launcher.run("chat", ChatApp::new, args);
    }

    @Override
    public AppInfo info() {
        return new AppInfo(
                "chat",
                "Chat",
                "Rooms and direct messages over WebSockets: drop the network, and see what pub/sub alone loses.",
                "advanced",
                List.of("streams", "pub/sub", "sorted sets", "Lua"));
    }

    @Override
    public List<String> secrets() {
        return List.of(Keys.PREFIX + "token:*");
    }

    @Override
    public void routes(Routes to) {
        routes.add(to);
        to.socket(
                "api/socket",
                Operation.of("What happens, as it happens")
                        .describedAs("Say hello with a token, then watch rooms, each from the offset that you have."),
                sockets::configure);
        to.post(
                "api/laboratory/{experiment}",
                Operation.of("Do on purpose what goes wrong elsewhere")
                        .path("experiment", String.class, "ghosts, unread or retry")
                        .requiredQuery("mode", Laboratory.Mode.class, "how it is done")
                        .gives(200, Laboratory.Result.class),
                this::experiment);
        live.start();
    }

    private void experiment(Context ctx) {
        Laboratory.Mode mode = Arrays.stream(Laboratory.Mode.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(ctx.queryParam("mode")))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("The parameter 'mode' must be naive or correct."));
        ctx.json(
                switch (ctx.pathParam("experiment")) {
                    case "ghosts" -> laboratory.ghosts(mode);
                    case "unread" -> laboratory.unread(mode);
                    case "retry" -> laboratory.retry(mode);
                    default -> throw Problem.notFound("The experiments are ghosts, unread and retry.");
                });
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
        redis.publish(Keys.CHANNEL, "||0|{\"type\":\"reset\"}");
    }

    @Override
    public void close() {
        live.close();
    }
}
