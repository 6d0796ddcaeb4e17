/**
 * The shell, for machines that have no redis-cli: {@code java -jar engine.jar cli}. Start reading at {@link
 * dev.vermilion.engine.cli.Cli}. It talks to servers over the network only, and depends on nothing else of the engine.
 */
@NullMarked
package dev.vermilion.engine.cli;

import org.jspecify.annotations.NullMarked;
