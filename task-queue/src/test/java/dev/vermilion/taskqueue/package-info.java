/** Tests of the task queue, each on every Redis at hand. */
@NullMarked
package dev.vermilion.taskqueue;

import org.jspecify.annotations.NullMarked;
