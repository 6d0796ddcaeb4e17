/**
 * The commands of Redis Cluster, as a server answers them that is in no cluster. Start with
 * {@link dev.vermilion.engine.cluster.ClusterCommands}, the table.
 *
 * <p>Depends on {@code command}, and on {@code dump} for RESTORE-ASKING.
 */
@NullMarked
package dev.vermilion.engine.cluster;

import org.jspecify.annotations.NullMarked;
