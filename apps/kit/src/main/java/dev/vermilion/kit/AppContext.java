package dev.vermilion.kit;

import java.time.Clock;
import redis.clients.jedis.UnifiedJedis;

/**
 * What an app is given.
 *
 * @param redis a pooled client, safe for use by many threads; closed by the kit
 * @param events publishes to the pages
 * @param clock the time, so that tests can hold it
 * @param mountPath empty when the app runs alone, {@code /url-shortener} in the gallery
 */
public record AppContext(UnifiedJedis redis, Events events, Clock clock, String mountPath) {}
