/**
 * Ranked boards for games and for everything else that is compared by a number.
 *
 * <p>Read {@link dev.vermilion.leaderboard.Leaderboard} first: it holds every Redis call and the table of keys. {@link
 * dev.vermilion.leaderboard.LeaderboardApp} is the HTTP side. {@link dev.vermilion.leaderboard.Leaderboard} and its records
 * may depend on Jedis and {@code java.*} only; the app may also use the kit and Javalin; nothing here knows the engine.
 */
@NullMarked
package dev.vermilion.leaderboard;

import org.jspecify.annotations.NullMarked;
