/**
 * Channels, patterns and shard channels. Start with {@link dev.vermilion.engine.pubsub.PubSub}; the commands are listed in
 * {@link dev.vermilion.engine.pubsub.PubSubCommands}.
 *
 * <p>Depends on {@code command} and {@code resp}.
 */
@NullMarked
package dev.vermilion.engine.pubsub;

import org.jspecify.annotations.NullMarked;
