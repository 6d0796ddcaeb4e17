package dev.vermilion.urlshortener;

import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** The routes of API keys, and who a request says it is from. */
final class KeyRoutes {

    static final String HEADER = "X-Api-Key";

    private final ApiKeys keys;

    KeyRoutes(ApiKeys keys) {
        this.keys = keys;
    }

    /** A key that shall be made. */
    record NewKey(@Nullable String name) {}

    void add(Routes routes) {
        routes.post(
                        "api/keys",
                        Operation.of("Make an API key")
                                .describedAs("The secret is in this answer and nowhere else: Redis holds its hash.")
                                .body(NewKey.class)
                                .gives(201, ApiKeys.Made.class)
                                .fails(422, "The name is missing or too long, or there are too many keys."),
                        UrlShortenerApp.refusable(this::make))
                .get(
                        "api/keys",
                        Operation.of("All API keys, without their secrets").givesMany(200, ApiKeys.ApiKey.class),
                        ctx -> ctx.json(keys.all()))
                .delete(
                        "api/keys/{id}",
                        Operation.of("End an API key")
                                .describedAs("Its links stay; nobody may change them any more.")
                                .gives(204)
                                .fails(404, "There is no such key."),
                        this::delete);
    }

    private void make(Context ctx) {
        ctx.status(201).json(keys.make(ctx.bodyAsClass(NewKey.class).name()));
    }

    private void delete(Context ctx) {
        if (!keys.delete(ctx.pathParam("id"))) {
            throw Problem.notFound("There is no API key '" + ctx.pathParam("id") + "'.");
        }
        ctx.status(204);
    }

    /** The id of the key that a request brings; null if it brings none. */
    @Nullable
    String owner(Context ctx) {
        String key = ctx.header(HEADER);
        if (key == null || key.isBlank()) {
            return null;
        }
        return keys.check(key.strip())
                .orElseThrow(() -> Problem.unauthorized("The API key in " + HEADER + " is not known or was deleted."));
    }
}
