package dev.vermilion.engine.cli;

import java.util.List;

/** The shell. */
public final class Cli {

    private Cli() {}

    /** Runs it; returns the exit code. */
    public static int run(List<String> arguments) {
        return arguments.size();
    }
}
