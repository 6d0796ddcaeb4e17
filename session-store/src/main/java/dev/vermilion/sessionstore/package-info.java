/**
 * Sessions in Redis. Begin with {@link dev.vermilion.sessionstore.Sessions}, which makes, reads, changes and ends them;
 * {@link dev.vermilion.sessionstore.SessionPlugin} brings them to any Javalin; {@link
 * dev.vermilion.sessionstore.SessionStoreApp} is the demo with its two services. Depends on the kit and on Jedis.
 */
@NullMarked
package dev.vermilion.sessionstore;

import org.jspecify.annotations.NullMarked;
