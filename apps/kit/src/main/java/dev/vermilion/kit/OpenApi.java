package dev.vermilion.kit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the description of an app's API in the form of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0), whose
 * schemas are JSON Schema.
 */
final class OpenApi {

    private static final Pattern PATH_PARAMETER = Pattern.compile("[{<]([^}>]+)[}>]");

    private final ObjectNode root = Json.MAPPER.createObjectNode();
    private final SchemaBuilder schemas = generator().buildMultipleSchemaDefinitions();
    private final Map<String, ObjectNode> paths = new TreeMap<>();

    private OpenApi(AppInfo info) {
        root.put("openapi", "3.1.0");
        root.putObject("info")
                .put("title", info.title())
                .put("summary", info.summary())
                .put("version", "1");
        root.putArray("servers").addObject().put("url", ".");
    }

    /** The description, with the paths in alphabetical order. */
    static ObjectNode of(AppInfo info, List<DescribedRoute> routes) {
        OpenApi api = new OpenApi(info);
        routes.forEach(api::add);
        ObjectNode paths = api.root.putObject("paths");
        api.paths.forEach(paths::set);
        api.root.putObject("components").set("schemas", api.schemas.collectDefinitions("components/schemas"));
        return api.root;
    }

    private void add(DescribedRoute route) {
        Operation operation = route.operation();
        ObjectNode node = paths.computeIfAbsent(
                        PATH_PARAMETER.matcher("/" + route.path()).replaceAll("{$1}"),
                        any -> Json.MAPPER.createObjectNode())
                .putObject(route.method().toLowerCase(Locale.ROOT));
        node.put("summary", operation.summary());
        if (!operation.description().isEmpty()) {
            node.put("description", operation.description());
        }
        node.put("operationId", id(route));
        addParameters(node, route);
        if (operation.body() != null) {
            ObjectNode body = node.putObject("requestBody").put("required", true);
            addContent(body, operation.body());
        }
        ObjectNode responses = node.putObject("responses");
        for (Operation.Answer answer : operation.answers()) {
            ObjectNode response =
                    responses.putObject(Integer.toString(answer.status())).put("description", answer.description());
            addContent(response, answer.content());
        }
    }

    private void addParameters(ObjectNode node, DescribedRoute route) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        List<Operation.Parameter> told = route.operation().parameters();
        Matcher names = PATH_PARAMETER.matcher(route.path());
        while (names.find()) {
            String name = names.group(1);
            boolean isTold = told.stream()
                    .anyMatch(each ->
                            each.place() == Operation.Place.PATH && each.name().equals(name));
            if (!isTold) {
                add(list, new Operation.Parameter(Operation.Place.PATH, name, String.class, "", true));
            }
        }
        told.forEach(each -> add(list, each));
        if (!list.isEmpty()) {
            node.set("parameters", list);
        }
    }

    private void add(ArrayNode list, Operation.Parameter parameter) {
        ObjectNode node = list.addObject()
                .put("name", parameter.name())
                .put("in", parameter.place().name().toLowerCase(Locale.ROOT))
                .put("required", parameter.required());
        if (!parameter.description().isEmpty()) {
            node.put("description", parameter.description());
        }
        node.set("schema", schemas.createSchemaReference(parameter.type()));
    }

    private void addContent(ObjectNode node, Operation.@Nullable Content content) {
        if (content == null) {
            return;
        }
        ObjectNode media = node.putObject("content").putObject(content.mediaType());
        if (content.type() == null) {
            return;
        }
        ObjectNode schema = schemas.createSchemaReference(content.type());
        if (content.many()) {
            media.putObject("schema").put("type", "array").set("items", schema);
        } else {
            media.set("schema", schema);
        }
    }

    /** {@code getBoardsByBoardScores} for {@code GET api/boards/{board}/scores}. */
    private static String id(DescribedRoute route) {
        String words = Pattern.compile("[/._-]")
                .splitAsStream(PATH_PARAMETER.matcher(route.path()).replaceAll("by/$1"))
                .filter(word -> !word.isEmpty() && !word.equals("api"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return route.method().toLowerCase(Locale.ROOT) + words;
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        config.with(Option.FLATTENED_ENUMS, Option.FLATTENED_OPTIONALS, Option.ADDITIONAL_FIXED_TYPES)
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forFields().withRequiredCheck(field -> field.getType().isPrimitive());
        return new SchemaGenerator(config.build());
    }
}
