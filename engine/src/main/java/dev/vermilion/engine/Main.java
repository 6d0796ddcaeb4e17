package dev.vermilion.engine;

import dev.vermilion.engine.cli.Cli;
import dev.vermilion.engine.config.ConfigException;
import dev.vermilion.engine.config.ConfigLine;
import dev.vermilion.engine.config.RedisConf;
import dev.vermilion.engine.persist.Check;
import dev.vermilion.engine.server.ServerLog;
import dev.vermilion.engine.server.Version;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine as a program, started as redis-server is; with {@code cli} in front, a shell as redis-cli is one. */
public final class Main {

    private static final String USAGE = """
            Usage: java -jar engine.jar [/path/to/redis.conf] [options] [-]
                   java -jar engine.jar - (read config from stdin)
                   java -jar engine.jar check-rdb <rdb-file-name>
                   java -jar engine.jar check-aof [--fix] <file.manifest|file.aof>
                   java -jar engine.jar -v or --version
                   java -jar engine.jar -h or --help
                   java -jar engine.jar --test-memory <megabytes>
                   java -jar engine.jar --check-system
                   java -jar engine.jar cli --help (a shell)

            Examples:
                   java -jar engine.jar (run the server with default conf)
                   echo 'maxmemory 128mb' | java -jar engine.jar -
                   java -jar engine.jar /etc/redis/6379.conf
                   java -jar engine.jar --port 7777
                   java -jar engine.jar --port 7777 --save "" --appendonly no
                   java -jar engine.jar /etc/myredis.conf --loglevel verbose -

            There is no Sentinel mode.
            """;

    private final byte[] input;
    private final @Nullable Path file;
    private final List<ConfigLine> lines;

    private Main(List<String> arguments) throws IOException {
        List<String> options = new ArrayList<>(arguments);
        RedisConf conf = new RedisConf();
        boolean hasFile = !options.isEmpty() && !options.get(0).startsWith("-");
        this.file = hasFile ? Path.of(options.remove(0)).toAbsolutePath().normalize() : null;
        if (file != null) {
            try {
                conf.file(file);
            } catch (IOException e) {
                throw RedisConf.unreadable(file.toString(), e);
            }
        }
        boolean first = file == null && !options.isEmpty() && options.get(0).equals("-");
        boolean last = !options.isEmpty() && options.get(options.size() - 1).equals("-");
        byte[] read = new byte[0];
        if (first || last) {
            options.remove(first ? 0 : options.size() - 1);
            if (!Daemon.isThis()) {
                new ServerLog(System.out).notice("Reading config from stdin");
            }
            read = System.in.readAllBytes();
            conf.stream(new ByteArrayInputStream(read));
        }
        this.input = read;
        this.lines = conf.arguments(options).lines();
    }

    /**
     * Starts an engine with the arguments of redis-server, or the shell with those of redis-cli, and returns when that
     * has ended.
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments);
        String first = words.isEmpty() ? "" : words.get(0);
        System.exit(
                switch (first) {
                    case "check-rdb", "check-aof" -> check(first, words.subList(1, words.size()));
                    case "cli" -> Cli.run(words.subList(1, words.size()));
                    case "-v", "--version" -> version();
                    case "-h", "--help" -> refuse(USAGE.strip());
                    case "--test-memory" -> testMemory(words);
                    case "--check-system" -> checkSystem();
                    default -> serve(words);
                });
    }

    /** Checks a file, and may ask whether to mend it. */
    private static int check(String program, List<String> words) {
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Check check = new Check(System.out, answers);
        try {
            return program.equals("check-rdb") ? check.rdb(words) : check.aof(words);
        } catch (IOException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private static int version() {
        System.out.println("Redis server v=" + Version.REDIS + " sha=00000000:0 malloc=java bits=64 build=vermilion");
        return 0;
    }

    private static int refuse(String text) {
        System.err.println(text);
        return 1;
    }

    private static int testMemory(List<String> words) {
        if (words.size() != 2) {
            return refuse("Please specify the amount of memory to test in megabytes.\n"
                    + "Example: java -jar engine.jar --test-memory 4096");
        }
        return refuse("A Java program does not see the memory of the machine as it is, and cannot test it."
                + " Use memtest86 (http://www.memtest86.com) or redis-server --test-memory.");
    }

    private static int checkSystem() {
        System.out.println("[java]..." + System.getProperty("java.vm.name") + " " + Runtime.version() + ", heap up to "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MB");
        System.out.println("Nothing else is checked: the engine does not fork, so overcommit and huge pages do not"
                + " matter to it.");
        return 0;
    }

    private static int serve(List<String> words) throws InterruptedException {
        if (words.contains("--sentinel")) {
            return refuse("There is no Sentinel mode: run redis-server --sentinel beside this server.");
        }
        try {
            Main program = new Main(words);
            boolean toBackground = program.last("daemonize").equalsIgnoreCase("yes") && !Daemon.isThis();
            return toBackground ? Daemon.start(words, program.input) : program.run();
        } catch (ConfigException e) {
            return refuse(words(e));
        } catch (IOException e) {
            return 1; // the log says why
        }
    }

    private int run() throws IOException, InterruptedException {
        EngineConfig.Builder config = EngineConfig.redisServer().lines(lines);
        if (file != null) {
            config.file(file);
        }
        if (Daemon.isThis()) {
            config.noConsole();
        }
        Engine engine = Engine.start(config.build());
        ServerLog log = engine.log();
        if (!last("supervised").isEmpty() && !last("supervised").equals("no")) {
            log.warning(
                    "systemd and upstart are not told that the server is ready: let them supervise a simple process");
        }
        PidFile pidFile = new PidFile(last("pidfile"), Daemon.isThis(), log);
        Signals.handle(signal -> stopOnSignal(engine, signal), engine::close);
        engine.sayReady(); // who has read that line may send a signal
        if (Daemon.isThis()) {
            Daemon.sayReady();
        }
        engine.awaitStop();
        pidFile.remove();
        log.warning("Redis is now ready to exit, bye bye...");
        return 0;
    }

    /** The value of the last line with this directive, or nothing. */
    private String last(String name) {
        String value = "";
        for (ConfigLine line : lines) {
            if (line.name().equals(name) && line.words().size() == 2) {
                value = line.words().get(1);
            }
        }
        return value;
    }

    private static void stopOnSignal(Engine engine, String signal) {
        ServerLog log = engine.log();
        if (signal.equals("SIGINT") && (engine.isClosed() || engine.shutdown().isRequested())) {
            log.signal("You insist... exiting now.");
            engine.shutdown().dropTemporaryFile();
            Runtime.getRuntime().halt(1);
        }
        log.signal("Received " + signal + " scheduling shutdown...");
        engine.shutdown().request(signal);
    }

    private static String words(ConfigException e) {
        ConfigLine line = e.line();
        StringBuilder text = new StringBuilder();
        if (!e.text().startsWith("Fatal error")) {
            text.append("\n*** FATAL CONFIG FILE ERROR (Redis ")
                    .append(Version.REDIS)
                    .append(") ***\n");
        }
        if (line != null) {
            text.append("Reading the configuration file, at line ").append(line.number());
            text.append("\n>>> '").append(line.text()).append("'\n");
        }
        return text.append(e.text()).toString();
    }
}
