package dev.vermilion.engine.generic;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.ElementSource;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SORT: the elements of a list, set or sorted set in an order that need not be theirs. O(n log n) if it sorts. */
final class Sort {

    private final ListMaker lists;

    Sort(ListMaker lists) {
        this.lists = lists;
    }

    /**
     * An element with what it is sorted by.
     *
     * @param score its weight as a number, 0 if it has none
     * @param weight its weight as it is, or null
     */
    private record Item(
            Slice element, double score, @Nullable Slice weight) {}

    private static final Comparator<Item> BY_SCORE = (a, b) -> {
        int order = a.score < b.score ? -1 : a.score > b.score ? 1 : 0;
        return order == 0 ? a.element.compareTo(b.element) : order;
    };
    private static final Comparator<Item> BY_WEIGHT =
            Comparator.comparing(Item::weight, Comparator.nullsFirst(Comparator.naturalOrder()));
    /** As strcoll does it in the locale C, which knows no more of a text than stands before its first zero byte. */
    private static final Comparator<Item> BY_TEXT =
            Comparator.comparing(Item::weight, Comparator.nullsFirst(Sort::collate));

    void sort(Call call) {
        SortOptions options = SortOptions.read(call, true);
        List<Slice> sorted = sorted(call, options);
        if (options.store != null) {
            store(call, options, options.store, sorted);
        } else {
            reply(call, options, sorted);
        }
    }

    void sortReadOnly(Call call) {
        SortOptions options = SortOptions.read(call, false);
        reply(call, options, sorted(call, options));
    }

    private static List<Slice> sorted(Call call, SortOptions options) {
        Object value = call.db().lookup(call.arg(1));
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof ElementSource source)) {
            throw Errors.wrongType();
        }
        long size = source.elements();
        long from = Math.min(Math.max(options.offset, 0), size);
        long to = options.count < 0 ? size : from + Math.min(options.count, size - from);
        boolean set = ValueType.of(value) == ValueType.SET;
        boolean inOrder =
                options.store != null || call.isOfScript(); // a set's own order would differ from place to place
        if (options.unsorted && !(set && inOrder)) {
            return unsorted(source, from, to, options.descending && !set);
        }
        List<Item> items = new ArrayList<>((int) size);
        boolean asIs = options.unsorted;
        for (Slice element : unsorted(source, 0, size, false)) {
            items.add(asIs ? new Item(element, 0, element) : item(call.db(), element, options));
        }
        items.sort(order(options, asIs));
        return items.subList((int) from, (int) to).stream().map(Item::element).toList();
    }

    private static List<Slice> unsorted(ElementSource source, long from, long to, boolean descending) {
        List<Slice> elements = new ArrayList<>((int) (to - from));
        long size = source.elements();
        source.forEachElement(
                descending ? size - to : from,
                descending ? size - from : to,
                descending,
                element -> elements.add(element.copy()));
        return elements;
    }

    private static Item item(Database db, Slice element, SortOptions options) {
        Slice weight = options.by == null ? element : options.by.read(db, element);
        return new Item(element, options.alpha || weight == null ? 0 : score(weight), weight);
    }

    private static Comparator<Item> order(SortOptions options, boolean asIs) {
        Comparator<Item> words = options.store == null ? BY_TEXT : BY_WEIGHT;
        Comparator<Item> order = asIs || options.alpha ? words : BY_SCORE;
        return options.descending ? order.reversed() : order;
    }

    private static int collate(Slice a, Slice b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            int order = Integer.compare(a.byteAt(i) & 0xff, b.byteAt(i) & 0xff);
            if (order != 0 || a.byteAt(i) == 0) {
                return order;
            }
        }
        return Boolean.compare(reachesOn(a, shorter), reachesOn(b, shorter));
    }

    private static boolean reachesOn(Slice text, int at) {
        return text.length() > at && text.byteAt(at) != 0;
    }

    private static double score(Slice weight) {
        double score = CDouble.parse(weight);
        if (Double.isNaN(score)) {
            throw Errors.of("ERR One or more scores can't be converted into double");
        }
        return score;
    }

    private static void reply(Call call, SortOptions options, List<Slice> sorted) {
        ReplyWriter reply = call.reply();
        if (options.get.isEmpty()) {
            reply.array(sorted.size());
            sorted.forEach(reply::bulk);
            return;
        }
        reply.array((long) sorted.size() * options.get.size());
        for (Slice element : sorted) {
            for (KeyPattern pattern : options.get) {
                Slice found = pattern.read(call.db(), element);
                if (found == null) {
                    reply.nullBulk();
                } else {
                    reply.bulk(found);
                }
            }
        }
    }

    private void store(Call call, SortOptions options, Slice key, List<Slice> sorted) {
        List<Slice> result = options.get.isEmpty() ? sorted : found(call.db(), options.get, sorted);
        if (!result.isEmpty()) {
            call.db().put(key, lists.listOf(result, call.settings()), Database.NEVER);
            call.changed(key, EventClass.LIST, "sortstore");
        } else if (call.db().remove(key)) {
            call.changed(key, EventClass.GENERIC, "del");
        }
        call.reply().integer(result.size());
    }

    /** What the patterns stand for; what is not there becomes an empty element. */
    private static List<Slice> found(Database db, List<KeyPattern> patterns, List<Slice> sorted) {
        List<Slice> result = new ArrayList<>(sorted.size() * patterns.size());
        for (Slice element : sorted) {
            for (KeyPattern pattern : patterns) {
                Slice found = pattern.read(db, element);
                result.add(found == null ? new Slice() : found);
            }
        }
        return result;
    }
}
