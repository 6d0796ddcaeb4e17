@NullMarked
package dev.vermilion.engine.net;

import org.jspecify.annotations.NullMarked;
