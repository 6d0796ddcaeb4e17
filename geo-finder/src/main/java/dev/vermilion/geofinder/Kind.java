package dev.vermilion.geofinder;

import java.util.Locale;

/** What a store sells. */
public enum Kind {
    /** Coffee, early. */
    CAFE,
    /** Medicine; some at night. */
    PHARMACY,
    /** Books. */
    BOOKS,
    /** Bicycles to hire. */
    BIKES;

    /** As it is called in keys and in URLs. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
