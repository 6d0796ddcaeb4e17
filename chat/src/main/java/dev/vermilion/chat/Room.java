package dev.vermilion.chat;

import java.util.Map;

/**
 * A room as one user sees it.
 *
 * @param kind {@code room}, or {@code direct} for two people
 * @param slowSeconds how long everybody but the owner waits between two messages; 0 for not at all
 * @param epoch changes when the room is made anew: offsets of another epoch mean nothing
 * @param offset of the last change
 * @param mark id up to which the user has read
 * @param unread messages beyond the mark that are still there
 * @param duplicates messages that came twice and were shown once
 */
public record Room(
        String id,
        String title,
        String kind,
        String owner,
        int slowSeconds,
        String epoch,
        long offset,
        long mark,
        long unread,
        long duplicates) {

    static Room of(String id, Map<String, String> fields, long mark, long unread) {
        return new Room(
                id,
                fields.getOrDefault("title", id),
                Rooms.isDirect(id) ? "direct" : "room",
                fields.getOrDefault("owner", ""),
                Integer.parseInt(fields.getOrDefault("slow", "0")),
                fields.getOrDefault("epoch", ""),
                Long.parseLong(fields.getOrDefault("offset", "0")),
                mark,
                unread,
                Long.parseLong(fields.getOrDefault("duplicates", "0")));
    }
}
