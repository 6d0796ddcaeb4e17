/**
 * Scripts and functions. Start with {@link dev.vermilion.engine.scripting.ScriptingCommands}, the table; then {@code
 * Scripts}, which keeps the scripts, and {@code ScriptRun}, which is what a script sees of the engine. The language itself
 * is in {@code scripting.lua}.
 *
 * <p>Depends on {@code command}, {@code keyspace} and {@code resp}.
 */
@NullMarked
package dev.vermilion.engine.scripting;

import org.jspecify.annotations.NullMarked;
