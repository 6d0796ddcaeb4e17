package dev.vermilion.kit;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts apps from the command line: the body of every app's {@code main}. */
public final class Launcher {

    private static final int WRONG_USE = 2;
    private static final int CANNOT_START = 1;

    private Launcher() {}

    /**
     * Runs the app that {@code factory} makes until the process is told to stop. What cannot start is told in one
     * sentence, and ends the process with a code other than 0.
     *
     * @param name what the app is called, which is also the name of the folder for its data
     */
    public static void run(String name, AppFactory factory, String[] args) {
        run(name, factory, Map.of(), args);
    }

    /**
     * Runs {@code home} at {@code /} and each of {@code mounted} at {@code /<its name>/}, all in this process, on one
     * Redis.
     */
    public static void run(String name, AppFactory home, Map<String, AppFactory> mounted, String[] args) {
        try {
            RunningApps apps = start(name, home, mounted, System.out, System.getenv("REDIS_URL"), args);
            if (apps != null) {
                Runtime.getRuntime().addShutdownHook(new Thread(apps::close, "stop"));
            }
        } catch (ParameterException e) {
            System.err.println(sentence(e));
            System.exit(WRONG_USE);
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    /**
     * Starts apps and returns when they listen: for tests, and for programs that bring their own main.
     *
     * @param name what the home app is called
     * @param out gets the lines that say what listens where
     * @param environmentUrl the Redis to use if {@code args} name none; null for an embedded engine
     * @return null if the arguments asked for a text only
     * @throws StartException if they cannot start; its message is fit for users
     * @throws ParameterException if the arguments are wrong
     */
    public static @Nullable RunningApps start(
            String name,
            AppFactory home,
            Map<String, AppFactory> mounted,
            PrintStream out,
            @Nullable String environmentUrl,
            String... args)
            throws StartException {
        Options options = new Options();
        CommandLine commandLine = new CommandLine(options).setCommandName("java -jar <app>.jar");
        commandLine.parseArgs(args);
        if (commandLine.isUsageHelpRequested()) {
            commandLine.usage(out);
            return null;
        }
        if (commandLine.isVersionHelpRequested()) {
            out.println("Vermilion " + version());
            return null;
        }
        if (options.redis == null && environmentUrl != null && !environmentUrl.isBlank()) {
            options.redis = environmentUrl;
        }
        if (options.data == null && options.redis == null && !options.inMemory) {
            options.data = Path.of("data", name);
        }
        return RunningApps.start(home, mounted, options, out);
    }

    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return "There is no option '" + unmatched.getUnmatched().get(0) + "'; --help says which there are.";
        }
        String message = String.valueOf(e.getMessage());
        return (message.endsWith(".") ? message : message + ".").replace('\n', ' ') + " --help says more.";
    }

    private static String version() {
        String version = Launcher.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}
