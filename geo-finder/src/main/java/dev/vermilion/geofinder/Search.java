package dev.vermilion.geofinder;

import dev.vermilion.geofinder.Found.Hit;
import dev.vermilion.geofinder.Query.Area;
import dev.vermilion.kit.Script;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.args.GeoUnit;
import redis.clients.jedis.params.GeoSearchParam;
import redis.clients.jedis.resps.Tuple;

/** One search for stores, at one moment. */
final class Search {

    private static final Script NEAREST = Script.of(Search.class, "nearest");
    private static final double FIRST_RADIUS = 25_000;
    private static final int SPARE = 4; // times as many candidates as are wanted, where some will not pass the filters
    private static final double WIDER = 4;
    private static final int CHUNK = 100;

    private final UnifiedJedis redis;
    private final Places.Reader reader;
    private final Instant now;

    Search(UnifiedJedis redis, Places.Reader reader, Instant now) {
        this.redis = redis;
        this.reader = reader;
        this.now = now;
    }

    private record Candidate(String id, double meters) {}

    /** Some candidates, the nearest first; {@code all} if there are no others. */
    private record Candidates(List<Candidate> nearest, boolean all) {}

    Found run(Query query) {
        if (!query.area().equals(Area.NEAREST)) {
            return within(query, query.area(), 1);
        }
        double radius = FIRST_RADIUS;
        if (query.plain() || query.center().isIndexable()) {
            Found found = nearest(query);
            if (found.hits().size() >= query.limit()) {
                return found;
            }
            radius = found.radius() * WIDER;
        }
        for (int rounds = 2; true; rounds++) {
            Found found = within(query, Area.circle(Math.min(Point.FARTHEST_METERS + 1, radius)), rounds);
            if (found.hits().size() >= query.limit() || radius >= Point.FARTHEST_METERS) {
                return found;
            }
            radius *= WIDER;
        }
    }

    /** The nearest in the circle that has enough of them, as far as GEOSEARCH can be trusted; one round trip. */
    private Found nearest(Query query) {
        Point center = query.center();
        double lat = Math.max(-Point.MOST_LAT, Math.min(Point.MOST_LAT, center.lat()));
        double last = query.plain()
                ? Point.FARTHEST_METERS
                : Math.toRadians(Point.MOST_LAT - Math.abs(lat)) * Point.EARTH_METERS; // there, polar stores begin
        int wanted = isFiltered(query) ? SPARE * query.limit() : query.limit() + 1;
        List<String> arguments = List.of(
                Double.toString(center.lon()),
                Double.toString(lat),
                Double.toString(Math.min(last, FIRST_RADIUS)),
                Double.toString(last),
                Integer.toString(wanted));
        List<String> keys = List.of(Places.index(query.kind()), Places.INFO);
        List<?> answer = (List<?>) Objects.requireNonNull(NEAREST.run(redis, keys, arguments));
        List<Hit> hits = new ArrayList<>();
        for (int i = 1; i < answer.size() && hits.size() <= query.limit(); i += 3) {
            String text = (String) answer.get(i + 2);
            if (!text.isEmpty()) {
                accept(query, Places.read(text), Double.parseDouble((String) answer.get(i + 1)), hits);
            }
        }
        double radius = Double.parseDouble((String) answer.get(0));
        boolean more = hits.size() > query.limit();
        return new Found(hits.subList(0, Math.min(hits.size(), query.limit())), radius, 1, "GEOSEARCH", more);
    }

    private static boolean isFiltered(Query query) {
        return query.openNow() || query.country() != null;
    }

    private Found within(Query query, Area area, int rounds) {
        boolean ranges =
                !query.plain() && (!query.center().isIndexable() || Cover.reachesPole(query.center(), area.radius()));
        int wanted = isFiltered(query) ? SPARE * query.limit() + CHUNK : query.limit() + 1;
        while (true) {
            Candidates candidates = ranges ? fromRanges(query, area) : fromGeosearch(query, area, wanted);
            List<Hit> hits = accepted(query, candidates.nearest());
            boolean more = hits.size() > query.limit();
            if (more || candidates.all()) {
                List<Hit> shown = hits.subList(0, Math.min(hits.size(), query.limit()));
                return new Found(shown, area.radius(), rounds, ranges ? "ranges" : "GEOSEARCH", more);
            }
            wanted *= 4;
        }
    }

