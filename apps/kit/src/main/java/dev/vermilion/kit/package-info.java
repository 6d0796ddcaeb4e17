/**
 * What every app shares, and nothing that only one needs. Start reading at {@link dev.vermilion.kit.App} and {@link
 * dev.vermilion.kit.Launcher}.
 *
 * <p>May depend on the engine's facade and on its RESP reader and command table; apps depend on this package and never on
 * the engine.
 */
@NullMarked
package dev.vermilion.kit;

import org.jspecify.annotations.NullMarked;
