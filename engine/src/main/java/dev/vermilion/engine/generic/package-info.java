/**
 * Commands on keys of any type. Start with {@link dev.vermilion.engine.generic.GenericCommands}; each other class is a
 * topic: {@code Keys} has those that need no more than the key table, {@code Expire} the life time of keys, {@code
 * Transfer} what makes a value appear under another key, {@code Sort} the sorting of elements.
 *
 * <p>May depend on {@code command} and {@code keyspace}, and on {@code string} for the forms of strings. Other values
 * are seen through the interfaces of {@code keyspace} only.
 */
@NullMarked
package dev.vermilion.engine.generic;

import org.jspecify.annotations.NullMarked;
