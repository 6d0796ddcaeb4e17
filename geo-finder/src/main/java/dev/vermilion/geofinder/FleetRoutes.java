package dev.vermilion.geofinder;

import dev.vermilion.geofinder.Laboratory.Mode;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Drivers, fences and rides over HTTP. */
final class FleetRoutes {

    private static final int MOST_SHOWN = 500;
    private static final double FARTHEST_DRIVER = 200_000;

    private final Fleet fleet;
    private final Laboratory laboratory;
    private final UnaryOperator<Handler> guard;

    FleetRoutes(Fleet fleet, Laboratory laboratory, UnaryOperator<Handler> guard) {
        this.fleet = fleet;
        this.laboratory = laboratory;
        this.guard = guard;
    }

    record Reports(List<Report> reports) {
        Reports {
            if (reports == null || reports.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("The field 'reports' must be a list of reports.");
            }
        }
    }

    /** What became of each report, in their order. */
    record Outcomes(List<Fleet.Outcome> outcomes) {}

    /** Fences, and the ids of the drivers in each of them that is not empty. */
    record Fences(List<Fence> fences, Map<String, List<String>> inside) {}

    record Wish(String rider, double lon, double lat, double radius) {
        Wish {
            if (rider == null || !Place.isId(rider)) {
                throw new IllegalArgumentException(
                        "A rider's id has 1 to 40 lower case letters, digits and dashes, such as 'rosa'.");
            }
            if (!(radius > 0 && radius <= FARTHEST_DRIVER) || !new Point(lon, lat).isIndexable()) {
                throw new IllegalArgumentException("The radius is more than 0 and at most 200000 metres, "
                        + "and riders wait between 85 degrees south and north.");
            }
        }
    }

    record End(String how) {
        End {
            if (!"finished".equals(how) && !"cancelled".equals(how)) {
                throw new IllegalArgumentException("The field 'how' must be finished or cancelled.");
            }
        }
    }

    void add(Routes routes) {
        addDrivers(routes);
        addFences(routes);
        addRides(routes);
        routes.post(
                "api/laboratory/race",
                Operation.of("Let riders ask for the only driver at once")
                        .requiredQuery("mode", Mode.class, "how the driver is chosen")
                        .query("riders", Integer.class, "2 to 50, 20 if it is not given")
                        .gives(200, Laboratory.Race.class),
                guard.apply(this::race));
    }

    private void addDrivers(Routes routes) {
        routes.get(
                        "api/drivers",
                        Operation.of("All drivers, the last heard of first, at most 500")
                                .givesMany(200, Driver.class),
                        guard.apply(ctx -> ctx.json(fleet.drivers(MOST_SHOWN))))
                .get(
                        "api/drivers/near",
                        Operation.of("Drivers near a point, the nearest first")
                                .requiredQuery("lon", Double.class, "-180 to 180")
                                .requiredQuery("lat", Double.class, "-85 to 85")
                                .query("radius", Double.class, "metres, up to 200000, 10000 if it is not given")
                                .query("limit", Integer.class, "1 to 200, 10 if it is not given")
                                .query("free", Boolean.class, "true for those who are free")
                                .givesMany(200, Driver.Near.class),
                        guard.apply(this::near))
                .post(
                        "api/positions",
                        Operation.of("Report where drivers are")
                                .describedAs("Who does not report for 20 seconds is gone. A report that is not later "
                                        + "than the driver's last one is dropped.")
                                .body(Reports.class)
                                .gives(200, Outcomes.class)
                                .fails(422, "These are no reports, or more than 200."),
                        guard.apply(ctx -> ctx.json(new Outcomes(
                                fleet.move(ctx.bodyAsClass(Reports.class).reports())))))
                .delete(
                        "api/drivers/{id}",
                        Operation.of("Sign a driver off").gives(204).fails(404, "There is no such driver."),
                        guard.apply(ctx -> gone(ctx, fleet.leave(ctx.pathParam("id")), "driver")))
                .get("api/roads", guard.apply(ctx -> ctx.json(Roads.drawn())));
    }

