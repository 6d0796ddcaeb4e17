package dev.vermilion.engine.tracking;

import dev.vermilion.engine.resp.Slice;
import java.util.List;

/**
 * What a client asks for with CLIENT TRACKING ON.
 *
 * @param redirect the number of the client that gets the messages instead; 0 for none
 * @param broadcast true to hear of all keys that begin with one of the prefixes, whoever has read them
 * @param optIn true to track only what is read behind CLIENT CACHING YES
 * @param optOut true to track all but what is read behind CLIENT CACHING NO
 * @param noLoop true to hear nothing of its own changes
 * @param prefixes what the keys begin with, with {@code broadcast}; none for all keys; not
 *     slices of a request
 */
public record TrackingMode(
        long redirect, boolean broadcast, boolean optIn, boolean optOut, boolean noLoop, List<Slice> prefixes) {}
