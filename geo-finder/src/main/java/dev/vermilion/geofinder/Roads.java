package dev.vermilion.geofinder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The towns around the Øresund and straight roads between them, and where a demo driver is at which time. */
final class Roads {

    private static final int STOPS = 14;
    private static final double SPEED = 400; // metres a second, a good many times too fast, for people to watch

    private static final Map<String, Point> TOWNS = new TreeMap<>(Map.ofEntries(
            Map.entry("Copenhagen", new Point(12.5683, 55.6761)),
            Map.entry("Malmö", new Point(13.0038, 55.6050)),
            Map.entry("Lund", new Point(13.1910, 55.7047)),
            Map.entry("Landskrona", new Point(12.8302, 55.8708)),
            Map.entry("Helsingborg", new Point(12.6945, 56.0465)),
            Map.entry("Helsingør", new Point(12.5921, 56.0308)),
            Map.entry("Hillerød", new Point(12.3081, 55.9267)),
            Map.entry("Roskilde", new Point(12.0803, 55.6415)),
            Map.entry("Køge", new Point(12.1821, 55.4580)),
            Map.entry("Kastrup", new Point(12.6476, 55.6181)),
            Map.entry("Trelleborg", new Point(13.1574, 55.3751)),
            Map.entry("Eslöv", new Point(13.3034, 55.8392))));

    private static final List<List<String>> ROADS = List.of(
            List.of("Copenhagen", "Kastrup"),
            List.of("Kastrup", "Malmö"),
            List.of("Malmö", "Lund"),
            List.of("Malmö", "Trelleborg"),
            List.of("Lund", "Landskrona"),
            List.of("Lund", "Eslöv"),
            List.of("Eslöv", "Landskrona"),
            List.of("Landskrona", "Helsingborg"),
            List.of("Helsingborg", "Helsingør"),
            List.of("Helsingør", "Copenhagen"),
            List.of("Helsingør", "Hillerød"),
            List.of("Hillerød", "Copenhagen"),
            List.of("Copenhagen", "Roskilde"),
            List.of("Roskilde", "Køge"),
            List.of("Køge", "Copenhagen"));

    private Roads() {}

    /** A road between two towns. */
    record Road(Point from, Point to) {}

    /** What the page draws. */
    record Drawn(Map<String, Point> towns, List<Road> roads) {}

    static Drawn drawn() {
        return new Drawn(
                TOWNS,
                ROADS.stream()
                        .map(road -> new Road(town(road.get(0)), town(road.get(1))))
                        .toList());
    }

    static Point town(String name) {
        Point point = TOWNS.get(name);
        if (point == null) {
            throw new IllegalArgumentException("no such town: " + name);
        }
        return point;
    }

    /** Where the driver with this number is, by nothing but its number and the time: all instances agree on it. */
    static Report report(int number, long millis) {
        List<Point> route = route(number);
        double length = 0;
        for (int i = 1; i < route.size(); i++) {
            length += route.get(i - 1).metersTo(route.get(i));
        }
        double rest = (millis / 1_000.0 * SPEED + number * 7_919.0) % length;
        for (int i = 1; i < route.size(); i++) {
            Point from = route.get(i - 1);
            Point to = route.get(i);
            double meters = from.metersTo(to);
            if (rest <= meters || i == route.size() - 1) {
                return report(number, millis, from, to, Math.min(1, rest / meters));
            }
            rest -= meters;
        }
        throw new IllegalStateException("a route has two stops at least");
    }

    private static Report report(int number, long millis, Point from, Point to, double share) {
        double lon = from.lon() + share * (to.lon() - from.lon());
        double lat = from.lat() + share * (to.lat() - from.lat());
        double across = (to.lon() - from.lon()) * Math.cos(Math.toRadians(lat));
        double heading = (Math.toDegrees(Math.atan2(across, to.lat() - from.lat())) + 360) % 360;
        return new Report("driver-" + number, lon, lat, millis, heading, SPEED, true);
    }

    /** A walk along the roads, and all the way back. */
    private static List<Point> route(int number) {
        SplittableRandom random = new SplittableRandom(number);
        String town = List.copyOf(TOWNS.keySet()).get(random.nextInt(TOWNS.size()));
        List<Point> route = new ArrayList<>(List.of(town(town)));
        for (int i = 0; i < STOPS; i++) {
            String here = town;
            List<List<String>> from =
                    ROADS.stream().filter(road -> road.contains(here)).toList();
            List<String> road = from.get(random.nextInt(from.size()));
            town = road.get(0).equals(here) ? road.get(1) : road.get(0);
            route.add(town(town));
        }
        for (int i = route.size() - 2; i >= 0; i--) {
            route.add(route.get(i));
        }
        return route;
    }
}
