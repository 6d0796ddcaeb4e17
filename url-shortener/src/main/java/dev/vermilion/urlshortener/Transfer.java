package dev.vermilion.urlshortener;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Links as a table: in and out as CSV with a line of headings. */
final class Transfer {

    /** So many links in one import. */
    static final int MOST = 5_000;

    private static final int PAGE = 200;
    private static final List<String> COLUMNS =
            List.of("code", "url", "title", "tags", "validFrom", "expiresAt", "maxVisits", "created", "visits");
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final UrlShortener shortener;

    Transfer(UrlShortener shortener) {
        this.shortener = shortener;
    }

    /** Writes all links, the newest first; passwords and rules stay here. */
    void write(OutputStream out) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder();
        COLUMNS.forEach(schema::addColumn);
        ObjectWriter writer = CSV.writer(schema.build().withHeader());
        try (SequenceWriter rows = writer.writeValues(out)) {
            rows.write(List.of()); // an empty export has its headings all the same
            for (int page = 1; true; page++) {
                LinkPage some = shortener.links(page, PAGE);
                for (Link link : some.links()) {
                    rows.write(row(link));
                }
                if ((long) page * PAGE >= some.total()) {
                    return;
                }
            }
        }
    }

    private static Map<String, String> row(Link link) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("code", link.code());
        row.put("url", link.target());
        row.put("title", text(link.title()));
        row.put("tags", String.join(" ", link.tags()));
        row.put("validFrom", text(link.validFrom()));
        row.put("expiresAt", text(link.expiresAt()));
        row.put("maxVisits", text(link.maxVisits()));
        row.put("created", link.created().toString());
        row.put("visits", Long.toString(link.visits()));
        return row;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** What became of a row; {@code line} counts from 1, without the headings, and {@code problem} is a sentence. */
    record Row(int line, @Nullable String code, @Nullable String problem) {}

    /** What became of a table. */
    record Result(int made, int refused, List<Row> problems) {}

    /**
     * Makes the links of a table. Each row is made or refused by itself; those before a refused one stay.
     *
     * @throws LinkException if it is no table, has no column {@code url}, or is too long; then nothing is made
     */
    Result read(String csv, String ownHost, @Nullable String owner) {
        List<Map<String, String>> rows = rows(csv);
        List<Row> problems = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String code = rows.get(i).get("code");
            try {
                shortener.create(link(rows.get(i)), ownHost, owner);
            } catch (LinkException e) {
                problems.add(new Row(i + 1, code, e.sentence()));
            } catch (DateTimeException | NumberFormatException e) {
                problems.add(new Row(
                        i + 1, code, "Times must look like 2030-01-01T00:00:00Z, and the maximum must be a number."));
            }
        }
        return new Result(rows.size() - problems.size(), problems.size(), problems);
    }

    private static List<Map<String, String>> rows(String csv) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (MappingIterator<Map<String, String>> lines = CSV.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csv)) {
            while (lines.hasNext()) {
                rows.add(lines.next());
                if (rows.size() > MOST) {
                    throw LinkException.refused("The table has more than " + MOST + " rows; send it in parts.");
                }
            }
        } catch (JsonProcessingException e) {
            throw LinkException.refused(
                    "The table is not CSV with a line of headings: " + e.getOriginalMessage() + ".");
        } catch (IOException e) {
            throw LinkException.refused("The table cannot be read: " + e.getMessage() + ".");
        }
        if (rows.isEmpty() || !rows.get(0).containsKey("url")) {
            throw LinkException.refused("The table needs a line of headings with a column 'url', and a row.");
        }
        return rows;
    }

    private static NewLink link(Map<String, String> row) {
        String max = value(row, "maxVisits");
        String tags = value(row, "tags");
        return new NewLink(
                value(row, "url"),
                value(row, "code"),
                value(row, "title"),
                tags == null ? null : Arrays.asList(tags.split("[\\s,;]+")),
                instant(value(row, "validFrom")),
                instant(value(row, "expiresAt")),
                max == null ? null : Long.valueOf(max),
                null,
                null,
                null,
                null);
    }

    private static @Nullable String value(Map<String, String> row, String column) {
        String value = row.get(column);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
