/**
 * The commands of replication, as a server answers them that has no replicas and can have none. Start with
 * {@link dev.vermilion.engine.replication.ReplicationCommands}, the table.
 *
 * <p>Depends on {@code command} and {@code resp}.
 */
@NullMarked
package dev.vermilion.engine.replication;

import org.jspecify.annotations.NullMarked;
