package dev.vermilion.urlshortener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vermilion.kit.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What shall change in a link: a JSON object in which only what is named changes, and null takes away (RFC 7396).
 *
 * @param wanted the link as if it were new, with what is named
 * @param names what is named
 */
record LinkEdit(NewLink wanted, Set<String> names) {

    private static final Set<String> KNOWN =
            Set.of("url", "title", "tags", "validFrom", "expiresAt", "maxVisits", "password", "rules", "forwardQuery");

    /**
     * @throws LinkException if something is named that cannot change
     */
    static LinkEdit of(JsonNode json) {
        if (!json.isObject() || json.isEmpty()) {
            throw LinkException.refused("The change must be a JSON object that names what shall change.");
        }
        Set<String> names = new java.util.TreeSet<>();
        Iterator<String> fields = json.fieldNames();
        fields.forEachRemaining(names::add);
        for (String name : names) {
            if (!KNOWN.contains(name)) {
                throw LinkException.refused("The field '" + name + "' cannot be changed.");
            }
        }
        return new LinkEdit(
                new NewLink(
                        text(json, "url"),
                        null,
                        text(json, "title"),
                        tags(json.path("tags")),
                        instant(json, "validFrom"),
                        instant(json, "expiresAt"),
                        json.hasNonNull("maxVisits") ? json.get("maxVisits").asLong() : null,
                        text(json, "password"),
                        json.hasNonNull("rules") ? Gate.rules(json.get("rules").toString()) : null,
                        json.path("forwardQuery").asBoolean(),
                        null),
                names);
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).asText() : null;
    }

    private static @Nullable Instant instant(JsonNode json, String name) {
        String text = text(json, name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw LinkException.refused("The field '" + name + "' must be a time like 2030-01-01T00:00:00Z.");
        }
    }

    private static @Nullable List<String> tags(JsonNode json) {
        if (!(json instanceof ArrayNode array)) {
            return null;
        }
        List<String> tags = new ArrayList<>();
        array.forEach(each -> tags.add(each.asText()));
        return tags;
    }

    /** Pairs of field and value for the script; an empty value takes a field away. */
    List<String> fields(String ownHost, @Nullable String passwordHash) {
        List<String> pairs = new ArrayList<>();
        for (String name : names) {
            switch (name) {
                case "url" -> put(pairs, "target", Target.checked(wanted.url(), ownHost));
                case "title" -> put(pairs, "title", wanted.title());
                case "tags" -> put(pairs, "tags", String.join(",", wanted.tagList()));
                case "validFrom" -> put(pairs, "from", millis(wanted.validFrom()));
                case "expiresAt" -> put(pairs, "expires", millis(wanted.expiresAt()));
                case "maxVisits" -> put(pairs, "max", wanted.maxVisits());
                case "password" -> put(pairs, "password", passwordHash);
                case "rules" -> {
                    List<Rule> rules = wanted.checkedRules(ownHost);
                    put(pairs, "rules", rules.isEmpty() ? null : Json.write(rules));
                }
                default -> put(pairs, "forward", Boolean.TRUE.equals(wanted.forwardQuery()) ? "1" : null);
            }
        }
        return pairs;
    }

    private static void put(List<String> pairs, String field, @Nullable Object value) {
        pairs.add(field);
        pairs.add(value == null ? "" : value.toString());
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
