package dev.vermilion.taskqueue.celery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that is to be called, as Celery's {@code task.s(…)}.
 *
 * @param task its name
 * @param args an array
 * @param kwargs an object
 * @param queue where to send it; null for where such tasks usually go
 * @param id of the call
 * @param immutable true if the result of the task before it in a chain is not its first argument ({@code task.si(…)})
 */
public record Signature(
        String task,
        ArrayNode args,
        ObjectNode kwargs,
        @Nullable String queue,
        String id,
        boolean immutable) {

    private static final int MAX_NAME = 200;

    /** Checks the name. */
    public Signature {
        if (task == null || task.isBlank() || task.length() > MAX_NAME) {
            throw new IllegalArgumentException("A task has a name of 1 to " + MAX_NAME + " characters.");
        }
    }

    /** A call with these arguments and a new id. */
    public static Signature of(String task, JsonNode... args) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonNode each : args) {
            array.add(each);
        }
        return new Signature(
                task,
                array,
                JsonNodeFactory.instance.objectNode(),
                null,
                UUID.randomUUID().toString(),
                false);
    }

    /** The same for another queue. */
    public Signature on(String otherQueue) {
        return new Signature(task, args, kwargs, otherQueue, id, immutable);
    }

    /** As it travels in {@code chain}, {@code callbacks} and {@code errbacks}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("task", task);
        json.set("args", args);
        json.set("kwargs", kwargs);
        ObjectNode options = json.putObject("options");
        options.put("task_id", id).put("reply_to", id);
        if (queue != null) {
            options.put("queue", queue);
        }
        json.putNull("subtask_type");
        json.put("immutable", immutable);
        return json;
    }

    /**
     * Reads what {@link #json} or a Celery client wrote.
     *
     * @throws MalformedException if it is none, or a canvas (group, chord, map) that only Celery itself can unfold
     */
    static Signature parse(JsonNode json) throws MalformedException {
        String task = json.path("task").asText("");
        if (task.isBlank() || task.startsWith("celery.")) {
            throw new MalformedException("a signature of '" + task + "' cannot be called from here");
        }
        JsonNode options = json.path("options");
        return new Signature(
                task,
                json.path("args").isArray() ? (ArrayNode) json.path("args") : JsonNodeFactory.instance.arrayNode(),
                json.path("kwargs").isObject()
                        ? (ObjectNode) json.path("kwargs")
                        : JsonNodeFactory.instance.objectNode(),
                options.path("queue").isTextual() ? options.path("queue").asText() : null,
                options.path("task_id").asText(UUID.randomUUID().toString()),
                json.path("immutable").asBoolean(false));
    }

    /** The arguments when the task before it has this result. */
    ArrayNode argsAfter(JsonNode result) {
        if (immutable) {
            return args;
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        all.add(result);
        args.forEach(all::add);
        return all;
    }
}
