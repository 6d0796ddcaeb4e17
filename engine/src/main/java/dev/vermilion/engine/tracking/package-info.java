/**
 * Client side caching: who has read which keys, and telling them when those change. Start with {@link
 * dev.vermilion.engine.tracking.Tracking}; the commands are in the room {@code connection}.
 *
 * <p>Depends on {@code command}, {@code keyspace}, {@code table} and {@code resp}.
 */
@NullMarked
package dev.vermilion.engine.tracking;

import org.jspecify.annotations.NullMarked;
