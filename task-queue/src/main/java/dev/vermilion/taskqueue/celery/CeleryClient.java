package dev.vermilion.taskqueue.celery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vermilion.taskqueue.Script;
import dev.vermilion.taskqueue.celery.CeleryMessage.Options;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Sends tasks to Celery workers and reads what became of them.
 *
 * <pre>
 * key                       type    holds                                             TTL
 * QUEUE, QUEUE\x06\x163 …   list    messages; LPUSH, and workers take from the right  none
 * _kombu.binding.QUEUE      set     which lists the exchange QUEUE leads to           none
 * celery-task-meta-ID       string  the state of a call, and its result               1 day
 * </pre>
 *
 * <p>The names are Celery's own, so they do not begin with this app's prefix; only queues that were named so do.
 */
public final class CeleryClient {

    /** The queue that Celery workers take from unless they are told otherwise. */
    public static final String DEFAULT_QUEUE = "celery";

    private static final Script RESULT = Script.of(CeleryClient.class, "result");
    private static final String SEPARATOR = "\u0006\u0016";
    private static final String DAY = "86400";

    private final UnifiedJedis redis;

    /** On the Redis that is the broker and the result backend. */
    public CeleryClient(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** What became of a call; {@code status} is Celery's word, {@code PENDING} if nothing is known. */
    public record Result(
            String status, JsonNode result, @Nullable String traceback, JsonNode meta) {

        /** True if it will not change any more. */
        public boolean ready() {
            return status.equals("SUCCESS") || status.equals("FAILURE") || status.equals("REVOKED");
        }
    }

    /** Calls a task; the id is that of the signature. */
    public String send(Signature call, Options options) {
        return chain(List.of(call), options).get(0);
    }

    /** Calls tasks one after the other, each with the result of the one before; returns their ids in that order. */
    public List<String> chain(List<Signature> calls, Options options) {
        List<Signature> rest = new ArrayList<>(calls.subList(1, calls.size()));
        Collections.reverse(rest);
        Signature first = calls.get(0);
        String queue = first.queue() == null ? DEFAULT_QUEUE : first.queue();
        push(CeleryMessage.of(first, first.args(), rest, options, queue), queue);
        return calls.stream().map(Signature::id).toList();
    }

    /** Puts a message where workers of this queue find it. */
    void push(CeleryMessage message, String queue) {
        redis.sadd("_kombu.binding." + queue, queue + SEPARATOR + SEPARATOR + queue);
        int priority = message.properties().path("priority").asInt(0);
        redis.lpush(CeleryMessage.list(queue, priority), message.encode());
    }

    /** How many messages wait in a queue, at any priority. */
    public long waiting(String queue) {
        long waiting = 0;
        for (int priority = 0; priority <= 9; priority += 3) {
            waiting += redis.llen(CeleryMessage.list(queue, priority));
        }
        return waiting;
    }

    /** What is known of a call. */
    public Result result(String id) {
        String text = redis.get(resultKey(id));
        if (text == null) {
            ObjectNode none = JsonNodeFactory.instance.objectNode();
            return new Result("PENDING", none.nullNode(), null, none);
        }
        try {
            JsonNode meta = CeleryMessage.MAPPER.readTree(text);
            return new Result(
                    meta.path("status").asText("PENDING"),
                    Optional.ofNullable(meta.get("result")).orElse(JsonNodeFactory.instance.nullNode()),
                    meta.path("traceback").isTextual() ? meta.path("traceback").asText() : null,
                    meta);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the result of " + id + " is not JSON", e);
        }
    }

    private static String resultKey(String id) {
        return "celery-task-meta-" + id;
    }

    /** Writes and publishes what became of a call, unless it has succeeded before. */
    void store(
            CeleryMessage message, String status, JsonNode result, @Nullable String traceback, List<String> children) {
        if (message.headers().path("ignore_result").asBoolean(false)) {
            return;
        }
        ObjectNode meta = JsonNodeFactory.instance.objectNode();
        meta.put("status", status).set("result", result);
        meta.put("traceback", traceback);
        var list = meta.putArray("children");
        children.forEach(id -> list.addArray().add(pair(id)).addNull());
        boolean ready = !status.equals("STARTED") && !status.equals("RETRY");
        meta.put("date_done", ready ? OffsetDateTime.now(ZoneOffset.UTC).toString() : null);
        meta.put("task_id", message.id());
        JsonNode parent = message.headers().path("parent_id");
        if (parent.isTextual()) {
            meta.put("parent_id", parent.asText());
        }
        JsonNode group = message.headers().path("group");
        if (group.isTextual()) {
            meta.put("group_id", group.asText());
        }
        RESULT.run(redis, resultKey(message.id()), List.of(meta.toString(), DAY));
    }

    private static JsonNode pair(String id) {
        return JsonNodeFactory.instance.arrayNode().add(id).addNull();
    }
}
