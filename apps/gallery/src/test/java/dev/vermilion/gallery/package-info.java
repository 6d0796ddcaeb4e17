/** The gallery in a real browser, and as a whole over HTTP. */
@NullMarked
package dev.vermilion.gallery;

import org.jspecify.annotations.NullMarked;
