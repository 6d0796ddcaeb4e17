@NullMarked
package dev.vermilion.engine;

import org.jspecify.annotations.NullMarked;
