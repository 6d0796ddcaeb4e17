/** The kit, tested through the front door: over HTTP, in a browser, and as a process of its own. */
@NullMarked
package dev.vermilion.kit;

import org.jspecify.annotations.NullMarked;
