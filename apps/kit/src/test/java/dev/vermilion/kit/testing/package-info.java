/**
 * For the tests of apps: {@link dev.vermilion.kit.testing.AppTest} runs an app on a Redis and calls it over HTTP, {@link
 * dev.vermilion.kit.testing.Browser} opens it in a real browser. Exported as the kit's test-jar; a module that uses it has
 * the engine's test-jar and selenium-chrome-driver on its test class path.
 */
@NullMarked
package dev.vermilion.kit.testing;

import org.jspecify.annotations.NullMarked;
