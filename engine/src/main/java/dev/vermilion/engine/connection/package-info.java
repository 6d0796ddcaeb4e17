/**
 * What a connection says of itself and to itself: greeting, password, name, database, and CLIENT. Start with {@link
 * dev.vermilion.engine.connection.ConnectionCommands}; what is known of a client is in {@link
 * dev.vermilion.engine.command.Client}.
 *
 * <p>Depends on {@code command}, {@code resp}, {@code keyspace}, {@code config} and {@code server}.
 */
@NullMarked
package dev.vermilion.engine.connection;

import org.jspecify.annotations.NullMarked;
