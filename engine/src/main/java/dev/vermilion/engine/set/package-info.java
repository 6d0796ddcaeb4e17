/**
 * Sets. Start with {@link dev.vermilion.engine.set.SetCommands}, the table; then {@link
 * dev.vermilion.engine.set.SetValue}, which is all that the rest of the engine sees of a set. {@code IntSet}, {@code
 * PackedSet} and {@code TableSet} are its three forms, {@code Combination} is the algebra of several sets.
 *
 * <p>Depends on {@code command}, {@code keyspace}, {@code resp}, {@code pack}, {@code table} and {@code config}.
 */
@NullMarked
package dev.vermilion.engine.set;

import org.jspecify.annotations.NullMarked;
