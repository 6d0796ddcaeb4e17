@NullMarked
package dev.vermilion.engine.config;

import org.jspecify.annotations.NullMarked;
