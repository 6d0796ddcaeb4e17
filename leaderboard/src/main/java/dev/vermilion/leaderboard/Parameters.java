package dev.vermilion.leaderboard;

import dev.vermilion.kit.Problem;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The query parameters that several routes take. One that cannot be read is a 400 that says what it may be. */
final class Parameters {

    private Parameters() {}

    static Period period(Context ctx) {
        return Objects.requireNonNullElse(choice(ctx, "period", Period.values()), Period.ALL);
    }

    static @Nullable Ties ties(Context ctx) {
        return choice(ctx, "ties", Ties.values());
    }

    private static <E extends Enum<E>> @Nullable E choice(Context ctx, String name, E[] values) {
        String given = ctx.queryParam(name);
        if (given == null) {
            return null;
        }
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("The parameter '" + name + "' must be one of "
                        + Arrays.toString(values).toLowerCase(Locale.ROOT) + "."));
    }

    static @Nullable LocalDate date(Context ctx) {
        String given = ctx.queryParam("date");
        try {
            return given == null ? null : LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            throw Problem.badRequest("The parameter 'date' must be a day such as 2026-11-23.");
        }
    }

    static int number(Context ctx, String name, int otherwise) {
        String given = ctx.queryParam(name);
        try {
            return given == null ? otherwise : Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw Problem.badRequest("The parameter '" + name + "' must be a whole number.");
        }
    }
}
