package dev.vermilion.sessionstore;

/**
 * Somebody who can log in.
 *
 * @param id the number that all keys of this user carry
 * @param name what they log in with
 */
record Account(String id, String name) {}
