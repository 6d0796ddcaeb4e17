package dev.vermilion.engine.stream;

import org.jspecify.annotations.Nullable;

/** Deliveries in the order of their times, the oldest first: a chain through them. */
final class DeliveryOrder {

    private @Nullable Delivery oldest;
    private @Nullable Delivery newest;

    /** The one delivered first, or null. */
    @Nullable
    Delivery oldest() {
        return oldest;
    }

    /** Puts a delivery behind those that are as old. O(deliveries that are newer), of which there are mostly none. */
    void add(Delivery delivery) {
        Delivery before = newest;
        while (before != null && before.time > delivery.time) {
            before = before.older;
        }
        Delivery behind = before == null ? oldest : before.newer;
        delivery.older = before;
        delivery.newer = behind;
        link(before, delivery);
        linkBack(behind, delivery);
    }

    /** Takes a delivery out. */
    void remove(Delivery delivery) {
        link(delivery.older, delivery.newer);
        linkBack(delivery.newer, delivery.older);
        delivery.older = null;
        delivery.newer = null;
    }

    private void link(@Nullable Delivery from, @Nullable Delivery to) {
        if (from == null) {
            oldest = to;
        } else {
            from.newer = to;
        }
    }

    private void linkBack(@Nullable Delivery from, @Nullable Delivery to) {
        if (from == null) {
            newest = to;
        } else {
            from.older = to;
        }
    }
}
