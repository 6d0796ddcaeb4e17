package dev.vermilion.geofinder;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A store.
 *
 * @param id lower case letters, digits and dashes, at most 40
 * @param name at most 100 characters
 * @param town at most 100 characters, may be empty
 * @param country two letters, ISO 3166
 */
public record Place(String id, String name, String town, String country, Kind kind, Point point, Hours hours) {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final int LONGEST_NAME = 100;

    /** Refuses what no store is; hours that are not given are those of the kind of store at this longitude. */
    public Place(String id, String name, String town, String country, Kind kind, Point point, @Nullable Hours hours) {
        if (id == null || !isId(id)) {
            throw new IllegalArgumentException(
                    "An id has 1 to 40 lower case letters, digits and dashes, such as 'corner-cafe'.");
        }
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A name has 1 to 100 characters.");
        }
        if (country == null || !COUNTRY.matcher(country).matches()) {
            throw new IllegalArgumentException("A country is two capital letters, such as DK.");
        }
        if (kind == null || point == null) {
            throw new IllegalArgumentException("The fields 'kind' and 'point' must both be given.");
        }
        this.id = id;
        this.name = name;
        this.town = town == null ? "" : town.substring(0, Math.min(town.length(), LONGEST_NAME));
        this.country = country;
        this.kind = kind;
        this.point = point;
        this.hours = hours == null ? new Hours(480, 1200, Hours.offsetAt(point.lon())) : hours;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
