package dev.vermilion.engine;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code daemonize yes}: a Java program cannot fork, so it starts itself a second time, in a session of its own where
 * {@code setsid} is at hand, waits until that one is ready, and ends.
 */
final class Daemon {

    /** The system property of the program that runs in the background. */
    private static final String PROPERTY = "vermilion.daemon";

    private static final String READY = "ready";

    private Daemon() {}

    /** True in the program that runs in the background. */
    static boolean isThis() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** Tells the one in the foreground that it may end; from here on nobody reads what is printed. */
    static void sayReady() {
        System.out.println(READY);
        System.out.close();
    }

    /**
     * Starts the program in the background and waits until it is ready, or has said why not.
     *
     * @param input what was read from the standard input
     * @return the exit code: 0 if it is ready
     */
    static int start(List<String> arguments, byte[] input) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        }
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                if (line.equals(READY)) {
                    return 0;
                }
                System.err.println(line);
            }
        }
        return process.waitFor();
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(setsid -> command.add(setsid.toString()));
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-D" + PROPERTY + "=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
