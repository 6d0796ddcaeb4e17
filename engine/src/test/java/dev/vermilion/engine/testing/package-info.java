/**
 * Tests on every Redis at hand: annotate a test class with {@link dev.vermilion.engine.testing.EveryRedis} and let its
 * methods take a {@link dev.vermilion.engine.testing.RedisServer}. Exported as the engine's test-jar; a module that uses
 * it has jedis and testcontainers on its test class path.
 *
 * <p>Depends on the engine's facade, Jedis, JUnit and Testcontainers.
 */
@NullMarked
package dev.vermilion.engine.testing;

import org.jspecify.annotations.NullMarked;
