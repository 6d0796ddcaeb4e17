/**
 * What outlives the process: RDB files and the append-only file. Start with {@link
 * dev.vermilion.engine.persist.Persistence}, which knows when to save and load; {@code Snapshot} is how a state is taken
 * down while commands go on changing it.
 *
 * <p>Depends on {@code rdb}, {@code dump}, {@code keyspace}, {@code command} and {@code config}. All of it belongs to the
 * command thread but for what has "Writer" in its name.
 */
@NullMarked
package dev.vermilion.engine.persist;

import org.jspecify.annotations.NullMarked;
