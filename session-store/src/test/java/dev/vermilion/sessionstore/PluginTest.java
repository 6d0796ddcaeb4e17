package dev.vermilion.sessionstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.Http;
import io.javalin.Javalin;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class PluginTest {

    @Test
    void anyJavalinGetsSessionsByThePlugin(RedisServer server) {
        try (RedisClient redis = server.jedis()) {
            SessionPlugin plugin = new SessionPlugin(new Sessions(redis), Timeouts.SHORT);
            Javalin javalin = Javalin.create(config -> {
                config.registerPlugin(plugin);
                config.routes.get("visits", ctx -> {
                    Session session = plugin.currentOrGuest(ctx);
                    String seen = session.get("visits");
                    session.set("visits", Integer.toString(seen == null ? 1 : Integer.parseInt(seen) + 1));
                    ctx.result(String.valueOf(session.get("visits")));
                });
            });
            javalin.start("localhost", 0);
            try {
                Visitor visitor = new Visitor(new Http("http://localhost:" + javalin.port() + "/"));
                assertThat(visitor.get("visits").body()).isEqualTo("1");
                assertThat(visitor.get("visits").body()).isEqualTo("2");
                assertThat(visitor.forgetting(SessionCookies.SESSION)
                                .get("visits")
                                .body())
                        .isEqualTo("1");
            } finally {
                javalin.stop();
            }
        }
    }
}
