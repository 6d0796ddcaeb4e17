package dev.vermilion.taskqueue.celery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task message of Celery's protocol 2 as kombu puts it on a Redis list.
 *
 * <pre>
 * {"body": base64 of [args, kwargs, {"callbacks":…,"errbacks":…,"chain":…,"chord":…}],
 *  "content-type": "application/json", "content-encoding": "utf-8",
 *  "headers":    {"task", "id", "retries", "eta", "expires", "timelimit": [hard, soft], "root_id", "parent_id", "group", …},
 *  "properties": {"correlation_id", "reply_to", "delivery_tag", "delivery_info": {"exchange", "routing_key"},
 *                 "priority", "body_encoding": "base64", …}}
 * </pre>
 *
 * <p>Reading is strict about what is needed and indifferent to all else; it keeps the headers and properties it does not know,
 * so that a retry sends on what it was sent.
 *
 * @param chain signatures still to come; the next one is the last
 */
public record CeleryMessage(
        ObjectNode headers,
        ObjectNode properties,
        ArrayNode args,
        ObjectNode kwargs,
        List<Signature> callbacks,
        List<Signature> errbacks,
        List<Signature> chain) {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int[] STEPS = {0, 3, 6, 9};
    private static final int MAX_MESSAGE = 1 << 20; // a megabyte

    /** How to call a task, beside its signature. */
    public record Options(
            @Nullable OffsetDateTime eta,
            @Nullable OffsetDateTime expires,
            int priority,
            @Nullable String rootId,
            @Nullable String parentId,
            @Nullable String replyTo) {

        /** Now, at the highest priority. */
        public static final Options NONE = new Options(null, null, 0, null, null, null);

        /** Not before this moment. */
        public Options eta(OffsetDateTime moment) {
            return new Options(moment, expires, priority, rootId, parentId, replyTo);
        }

        /** Not after this moment. */
        public Options expires(OffsetDateTime moment) {
            return new Options(eta, moment, priority, rootId, parentId, replyTo);
        }

        /** 0, the highest, to 9. */
        public Options priority(int value) {
            return new Options(eta, expires, Math.max(0, Math.min(9, value)), rootId, parentId, replyTo);
        }
    }

    /** A new message. */
    public static CeleryMessage of(
            Signature call, ArrayNode args, List<Signature> chain, Options options, String queue) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        headers.put("lang", "java")
                .put("task", call.task())
                .put("id", call.id())
                .putNull("shadow");
        headers.put("eta", text(options.eta())).put("expires", text(options.expires()));
        headers.putNull("group").putNull("group_index").put("retries", 0);
        headers.putArray("timelimit").addNull().addNull();
        headers.put("root_id", options.rootId() == null ? call.id() : options.rootId());
        headers.put("parent_id", options.parentId());
        headers.put("argsrepr", args.toString()).put("kwargsrepr", call.kwargs().toString());
        headers.put("origin", "vermilion").put("ignore_result", false);
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.put("correlation_id", call.id());
        properties.put("reply_to", options.replyTo() == null ? call.id() : options.replyTo());
        properties.put("delivery_mode", 2).put("priority", options.priority()).put("body_encoding", "base64");
        properties.putObject("delivery_info").put("exchange", "").put("routing_key", queue);
        properties.put("delivery_tag", UUID.randomUUID().toString());
        return new CeleryMessage(headers, properties, args, call.kwargs(), List.of(), List.of(), chain);
    }

    private static @Nullable String text(@Nullable OffsetDateTime time) {
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC).toString();
    }

    /** Name of the task. */
    public String task() {
        return headers.path("task").asText();
    }

    /** Id of the call. */
    public String id() {
        return headers.path("id").asText();
    }

    /** How often it was retried. */
    public int retries() {
        return headers.path("retries").asInt(0);
    }

    /** When it may run, null for now. */
    public @Nullable OffsetDateTime eta() throws MalformedException {
        return time("eta");
    }

    /** After when it may not run, null for never. */
    public @Nullable OffsetDateTime expires() throws MalformedException {
        return time("expires");
    }

    /** The hard limit in ms, 0 for none. */
    public long timeLimitMillis() {
        return (long) (headers.path("timelimit").path(0).asDouble(0) * 1_000);
    }

    private @Nullable OffsetDateTime time(String name) throws MalformedException {
        JsonNode value = headers.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            String text = value.asText();
            boolean hasOffset = text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$");
            return OffsetDateTime.parse(hasOffset ? text : text + "Z");
        } catch (DateTimeParseException e) {
            throw new MalformedException("the header '" + name + "' is no time: " + value);
        }
    }

    /** The list that a message of this priority goes to: rounded down to 0, 3, 6 or 9, and 0 has the bare name. */
    public static String list(String queue, int priority) {
        int step = 0;
        for (int each : STEPS) {
            step = each <= priority ? each : step;
        }
        return step == 0 ? queue : queue + "\u0006\u0016" + step;
    }

    /** The same call once more, at {@code eta}. */
    CeleryMessage retry(OffsetDateTime eta) {
        ObjectNode again = headers.deepCopy();
        again.put("retries", retries() + 1).put("eta", text(eta));
        return new CeleryMessage(again, properties, args, kwargs, callbacks, errbacks, chain);
    }

    /** As it goes on the wire. */
    public String encode() {
        ArrayNode body = JsonNodeFactory.instance.arrayNode();
        ObjectNode embed = body.add(args).add(kwargs).addObject();
        put(embed, "callbacks", callbacks);
        put(embed, "errbacks", errbacks);
        put(embed, "chain", chain);
        embed.putNull("chord");
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("body", Base64.getEncoder().encodeToString(body.toString().getBytes(StandardCharsets.UTF_8)));
        envelope.put("content-encoding", "utf-8").put("content-type", "application/json");
        envelope.set("headers", headers);
        ObjectNode copy = properties.deepCopy();
        envelope.set("properties", copy.put("body_encoding", "base64"));
        return envelope.toString();
    }

    private static void put(ObjectNode embed, String name, List<Signature> signatures) {
        if (signatures.isEmpty()) {
            embed.putNull(name);
        } else {
            signatures.forEach(each -> embed.withArray("/" + name).add(each.json()));
        }
    }

    /**
     * Reads a message.
     *
     * @throws MalformedException if it is none of protocol 2 in JSON; the text tells what is wrong
     */
    public static CeleryMessage decode(String text) throws MalformedException {
        if (text.length() > MAX_MESSAGE) {
            throw new MalformedException("longer than a megabyte");
        }
        JsonNode envelope = json(text, "the message");
        JsonNode headers = envelope.path("headers");
        if (!envelope.isObject() || !headers.isObject()) {
            throw new MalformedException("no object with headers");
        }
        need(headers, "task");
        need(headers, "id");
        String type = envelope.path("content-type").asText("");
        if (!type.equals("application/json")) {
            throw new MalformedException("the content type is '" + type + "', not application/json");
        }
        ObjectNode properties = envelope.path("properties").isObject()
                ? (ObjectNode) envelope.path("properties")
                : JsonNodeFactory.instance.objectNode();
        JsonNode body =
                body(envelope.path("body"), properties.path("body_encoding").asText(""));
        if (!body.isArray() || !body.path(0).isArray() || !body.path(1).isObject()) {
            throw new MalformedException("the body is not [args, kwargs, embed]");
        }
        JsonNode embed = body.path(2);
        if (embed.hasNonNull("chord")) {
            throw new MalformedException("it is part of a chord, which this worker cannot join");
        }
        CeleryMessage message = new CeleryMessage(
                (ObjectNode) headers,
                properties,
                (ArrayNode) body.path(0),
                (ObjectNode) body.path(1),
                signatures(embed.path("callbacks")),
                signatures(embed.path("errbacks")),
                signatures(embed.path("chain")));
        message.eta();
        message.expires();
        return message;
    }

    private static JsonNode body(JsonNode body, String encoding) throws MalformedException {
        if (!body.isTextual()) {
            throw new MalformedException("there is no body");
        }
        if (!encoding.equals("base64")) {
            return json(body.asText(), "the body");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(body.asText());
            return json(new String(bytes, StandardCharsets.UTF_8), "the body");
        } catch (IllegalArgumentException e) {
            throw new MalformedException("the body is not base64");
        }
    }

    private static JsonNode json(String text, String what) throws MalformedException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException | StackOverflowError e) {
            throw new MalformedException(what + " is not JSON");
        }
    }

    private static void need(JsonNode headers, String name) throws MalformedException {
        if (!headers.path(name).isTextual() || headers.path(name).asText().isBlank()) {
            throw new MalformedException("the header '" + name + "' is missing");
        }
    }

    private static List<Signature> signatures(JsonNode array) throws MalformedException {
        List<Signature> signatures = new ArrayList<>();
        for (JsonNode each : array) {
            signatures.add(Signature.parse(each));
        }
        return signatures;
    }
}