    /** Those that pass the filters, at most one more than the limit. */
    private List<Hit> accepted(Query query, List<Candidate> candidates) {
        List<Hit> hits = new ArrayList<>();
        int chunk = Math.max(CHUNK, query.limit() + 1);
        for (int from = 0; from < candidates.size() && hits.size() <= query.limit(); from += chunk) {
            List<Candidate> some = candidates.subList(from, Math.min(candidates.size(), from + chunk));
            List<Place> places = reader.apply(some.stream().map(Candidate::id).toList());
            for (int i = 0; i < some.size() && hits.size() <= query.limit(); i++) {
                Place place = places.get(i);
                if (place != null) { // else removed since the index was read
                    accept(query, place, some.get(i).meters(), hits);
                }
            }
        }
        return hits;
    }

    private void accept(Query query, Place place, double meters, List<Hit> hits) {
        boolean open = place.hours().areOpen(now);
        boolean right = query.country() == null || query.country().equals(place.country());
        boolean kind = query.kind() == null || query.kind() == place.kind(); // of the polar ones, all kinds come
        if (right && kind && (open || !query.openNow())) {
            String clock =
                    place.hours().clock(now).truncatedTo(ChronoUnit.MINUTES).toString();
            hits.add(new Hit(place, meters, open, clock));
        }
    }

    private Candidates fromGeosearch(Query query, Area area, int wanted) {
        Point center = query.center();
        double lat = Math.max(-Point.MOST_LAT, Math.min(Point.MOST_LAT, center.lat()));
        GeoSearchParam search = new GeoSearchParam().fromLonLat(center.lon(), lat);
        if (area.isBox()) {
            search.byBox(area.width(), area.height(), GeoUnit.M);
        } else {
            search.byRadius(area.radius(), GeoUnit.M);
        }
        List<Candidate> found = new ArrayList<>();
        redis.geosearch(Places.index(query.kind()), search.asc().count(wanted).withDist())
                .forEach(each -> found.add(new Candidate(each.getMemberByString(), each.getDistance())));
        boolean all = found.size() < wanted;
        boolean reachesBeyond =
                Math.abs(center.lat()) + Math.toDegrees(area.radius() / Point.EARTH_METERS) > Point.MOST_LAT;
        if (reachesBeyond && !query.plain()) {
            double last = all ? Double.MAX_VALUE : found.get(found.size() - 1).meters();
            polar(center, area).stream().filter(each -> each.meters() <= last).forEach(found::add);
            found.sort(Comparator.comparingDouble(Candidate::meters));
        }
        return new Candidates(found, all);
    }

    /** Reads all cells that the area touches, as ranges of scores, and measures each distance here. */
    private Candidates fromRanges(Query query, Area area) {
        String index = Places.index(query.kind());
        List<Response<List<Tuple>>> answers = new ArrayList<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (Cell cell : Cover.exact(query.center(), area.radius())) {
                String end = "(" + cell.endScore();
                answers.add(pipeline.zrangeByScoreWithScores(index, Long.toString(cell.firstScore()), end));
            }
            pipeline.sync();
        }
        List<Candidate> found = polar(query.center(), area);
        for (Response<List<Tuple>> answer : answers) {
            for (Tuple each : answer.get()) {
                Point point = Cell.ofScore(each.getScore()).center();
                if (area.holds(point, query.center())) {
                    found.add(new Candidate(each.getElement(), point.metersTo(query.center())));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Candidate::meters));
        return new Candidates(found, true);
    }

    /** The stores beyond the latitudes of a geo set that lie in the area; those of other kinds, too. */
    private List<Candidate> polar(Point center, Area area) {
        List<Candidate> found = new ArrayList<>();
        redis.hgetAll(Places.POLAR).forEach((id, text) -> {
            int comma = text.indexOf(',');
            Point point = new Point(
                    Double.parseDouble(text.substring(0, comma)), Double.parseDouble(text.substring(comma + 1)));
            if (area.holds(point, center)) {
                found.add(new Candidate(id, point.metersTo(center)));
            }
        });
        return found;
    }
}
