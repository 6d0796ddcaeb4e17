package dev.vermilion.engine.geo;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Brings the first few of many items into order, without sorting the rest: a quicksort that leaves alone what lies behind
 * them. It is that of Bentley and McIlroy, "Engineering a sort function" (1993), with their choice of the pivot and their
 * way to part the items. Redis sorts in this way too, so that items that are equal come in the same order here.
 */
final class PartialSort<T> {

    /** So few are sorted by insertion. */
    private static final int FEW = 6;
    /** Of more than so many the pivot is the median of nine, not of three. */
    private static final int MANY = 40;

    private final List<T> items;
    private final int wanted;
    private final Comparator<T> order;

    private PartialSort(List<T> items, int wanted, Comparator<T> order) {
        this.items = items;
        this.wanted = wanted;
        this.order = order;
    }

    /** Sorts so far that the first {@code wanted} items are those of a sorted list. O(n + wanted log wanted) on average. */
    static <T> void sort(List<T> items, int wanted, Comparator<T> order) {
        new PartialSort<>(items, wanted, order).sort(0, items.size());
    }

    private void sort(int start, int end) {
        int from = start;
        while (end - from > FEW) {
            Collections.swap(items, from, pivot(from, end));
            Parts parts = part(from, end);
            if (parts.smaller > 1) {
                sort(from, from + parts.smaller);
            }
            from = end - parts.larger;
            if (parts.larger <= 1 || from >= wanted) {
                return;
            }
        }
        sortByInsertion(from, end);
    }

    private void sortByInsertion(int from, int end) {
        for (int next = from + 1; next < end; next++) {
            for (int at = next; at > from && compare(at - 1, at) > 0; at--) {
                Collections.swap(items, at, at - 1);
            }
        }
    }

    private int pivot(int from, int end) {
        int count = end - from;
        int low = from;
        int middle = from + count / 2;
        int high = end - 1;
        if (count == FEW + 1) {
            return middle;
        }
        if (count > MANY) {
            int step = count / 8;
            low = median(low, low + step, low + 2 * step);
            middle = median(middle - step, middle, middle + step);
            high = median(high - 2 * step, high - step, high);
        }
        return median(low, middle, high);
    }

    private int median(int a, int b, int c) {
        if (compare(a, b) < 0) {
            return compare(b, c) < 0 ? b : compare(a, c) < 0 ? c : a;
        }
        return compare(b, c) > 0 ? b : compare(a, c) < 0 ? a : c;
    }

    /** How many items came out smaller than the pivot, and larger. */
    private record Parts(int smaller, int larger) {}

    /**
     * Puts items smaller than the pivot, which is the first one, to the front and larger ones to the end. Equal ones are
     * collected at both ends on the way, and brought to the middle then.
     */
    private Parts part(int from, int end) {
        int equalBelow = from + 1; // from here on are smaller ones, up to low
        int low = from + 1;
        int high = end - 1;
        int equalAbove = end - 1; // up to here are larger ones, from behind high
        while (true) {
            for (int sign; low <= high && (sign = compare(low, from)) <= 0; low++) {
                if (sign == 0) {
                    Collections.swap(items, equalBelow++, low);
                }
            }
            for (int sign; low <= high && (sign = compare(high, from)) >= 0; high--) {
                if (sign == 0) {
                    Collections.swap(items, high, equalAbove--);
                }
            }
            if (low > high) {
                break;
            }
            Collections.swap(items, low++, high--);
        }
        Parts parts = new Parts(low - equalBelow, equalAbove - high);
        exchange(from, low, Math.min(equalBelow - from, parts.smaller));
        exchange(low, end, Math.min(parts.larger, end - 1 - equalAbove));
        return parts;
    }

    /** Exchanges the first {@code count} items from {@code from} on with the last ones before {@code end}. */
    private void exchange(int from, int end, int count) {
        for (int i = 0; i < count; i++) {
            Collections.swap(items, from + i, end - count + i);
        }
    }

    private int compare(int a, int b) {
        return order.compare(items.get(a), items.get(b));
    }
}
