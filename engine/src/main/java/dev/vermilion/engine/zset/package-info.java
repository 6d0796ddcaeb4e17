/**
 * Sorted sets. Start with {@link dev.vermilion.engine.zset.ZSetCommands}, the table; then {@link
 * dev.vermilion.engine.zset.ZSetValue}, which is all that the rest of the engine sees of a sorted set. {@code PackedZSet}
 * and {@code TreeZSet} are its two forms, {@code ScoreTree} is the order of the large one.
 *
 * <p>Depends on {@code command}, {@code keyspace}, {@code resp}, {@code pack}, {@code table} and {@code config}.
 */
@NullMarked
package dev.vermilion.engine.zset;

import org.jspecify.annotations.NullMarked;
