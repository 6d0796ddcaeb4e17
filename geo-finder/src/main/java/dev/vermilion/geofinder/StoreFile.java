package dev.vermilion.geofinder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The stores that the app comes with: one at each medium and large airport of the world. Where they are is true, from
 * OurAirports, which is in the public domain; that the airports have such stores is not.
 */
final class StoreFile {

    private static final int[][] OPENS_AND_CLOSES = {{360, 1200}, {480, 1080}, {600, 1320}, {1080, 240}, {0, 0}};

    private static final List<Kind> KINDS = List.of(Kind.values());

    private StoreFile() {}

    /** All of them, more than 5,000. */
    static List<Place> read() {
        try (InputStream in = Objects.requireNonNull(StoreFile.class.getResourceAsStream("places.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(StoreFile::place).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fields: id, name, town, country, IATA code, size, longitude, latitude. Kind and hours follow from the id. */
    private static Place place(String line) {
        List<String> fields = List.of(line.split("\t", -1));
        Point point = new Point(Double.parseDouble(fields.get(6)), Double.parseDouble(fields.get(7)));
        int number = Math.floorMod(fields.get(0).hashCode(), 9_973);
        Kind kind = KINDS.get(number % KINDS.size());
        int[] times = OPENS_AND_CLOSES[number % OPENS_AND_CLOSES.length];
        String name = fields.get(4).isEmpty() ? fields.get(1) : fields.get(1) + " (" + fields.get(4) + ")";
        return new Place(
                fields.get(0).toLowerCase(Locale.ROOT),
                name,
                fields.get(2),
                fields.get(3),
                kind,
                point,
                new Hours(times[0], times[1], Hours.offsetAt(point.lon())));
    }
}
