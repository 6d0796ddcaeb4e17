/**
 * Streams: entries in the order of their ids, and groups of consumers that share the work on them. Start with {@link
 * dev.vermilion.engine.stream.StreamCommands}, the table; then {@link dev.vermilion.engine.stream.StreamValue}, which is
 * all that the rest of the engine sees of a stream. {@code Entries} is the chain of packs that holds the entries, {@code
 * Group} what a group of consumers has read and not yet acknowledged.
 *
 * <p>Depends on {@code command}, {@code keyspace}, {@code resp}, {@code pack} and {@code config}.
 */
@NullMarked
package dev.vermilion.engine.stream;

import org.jspecify.annotations.NullMarked;
