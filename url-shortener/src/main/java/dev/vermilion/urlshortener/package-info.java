/**
 * A URL shortener on Redis. Start reading at {@link dev.vermilion.urlshortener.UrlShortener}, which is all that happens in
 * Redis; {@link dev.vermilion.urlshortener.UrlShortenerApp} is the HTTP in front of it.
 *
 * <p>The domain may depend on Jedis and on the JDK only, the app on Javalin and the kit; neither on the engine.
 */
@NullMarked
package dev.vermilion.urlshortener;

import org.jspecify.annotations.NullMarked;
