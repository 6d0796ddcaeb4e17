/**
 * The nearest stores, and drivers that move.
 *
 * <p>Read {@link dev.vermilion.geofinder.Places} first, it holds every Redis call about places, and then {@link
 * dev.vermilion.geofinder.Fleet} with {@code fleet.lua}, which does the same for drivers. {@link
 * dev.vermilion.geofinder.Cell} is the geometry below both. {@link dev.vermilion.geofinder.GeoFinderApp} is the HTTP side.
 * The domain may depend on Jedis, the kit's scripts and JSON, and {@code java.*}; the routes also on Javalin; nothing here
 * knows the engine.
 */
@NullMarked
package dev.vermilion.geofinder;

import org.jspecify.annotations.NullMarked;
