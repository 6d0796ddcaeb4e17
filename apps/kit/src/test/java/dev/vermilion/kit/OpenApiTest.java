package dev.vermilion.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import org.junit.jupiter.api.Test;

@EveryRedis
class OpenApiTest {

    @Test
    void theDescriptionListsWhatWasDescribedWithParametersBodiesAnswersAndSchemas(RedisServer redis) throws Exception {
        try (AppTest app = AppTest.start(TinyApp::new, redis)) {
            JsonNode api = Json.MAPPER.readTree(app.http().get("openapi.json").body());

            assertThat(api.at("/openapi").asText()).isEqualTo("3.1.0");
            assertThat(api.at("/info/title").asText()).isEqualTo("Tiny");
            JsonNode orders = api.at("/paths/~1api~1orders~1{item}/get");
            assertThat(orders.at("/operationId").asText()).isEqualTo("getOrdersByItem");
            assertThat(orders.at("/parameters/0/in").asText()).isEqualTo("path");
            assertThat(orders.at("/parameters/0/name").asText()).isEqualTo("item");
            assertThat(orders.at("/parameters/1/name").asText()).isEqualTo("limit");
            assertThat(orders.at("/parameters/1/required").asBoolean()).isFalse();
            assertThat(orders.at("/parameters/1/schema/type").asText()).isEqualTo("integer");
            assertThat(orders.at("/responses/404/description").asText()).isEqualTo("There is no such item.");
            String item = orders.at("/responses/200/content/application~1json/schema/items/$ref")
                    .asText();
            JsonNode order = api.at(item.substring(1));
            assertThat(order.at("/properties/count/type").asText()).isEqualTo("integer");
            assertThat(order.at("/properties/day/format").asText()).isEqualTo("date");
            assertThat(order.at("/required").toString()).isEqualTo("[\"count\"]");
            assertThat(api.at("/paths/~1api~1order/post/requestBody/required").asBoolean())
                    .isTrue();
            assertThat(api.at("/paths/~1api~1events/get/responses/200/content").has("text/event-stream"))
                    .isTrue();
            assertThat(api.at("/paths").has("/api/bug")).isFalse();
        }
    }
}
