package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A local variable that an inner function uses too. */
final class Cell {

    @Nullable
    Object value;

    Cell(@Nullable Object value) {
        this.value = value;
    }
}
