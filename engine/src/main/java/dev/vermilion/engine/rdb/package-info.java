/**
 * The bytes that Redis has for values outside of memory: numbers, strings, listpacks and checksums of RDB. {@link
 * dev.vermilion.engine.rdb.RdbWriter} and {@link dev.vermilion.engine.rdb.RdbReader} are where to start; what a value of a
 * type looks like is said in {@code dump}.
 *
 * <p>Depends on {@code resp} and {@code pack}.
 */
@NullMarked
package dev.vermilion.engine.rdb;

import org.jspecify.annotations.NullMarked;
