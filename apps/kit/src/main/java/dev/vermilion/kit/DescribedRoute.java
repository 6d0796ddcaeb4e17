package dev.vermilion.kit;

/**
 * A route that the description of the API lists.
 *
 * @param method {@code GET}
 * @param path relative to where the app is mounted, without a slash in front
 */
record DescribedRoute(String method, String path, Operation operation) {}
