/**
 * The configuration: what redis.conf and CONFIG know. Start with {@link dev.vermilion.engine.config.Configuration}; the
 * directives themselves, a row each, are in {@code Parameters}. What commands read while they run is in
 * {@link dev.vermilion.engine.config.Settings}, as plain fields.
 *
 * <p>Depends on {@code resp} and {@code command} only.
 */
@NullMarked
package dev.vermilion.engine.config;

import org.jspecify.annotations.NullMarked;
