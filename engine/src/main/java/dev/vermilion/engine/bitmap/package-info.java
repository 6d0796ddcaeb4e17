/**
 * Strings as sequences of bits and of small integers. Start with {@link dev.vermilion.engine.bitmap.BitmapCommands}, the
 * table of the commands. Depends on {@code command}, {@code keyspace} and {@code resp}.
 */
@NullMarked
package dev.vermilion.engine.bitmap;

import org.jspecify.annotations.NullMarked;
