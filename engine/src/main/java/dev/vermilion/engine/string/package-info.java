@NullMarked
package dev.vermilion.engine.string;

import org.jspecify.annotations.NullMarked;
