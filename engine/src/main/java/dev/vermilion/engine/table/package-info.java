@NullMarked
package dev.vermilion.engine.table;

import org.jspecify.annotations.NullMarked;
