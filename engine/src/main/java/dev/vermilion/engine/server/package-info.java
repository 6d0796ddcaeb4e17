@NullMarked
package dev.vermilion.engine.server;

import org.jspecify.annotations.NullMarked;
