/**
 * A Lua 5.1 of our own: numbers, messages and the order of {@code pairs} are those of PUC Lua, which Redis has. Start with
 * {@link dev.vermilion.engine.scripting.lua.LuaState} and the package's {@code Interpreter}. A text goes through {@code
 * Lexer} and {@code Parser} and becomes a tree of {@code Expression} and {@code Statement}, which runs itself.
 *
 * <p>Depends on nothing but the JDK.
 */
@NullMarked
package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.NullMarked;
