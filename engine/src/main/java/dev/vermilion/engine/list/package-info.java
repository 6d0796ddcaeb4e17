/**
 * Lists. Start with {@link dev.vermilion.engine.list.ListCommands}, the table; then {@link
 * dev.vermilion.engine.list.ListValue}, which is all that the rest of the engine sees of a list. {@code Nodes} is the
 * chain of packs that it is made of.
 *
 * <p>Depends on {@code command}, {@code keyspace}, {@code resp}, {@code pack} and {@code config}.
 */
@NullMarked
package dev.vermilion.engine.list;

import org.jspecify.annotations.NullMarked;
