/**
 * Sparse arrays: values at 64-bit indexes. Start with {@link dev.vermilion.engine.array.ArrayCommands}, the table; then
 * {@link dev.vermilion.engine.array.ArrayValue}, which is all that the rest of the engine sees of an array. Elements are
 * in {@code Page}s that a {@code Directory} finds; {@code Word} packs short ones; a {@code Walk} goes from element to
 * element. {@code Regex} is what ARGREP searches with.
 *
 * <p>Indexes run from 0 to 2<sup>64</sup>-2 and are {@code long}s without a sign: compare them with {@link
 * java.lang.Long#compareUnsigned}.
 *
 * <p>Depends on {@code command}, {@code keyspace}, {@code resp} and {@code config}.
 */
@NullMarked
package dev.vermilion.engine.array;

import org.jspecify.annotations.NullMarked;
