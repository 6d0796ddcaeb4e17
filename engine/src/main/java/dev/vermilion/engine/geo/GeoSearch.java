package dev.vermilion.engine.geo;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.geo.SearchWords.Order;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.zset.ZSetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GEOSEARCH and GEOSEARCHSTORE, and their older forms GEORADIUS and GEORADIUSBYMEMBER. */
final class GeoSearch {

    /** How many elements are looked at before it is asked whether enough were found. */
    private static final int STRIDE = 256;

    /** A place that was found; the distance is in meters. */
    private record Found(Slice member, Position position, double score, double distance) {}

    private GeoSearch() {}

    static void georadius(Call call) {
        ZSetValue places = ZSetValue.of(call.db().lookup(call.arg(1)));
        run(call, places, SearchWords.ofRadius(call, places, true), "georadiusstore");
    }

    static void georadiusRo(Call call) {
        ZSetValue places = ZSetValue.of(call.db().lookup(call.arg(1)));
        run(call, places, SearchWords.ofRadius(call, places, false), "");
    }

    static void georadiusbymember(Call call) {
        ZSetValue places = ZSetValue.of(call.db().lookup(call.arg(1)));
        run(call, places, SearchWords.ofRadiusByMember(call, places, true), "georadiusstore");
    }

    static void georadiusbymemberRo(Call call) {
        ZSetValue places = ZSetValue.of(call.db().lookup(call.arg(1)));
        run(call, places, SearchWords.ofRadiusByMember(call, places, false), "");
    }

    static void geosearch(Call call) {
        ZSetValue places = ZSetValue.of(call.db().lookup(call.arg(1)));
        run(call, places, SearchWords.ofSearch(call, places, false), "");
    }

    static void geosearchstore(Call call) {
        ZSetValue places = ZSetValue.of(call.db().lookup(call.arg(2)));
        run(call, places, SearchWords.ofSearch(call, places, true), "geosearchstore");
    }

    private static void run(Call call, @Nullable ZSetValue places, SearchWords words, String event) {
        Shape shape = words.shape();
        List<Found> found = List.of();
        double meters = 1;
        if (places != null && shape != null) {
            found = sorted(find(places, shape, words.mostFound()), words);
            meters = shape.unit().meters();
        }
        Slice target = words.target();
        if (target == null) {
            call.reply().array(found.size());
            for (Found each : found) {
                write(call.reply(), each, each.distance / meters, words);
            }
            return;
        }
        ZSetValue result = new ZSetValue();
        for (Found each : found) {
            result.put(each.member, words.storeDistance() ? each.distance / meters : each.score, call.settings());
        }
        result.store(call, target, event);
    }

    private static List<Found> find(ZSetValue places, Shape shape, int most) {
        List<Found> found = new ArrayList<>();
        for (Cell cell : Cover.of(shape)) {
            int end = places.countBelow(cell.scoreBehind(), false);
            for (int at = places.countBelow(cell.leastScore(), false); at < end && found.size() < most; ) {
                int next = most == Integer.MAX_VALUE ? end : Math.min(end, at + STRIDE);
                places.forEach(at, next, false, (member, score) -> {
                    if (found.size() < most) {
                        addIfInside(found, shape, member, score);
                    }
                });
                at = next;
            }
        }
        return found;
    }

    private static void addIfInside(List<Found> found, Shape shape, Slice member, double score) {
        Position position = Position.ofScore(score);
        double distance = shape.distanceInside(position);
        if (!Double.isNaN(distance)) {
            found.add(new Found(member.copy(), position, score, distance));
        }
    }

    /** As many as are wanted, in the order that is wanted. */
    private static List<Found> sorted(List<Found> found, SearchWords words) {
        int wanted = Math.min(found.size(), words.most());
        if (words.order() != Order.NONE) {
            Comparator<Found> nearest = Comparator.comparingDouble(Found::distance);
            Comparator<Found> order = words.order() == Order.ASC ? nearest : nearest.reversed();
            if (wanted == found.size()) {
                found.sort(order);
            } else {
                PartialSort.sort(found, wanted, order);
            }
        }
        return found.subList(0, wanted);
    }

    private static void write(ReplyWriter reply, Found place, double distance, SearchWords words) {
        int parts = 1;
        parts += words.withDistance() ? 1 : 0;
        parts += words.withHash() ? 1 : 0;
        parts += words.withPosition() ? 1 : 0;
        if (parts > 1) {
            reply.array(parts);
        }
        reply.bulk(place.member);
        if (words.withDistance()) {
            GeoRead.writeDistance(reply, distance);
        }
        if (words.withHash()) {
            reply.integer((long) place.score);
        }
        if (words.withPosition()) {
            GeoRead.writePosition(reply, place.position);
        }
    }
}
