/**
 * Places on Earth, kept as sorted sets: the score of a member is its position as a geohash of 52 bits, so that places
 * that are near have scores that are near. Start with {@link dev.vermilion.engine.geo.GeoCommands}, the table; then
 * {@code GeoSearch}, which finds what is in a {@code Shape} by looking through at most nine {@code Cell}s of a grid.
 *
 * <p>Depends on {@code command}, {@code keyspace}, {@code resp} and {@code zset}.
 */
@NullMarked
package dev.vermilion.engine.geo;

import org.jspecify.annotations.NullMarked;
