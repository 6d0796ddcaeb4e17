/**
 * Jobs that are run at least once, by workers that may crash.
 *
 * <p>Read {@link dev.vermilion.taskqueue.TaskQueue} first: it holds the table of keys, and a method for each of the Lua
 * scripts that lie beside it as resources; {@code common.lua} and {@code lease.lua} are the heart. Then {@link
 * dev.vermilion.taskqueue.Worker}. {@link dev.vermilion.taskqueue.TaskQueueApp} is the HTTP side. The domain may depend on
 * Jedis, Jackson (a job's specification travels as JSON) and {@code java.*}; the app also on the kit and Javalin; nothing
 * here knows the engine.
 */
@NullMarked
package dev.vermilion.taskqueue;

import org.jspecify.annotations.NullMarked;
