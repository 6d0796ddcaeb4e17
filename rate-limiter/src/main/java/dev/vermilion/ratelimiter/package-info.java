/**
 * Rate limits: rules as a tree, six algorithms and a limit of concurrent requests, shared in Redis or local, as a filter
 * for Javalin and as a gateway. Start with {@link dev.vermilion.ratelimiter.RateLimiter}; the decision itself is the
 * script {@code decide.lua}. Depends on the kit and Jedis, never on the engine.
 */
@NullMarked
package dev.vermilion.ratelimiter;

import org.jspecify.annotations.NullMarked;
