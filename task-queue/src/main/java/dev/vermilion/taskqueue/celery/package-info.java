/**
 * A bridge to Celery, Python's task queue, on its message protocol 2 over Redis.
 *
 * <p>Start with {@link dev.vermilion.taskqueue.celery.CeleryMessage}, the bytes on the wire. {@link
 * dev.vermilion.taskqueue.celery.CeleryClient} sends tasks and reads results, {@link
 * dev.vermilion.taskqueue.celery.CeleryWorker} runs what others sent. Depends on Jedis, Jackson, and {@link
 * dev.vermilion.taskqueue.Script}.
 */
@NullMarked
package dev.vermilion.taskqueue.celery;

import org.jspecify.annotations.NullMarked;
