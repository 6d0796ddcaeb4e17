/**
 * Strings. {@link dev.vermilion.engine.string.StringCommands} has the rows, {@link
 * dev.vermilion.engine.string.StringValue} the forms that strings have in the key table, and the way to their bytes.
 *
 * <p>Depends on {@code command}, {@code keyspace} and {@code resp}.
 */
@NullMarked
package dev.vermilion.engine.string;

import org.jspecify.annotations.NullMarked;
