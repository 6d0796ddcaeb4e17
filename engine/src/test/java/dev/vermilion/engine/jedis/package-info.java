/**
 * Jedis, the client, as a witness: each of its methods is called once on the engine and on redis-server. Start at {@link
 * dev.vermilion.engine.jedis.EveryMethodTest}; the calls are in {@code calls.txt} among the test resources.
 */
@NullMarked
package dev.vermilion.engine.jedis;

import org.jspecify.annotations.NullMarked;
