package dev.vermilion.geofinder;

import dev.vermilion.geofinder.Query.Area;
import dev.vermilion.kit.Problem;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The query parameters that several routes take. One that cannot be read is a 400 that says what it may be. */
final class Parameters {

    private Parameters() {}

    static double number(Context ctx, String name) {
        Double value = numberOrNull(ctx, name);
        if (value == null) {
            throw Problem.badRequest("The parameter '" + name + "' is missing.");
        }
        return value;
    }

    static double number(Context ctx, String name, double otherwise) {
        Double value = numberOrNull(ctx, name);
        return value == null ? otherwise : value;
    }

    private static @Nullable Double numberOrNull(Context ctx, String name) {
        String given = ctx.queryParam(name);
        try {
            return given == null || given.isEmpty() ? null : Double.valueOf(given);
        } catch (NumberFormatException e) {
            throw Problem.badRequest("The parameter '" + name + "' must be a number.");
        }
    }

    static int count(Context ctx, String name, int otherwise, int most) {
        String given = ctx.queryParam(name);
        try {
            int count = given == null || given.isEmpty() ? otherwise : Integer.parseInt(given);
            if (count < 1 || count > most) {
                throw Problem.badRequest("The parameter '" + name + "' must be between 1 and " + most + ".");
            }
            return count;
        } catch (NumberFormatException e) {
            throw Problem.badRequest("The parameter '" + name + "' must be a whole number.");
        }
    }

    static Point point(Context ctx) {
        return new Point(number(ctx, "lon"), number(ctx, "lat"));
    }

    static <E extends Enum<E>> @Nullable E choice(Context ctx, String name, E[] values) {
        String given = ctx.queryParam(name);
        if (given == null || given.isEmpty()) {
            return null;
        }
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("The parameter '" + name + "' must be one of "
                        + Arrays.toString(values).toLowerCase(Locale.ROOT) + "."));
    }

    static Query query(Context ctx) {
        double radius = number(ctx, "radius", 0);
        double width = number(ctx, "width", 0);
        double height = number(ctx, "height", 0);
        if (radius != 0 && (width != 0 || height != 0)) {
            throw Problem.badRequest("Give a radius, or a width and a height, not both.");
        }
        Area area = width != 0 || height != 0
                ? Area.box(width, height)
                : ctx.queryParam("radius") == null ? Area.NEAREST : Area.circle(radius);
        String country = ctx.queryParam("country");
        return new Query(
                point(ctx),
                area,
                choice(ctx, "kind", Kind.values()),
                country == null || country.isEmpty() ? null : country.toUpperCase(Locale.ROOT),
                "true".equals(ctx.queryParam("open")),
                count(ctx, "limit", 10, Query.MOST),
                "plain".equals(ctx.queryParam("way")));
    }
}
