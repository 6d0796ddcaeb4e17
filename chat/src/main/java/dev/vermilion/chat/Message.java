package dev.vermilion.chat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is now.
 *
 * @param id the offset of the change that brought it: messages of a room count upwards, with gaps
 * @param at when it was sent, in milliseconds since 1970 by Redis's clock
 * @param edited when it was edited last; null if never
 * @param reactions who reacted, by emoji; null for nobody
 * @param words what it is found by, for the index only
 */
public record Message(
        long id,
        String author,
        String text,
        long at,
        @Nullable Long edited,
        @Nullable Map<String, List<String>> reactions,
        @Nullable String words) {}
