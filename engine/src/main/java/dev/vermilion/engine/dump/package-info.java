/**
 * Values as bytes that another Redis understands: DUMP, RESTORE and MIGRATE. Start with {@link
 * dev.vermilion.engine.dump.DumpCommands}; {@code ValueWriter} and {@code ValueReader} know the forms of the types.
 *
 * <p>Depends on the rooms of all types, {@code rdb}, {@code command} and {@code keyspace}.
 */
@NullMarked
package dev.vermilion.engine.dump;

import org.jspecify.annotations.NullMarked;
