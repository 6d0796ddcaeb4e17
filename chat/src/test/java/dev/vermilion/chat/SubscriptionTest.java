package dev.vermilion.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

@EveryRedis
class SubscriptionTest {

    /** A wire that keeps the texts. */
    private static final class Kept implements Wire {
        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void send(String text, Runnable sent) {
            texts.add(text);
            sent.run();
        }

        @Override
        public void close(int code, String reason) {
            texts.add("closed " + code);
        }
    }

    private static long subscribers(RedisClient redis) {
        List<?> counts = (List<?>) redis.sendCommand(Protocol.Command.PUBSUB, "NUMSUB", Keys.CHANNEL);
        return (Long) counts.get(1);
    }

    @Test
    void whatTheServersSubscriptionLostIsReadFromTheStream(RedisServer server) {
        try (RedisClient redis = server.jedis();
                Live live = new Live(redis, new Presence(redis))) {
            Messages messages = new Messages(redis);
            new Rooms(redis).create("ada", "Tea", 0);
            Kept wire = new Kept();
            Connection connection = new Connection("x", "ada", wire, messages, live.timer());
            live.add(connection);
            live.start();
            live.watch(connection, "tea", "", 0, true);
            await().until(() -> subscribers(redis) == 1);
            messages.send("ada", "tea", "c1", "one");
            await().until(() -> wire.texts.stream().anyMatch(each -> each.contains("one")));

            live.dropSubscription();
            await().until(() -> subscribers(redis) == 0);
            messages.send("ada", "tea", "c2", "two");

            await().until(() -> wire.texts.stream().anyMatch(each -> each.contains("two")));
            messages.send("ada", "tea", "c3", "three");
            await().until(() -> wire.texts.stream().anyMatch(each -> each.contains("three")));
            assertThat(wire.texts.stream().filter(each -> each.contains("two"))).hasSize(1);
        }
    }

    @Test
    void aChangeThatWasPublishedTwiceOrOutOfOrderIsSentOnceAndInOrder(RedisServer server) {
        try (RedisClient redis = server.jedis();
                Live live = new Live(redis, new Presence(redis))) {
            Messages messages = new Messages(redis);
            String epoch = new Rooms(redis).create("ada", "Tea", 0).epoch();
            Kept wire = new Kept();
            Connection connection = new Connection("x", "ada", wire, messages, live.timer());
            connection.watch("tea", epoch, 0, true);
            for (String text : List.of("one", "two", "three")) {
                messages.send("ada", "tea", text, text);
            }
            List<String> changes = messages.changes("tea", epoch, 0).changes();

            connection.onChange("tea", epoch, 3, changes.get(2));
            connection.onChange("tea", epoch, 1, changes.get(0));
            connection.onChange("tea", epoch, 2, changes.get(1));
            connection.onChange("tea", epoch, 3, changes.get(2));

            assertThat(wire.texts).hasSize(2);
            Map<?, ?> frame = Json.read(wire.texts.get(1), Map.class);
            assertThat(frame.get("type")).isEqualTo("changes");
            assertThat((List<?>) frame.get("changes")).hasSize(3);
        }
    }
}
