/**
 * The commands of Redis Cluster and of replication, as a server answers them that is in no cluster, has no replicas and
 * can have none. Start with {@link dev.vermilion.engine.standalone.StandaloneCommands}, the table.
 *
 * <p>Depends on {@code command}, {@code resp}, and on {@code dump} for RESTORE-ASKING.
 */
@NullMarked
package dev.vermilion.engine.standalone;

import org.jspecify.annotations.NullMarked;
