package dev.vermilion.ratelimiter;

import java.util.List;

/**
 * What all limits say.
 *
 * @param nowMicros the time that they went by, in microseconds of 1970
 * @param passes whether none refuses
 * @param standings one of each limit
 */
record Outcome(long nowMicros, boolean passes, List<Standing> standings) {}
