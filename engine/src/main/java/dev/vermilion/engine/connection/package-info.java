@NullMarked
package dev.vermilion.engine.connection;

import org.jspecify.annotations.NullMarked;
