/**
 * The engine and a real redis-server side by side: the same random commands go to both, and every reply must be the
 * same. Start at {@link dev.vermilion.engine.differential.DifferentialTest}; what may differ, and why, is in {@link
 * dev.vermilion.engine.differential.KnownDifferences}.
 */
package dev.vermilion.engine.differential;
