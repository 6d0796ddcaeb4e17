/** JMH benchmarks of the engine's inner parts. Start one with {@code bench/jmh NAME}. */
@NullMarked
package dev.vermilion.bench;

import org.jspecify.annotations.NullMarked;
