/**
 * The lens: what one HTTP request sent to Redis, taken from the bytes on this client's own connections. Start reading at
 * {@link dev.vermilion.kit.lens.Lens}; {@link dev.vermilion.kit.lens.LensRecord} is what a page gets to see.
 *
 * <p>May depend on Jedis and on the engine's RESP reader; knows nothing of HTTP or of the rest of the kit.
 */
@NullMarked
package dev.vermilion.kit.lens;

import org.jspecify.annotations.NullMarked;
