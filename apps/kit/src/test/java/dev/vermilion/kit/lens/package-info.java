/** The parts of the lens that are tested alone; see {@code LensTest} in the package above for the whole. */
@NullMarked
package dev.vermilion.kit.lens;

import org.jspecify.annotations.NullMarked;
