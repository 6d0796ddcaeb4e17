package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A value that stands in the text. */
final class Constant extends Expression {

    private final @Nullable Object value;

    Constant(@Nullable Object value) {
        this.value = value;
    }

    @Override
    @Nullable
    Object value(@Nullable Object[] frame) {
        return value;
    }

    @Override
    @Nullable
    Object constant() {
        return value;
    }
}
