package dev.vermilion.engine.cli;

import java.nio.charset.StandardCharsets;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.TerminalBuilder;

/** Asks for a password. */
final class Passwords {

    private Passwords() {}

    /** The password that is typed, shown as stars; where nobody types, the first line of the input. */
    static String ask(Console console) {
        if (!console.isTyped()) {
            return new String(console.readInput(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
        try (var terminal = TerminalBuilder.builder().system(true).build()) {
            return LineReaderBuilder.builder().terminal(terminal).build().readLine("Please input password: ", '*');
        } catch (java.io.IOException e) {
            throw new Cli.Exit(1);
        }
    }
}
