/**
 * Packed bytes: the compact form of small collections and of the nodes of lists. Start with {@link
 * dev.vermilion.engine.pack.Pack}. Depends on {@code resp} only.
 */
@NullMarked
package dev.vermilion.engine.pack;

import org.jspecify.annotations.NullMarked;
