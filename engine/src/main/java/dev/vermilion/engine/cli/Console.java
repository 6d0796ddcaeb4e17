package dev.vermilion.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Where the shell reads and writes.
 *
 * @param in the standard input
 * @param stream the standard output
 * @param errors the standard error
 * @param isTyped whether somebody types the input
 * @param isSeen whether somebody sees the output
 * @param isVerbose whether to tell more
 */
record Console(
        InputStream in, OutputStream stream, PrintStream errors, boolean isTyped, boolean isSeen, boolean isVerbose) {

    /** Prints bytes, at once. */
    void out(byte[] bytes) {
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException e) {
            throw new Cli.Exit(1); // nobody reads any more
        }
    }

    void out(String text) {
        out(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Prints a line about what went wrong. */
    void error(String line) {
        errors.println(line);
        errors.flush();
    }

    /** Prints a line for those who asked for more. */
    void verbose(String line) {
        if (isVerbose) {
            error(line);
        }
    }

    /** All of the input, without the end of its last line. */
    byte[] readInput() {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cli.Exit(1);
        }
    }
}