    private void near(Context ctx) {
        double radius = Parameters.number(ctx, "radius", 10_000);
        Point center = Parameters.point(ctx);
        if (!(radius > 0 && radius <= FARTHEST_DRIVER) || !center.isIndexable()) {
            throw Problem.unprocessable("The radius is more than 0 and at most 200000 metres, the latitude within 85.");
        }
        boolean free = "true".equals(ctx.queryParam("free"));
        ctx.json(fleet.nearby(center, radius, Parameters.count(ctx, "limit", 10, Query.MOST), free));
    }

    private void addFences(Routes routes) {
        routes.get(
                        "api/fences",
                        Operation.of("Fences, and who is inside").gives(200, Fences.class),
                        guard.apply(ctx -> ctx.json(new Fences(fleet.fences(), fleet.inside()))))
                .put(
                        "api/fences/{id}",
                        Operation.of("Watch a circle")
                                .body(Fence.class)
                                .gives(200, Fence.class)
                                .fails(409, "There are 50 fences.")
                                .fails(422, "This is no fence."),
                        guard.apply(this::watch))
                .delete(
                        "api/fences/{id}",
                        Operation.of("Watch it no longer").gives(204).fails(404, "There is no such fence."),
                        guard.apply(ctx -> gone(ctx, fleet.unwatch(ctx.pathParam("id")), "fence")))
                .get(
                        "api/crossings",
                        Operation.of("Who entered and exited, the newest first; live as event 'fence'")
                                .query("limit", Integer.class, "1 to 1000, 30 if it is not given")
                                .givesMany(200, Fence.Crossing.class),
                        guard.apply(ctx -> ctx.json(fleet.crossings(Parameters.count(ctx, "limit", 30, 1_000)))));
    }

    private void watch(Context ctx) {
        Fence fence = ctx.bodyAsClass(Fence.class);
        if (!fence.id().equals(ctx.pathParam("id"))) {
            throw Problem.unprocessable("The id in the body must be the one in the path.");
        }
        if (!fleet.watch(fence)) {
            throw Problem.conflict("There are " + Fleet.MOST_FENCES + " fences, the most there may be; remove one.");
        }
        ctx.json(fence);
    }

    private void addRides(Routes routes) {
        routes.post(
                        "api/rides",
                        Operation.of("Ask for the nearest free driver")
                                .describedAs("Who asks again while on a ride gets the same ride.")
                                .body(Wish.class)
                                .gives(201, Ride.class)
                                .fails(404, "No driver is free there.")
                                .fails(422, "The wish cannot be understood."),
                        guard.apply(this::match))
                .get(
                        "api/rides/{id}",
                        Operation.of("A ride").gives(200, Ride.class).fails(404, "There is no such ride."),
                        guard.apply(
                                ctx -> ctx.json(fleet.ride(ctx.pathParam("id")).orElseThrow(FleetRoutes::noRide))))
                .post(
                        "api/rides/{id}/end",
                        Operation.of("End a ride and free its driver")
                                .body(End.class)
                                .gives(200, Ride.class)
                                .fails(404, "There is no such ride.")
                                .fails(409, "It has ended before."),
                        guard.apply(ctx -> ctx.json(fleet.finish(
                                        ctx.pathParam("id"),
                                        ctx.bodyAsClass(End.class).how())
                                .orElseThrow(FleetRoutes::noRide))));
    }

    private void match(Context ctx) {
        Wish wish = ctx.bodyAsClass(Wish.class);
        Ride ride = fleet.match(wish.rider(), new Point(wish.lon(), wish.lat()), wish.radius())
                .orElseThrow(() -> Problem.notFound("No driver is free there; look farther, or ask again soon."));
        ctx.status(201).header("Location", "rides/" + ride.id()).json(ride);
    }

    private void race(Context ctx) {
        Mode mode = Parameters.choice(ctx, "mode", Mode.values());
        if (mode == null) {
            throw Problem.badRequest("The parameter 'mode' must be naive or correct.");
        }
        int riders = Parameters.count(ctx, "riders", 20, Laboratory.MOST_RIDERS);
        ctx.json(laboratory.race(mode, Math.max(2, riders)));
    }

    private static void gone(Context ctx, boolean was, String what) {
        if (!was) {
            throw Problem.notFound("There is no " + what + " '" + ctx.pathParam("id") + "'.");
        }
        ctx.status(204);
    }

    private static Problem noRide() {
        return Problem.notFound("There is no such ride; it is forgotten ten minutes after its end.");
    }
}
