package dev.vermilion.kit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the description of the API says about one route: {@code Operation.of("Top of a board").query("limit",
 * Integer.class, "1 to 100, 10 if it is not given").gives(200, Page.class).fails(404, "There is no such board.")}. The
 * names of path parameters are taken from the path. Immutable: each method returns a new one.
 */
public final class Operation {

    static final String JSON = "application/json";

    /** Where a parameter stands. */
    enum Place {
        PATH,
        QUERY,
        HEADER,
        COOKIE
    }

    record Parameter(Place place, String name, Class<?> type, String description, boolean required) {}

    /** The body of a request or an answer; without a type its form is not described, only its media type. */
    record Content(String mediaType, @Nullable Class<?> type, boolean many) {}

    record Answer(int status, String description, @Nullable Content content) {}

    private final String summary;
    private final String description;
    private final @Nullable Content body;
    private final List<Parameter> parameters;
    private final List<Answer> answers;

    private Operation(
            String summary,
            String description,
            @Nullable Content body,
            List<Parameter> parameters,
            List<Answer> answers) {
        this.summary = summary;
        this.description = description;
        this.body = body;
        this.parameters = parameters;
        this.answers = answers;
    }

    /** Begins with what it does, in a few words. */
    public static Operation of(String summary) {
        return new Operation(summary, "", null, List.of(), List.of());
    }

    /** More about it, in sentences. */
    public Operation describedAs(String sentences) {
        return new Operation(summary, sentences, body, parameters, answers);
    }

    /** What a parameter of the path means; those that are not named here are listed as texts. */
    public Operation path(String name, Class<?> type, String meaning) {
        return with(new Parameter(Place.PATH, name, type, meaning, true));
    }

    /** A query parameter that may be left out. */
    public Operation query(String name, Class<?> type, String meaning) {
        return with(new Parameter(Place.QUERY, name, type, meaning, false));
    }

    /** A query parameter that must be given. */
    public Operation requiredQuery(String name, Class<?> type, String meaning) {
        return with(new Parameter(Place.QUERY, name, type, meaning, true));
    }

    /** A request header that may be left out. */
    public Operation header(String name, String meaning) {
        return with(new Parameter(Place.HEADER, name, String.class, meaning, false));
    }

    /** A cookie that may be left out. */
    public Operation cookie(String name, String meaning) {
        return with(new Parameter(Place.COOKIE, name, String.class, meaning, false));
    }

    /** The JSON object that the request must have as its body. */
    public Operation body(Class<?> type) {
        return new Operation(summary, description, new Content(JSON, type, false), parameters, answers);
    }

    /** The body that the request must have, where it is not JSON: {@code text/csv}. */
    public Operation body(String mediaType) {
        return new Operation(summary, description, new Content(mediaType, null, false), parameters, answers);
    }

    /** An answer without a body. */
    public Operation gives(int status) {
        return with(new Answer(status, "Done.", null));
    }

    /** An answer with one JSON value. */
    public Operation gives(int status, Class<?> type) {
        return with(new Answer(status, type.getSimpleName(), new Content(JSON, type, false)));
    }

    /** An answer with a JSON array. */
    public Operation givesMany(int status, Class<?> type) {
        return with(new Answer(status, type.getSimpleName() + ", any number", new Content(JSON, type, true)));
    }

    /** An answer that is not JSON: {@code image/png}. */
    public Operation gives(int status, String mediaType) {
        return with(new Answer(status, mediaType, new Content(mediaType, null, false)));
    }

    /** An answer that says what is wrong; {@code when} is a sentence. */
    public Operation fails(int status, String when) {
        return with(new Answer(status, when, new Content("application/problem+json", Problem.Body.class, false)));
    }

    String summary() {
        return summary;
    }

    String description() {
        return description;
    }

    @Nullable
    Content body() {
        return body;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    List<Answer> answers() {
        return answers;
    }

    private Operation with(Parameter parameter) {
        return new Operation(summary, description, body, plus(parameters, parameter), answers);
    }

    private Operation with(Answer answer) {
        return new Operation(summary, description, body, parameters, plus(answers, answer));
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }
}
