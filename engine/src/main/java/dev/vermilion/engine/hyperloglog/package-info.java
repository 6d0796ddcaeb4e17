/**
 * HyperLogLogs: strings that count how many different elements they were told of, within 0.81 %, in 12 KB at most. Start
 * with {@link dev.vermilion.engine.hyperloglog.HyperLogLogCommands}, the table; {@code Hll} draws the string, {@code
 * Sparse} and {@code Dense} are its two encodings, {@code Estimate} makes a number of it. All of it is bit for bit what
 * Redis keeps, so that the strings can go from one to the other.
 *
 * <p>Depends on {@code command}, {@code keyspace}, {@code resp} and {@code string}.
 */
@NullMarked
package dev.vermilion.engine.hyperloglog;

import org.jspecify.annotations.NullMarked;
