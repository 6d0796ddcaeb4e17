package dev.vermilion.geofinder;

import dev.vermilion.geofinder.Query.Area;
import dev.vermilion.kit.Events;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.function.UnaryOperator;
import redis.clients.jedis.UnifiedJedis;

/** Stores over HTTP. */
final class PlaceRoutes {

    private final UnifiedJedis redis;
    private final Places places;
    private final Events events;
    private final UnaryOperator<Handler> guard;

    PlaceRoutes(UnifiedJedis redis, Places places, Events events, UnaryOperator<Handler> guard) {
        this.redis = redis;
        this.places = places;
        this.events = events;
        this.guard = guard;
    }

    void add(Routes routes) {
        routes.get("api/search", search(), guard.apply(ctx -> ctx.json(places.search(Parameters.query(ctx)))))
                .get("api/clusters", clusters(), guard.apply(this::showClusters))
                .get("api/cells", cells(), guard.apply(this::showCells))
                .get(
                        "api/places/{id}",
                        Operation.of("A store").gives(200, Place.class).fails(404, "There is no such store."),
                        guard.apply(ctx -> ctx.json(
                                places.find(ctx.pathParam("id")).orElseThrow(() -> noStore(ctx.pathParam("id"))))))
                .post("api/places", creation(), guard.apply(this::create))
                .delete(
                        "api/places/{id}",
                        Operation.of("Remove a store").gives(204).fails(404, "There is no such store."),
                        guard.apply(this::remove));
    }

    private static Operation search() {
        return Operation.of("Stores near a point, the nearest first")
                .describedAs("Without radius, width and height the circle grows until there are enough.")
                .requiredQuery("lon", Double.class, "-180 to 180")
                .requiredQuery("lat", Double.class, "-90 to 90")
                .query("radius", Double.class, "metres, up to 25000000")
                .query("width", Double.class, "of a box, in metres")
                .query("height", Double.class, "of a box, in metres")
                .query("kind", Kind.class, "only such stores")
                .query("country", String.class, "only stores there: two letters, DK")
                .query("open", Boolean.class, "true for stores that are open now")
                .query("limit", Integer.class, "1 to 200, 10 if it is not given")
                .query("way", String.class, "plain for Redis's GEOSEARCH even where it misses what is across a pole")
                .gives(200, Found.class)
                .fails(400, "A parameter is missing or cannot be read.")
                .fails(422, "There is no such point, or the area is too large.");
    }

    private static Operation clusters() {
        return Operation.of("The stores in a part of the map, grouped")
                .requiredQuery("west", Double.class, "-180 to 180; larger than east across the antimeridian")
                .requiredQuery("south", Double.class, "-90 to 90")
                .requiredQuery("east", Double.class, "-180 to 180")
                .requiredQuery("north", Double.class, "-90 to 90")
                .query("kind", Kind.class, "only such stores")
                .query("columns", Integer.class, "about so many groups side by side: 4 to 20, 14 if it is not given")
                .gives(200, Clusters.class)
                .fails(422, "There is no such part of the world.");
    }

    private void showClusters(Context ctx) {
        Viewport viewport = new Viewport(
                Parameters.number(ctx, "west"),
                Parameters.number(ctx, "south"),
                Parameters.number(ctx, "east"),
                Parameters.number(ctx, "north"),
                Parameters.count(ctx, "columns", 14, 20));
        ctx.json(places.clusters(viewport, Parameters.choice(ctx, "kind", Kind.values())));
    }

    private static Operation cells() {
        return Operation.of("The geohash cells that a search in a circle scans")
                .requiredQuery("lon", Double.class, "-180 to 180")
                .requiredQuery("lat", Double.class, "-90 to 90")
                .requiredQuery("radius", Double.class, "metres")
                .query("kind", Kind.class, "in the index of this kind")
                .query("way", String.class, "plain for the cells of GEOSEARCH in any case")
                .gives(200, Scan.class);
    }

    private void showCells(Context ctx) {
        Query query = Parameters.query(ctx);
        if (query.area().equals(Area.NEAREST) || query.area().isBox()) {
            throw Problem.badRequest("The cells of a circle are shown: give its radius in metres.");
        }
        ctx.json(Scan.of(redis, query));
    }

    private static Operation creation() {
        return Operation.of("Add a store")
                .body(Place.class)
                .gives(201, Place.class)
                .fails(409, "The id is taken, or there are 20,000 stores.")
                .fails(422, "This is no store.");
    }

    private void create(Context ctx) {
        Place place = ctx.bodyAsClass(Place.class);
        switch (places.add(place)) {
            case EXISTS -> throw Problem.conflict("There is a store '" + place.id() + "' already.");
            case FULL ->
                throw Problem.conflict("There are " + Places.MOST + " stores, the most there may be; remove one.");
            case ADDED -> events.publish(GeoFinderApp.CHANNEL, "places", Map.of("added", place.id()));
        }
        ctx.status(201).header("Location", "places/" + place.id()).json(place);
    }

    private void remove(Context ctx) {
        String id = ctx.pathParam("id");
        if (!places.remove(id)) {
            throw noStore(id);
        }
        events.publish(GeoFinderApp.CHANNEL, "places", Map.of("removed", id));
        ctx.status(204);
    }

    private static Problem noStore(String id) {
        return Problem.notFound("There is no store '" + id + "'.");
    }
}
