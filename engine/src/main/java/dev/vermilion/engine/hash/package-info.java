/**
 * Hashes: fields with values, each field perhaps with an expiry of its own. Start with {@link
 * dev.vermilion.engine.hash.HashCommands}, the table of the commands, or with {@link
 * dev.vermilion.engine.hash.HashValue}, the value; its two encodings are known in this room only. Depends on {@code
 * command}, {@code keyspace}, {@code pack}, {@code table} and {@code resp}.
 */
@NullMarked
package dev.vermilion.engine.hash;

import org.jspecify.annotations.NullMarked;
