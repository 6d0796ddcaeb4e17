package dev.vermilion.kit;

/**
 * What the check of an {@link Invariant} found.
 *
 * @param holds whether what must hold does
 * @param detail the numbers that say so: "12 seats sold of 12, 12 tickets"
 */
public record Finding(boolean holds, String detail) {}
