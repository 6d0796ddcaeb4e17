@NullMarked
package dev.vermilion.engine.command;

import org.jspecify.annotations.NullMarked;
