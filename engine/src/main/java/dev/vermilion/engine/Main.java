package dev.vermilion.engine;

import dev.vermilion.engine.config.ConfigException;
import dev.vermilion.engine.config.ConfigLine;
import dev.vermilion.engine.config.RedisConf;
import dev.vermilion.engine.persist.Check;
import dev.vermilion.engine.server.ServerLog;
import dev.vermilion.engine.server.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The engine as a program, started as redis-server is. */
public final class Main {

    private static final String USAGE = """
            Usage: java -jar engine.jar [/path/to/redis.conf] [options] [-]
                   java -jar engine.jar - (read config from stdin)
                   java -jar engine.jar check-rdb <rdb-file-name>
                   java -jar engine.jar check-aof [--fix] <file.manifest|file.aof>
                   java -jar engine.jar -v or --version
                   java -jar engine.jar -h or --help

            Examples:
                   java -jar engine.jar (run the server with default conf)
                   echo 'maxmemory 128mb' | java -jar engine.jar -
                   java -jar engine.jar /etc/redis/6379.conf
                   java -jar engine.jar --port 7777
                   java -jar engine.jar --port 7777 --save "" --appendonly no
                   java -jar engine.jar /etc/myredis.conf --loglevel verbose -
            """;

    private Main() {}

    /** Starts an engine with the arguments of redis-server, and returns when it has stopped. */
    public static void main(String[] arguments) throws InterruptedException {
        String first = arguments.length > 0 ? arguments[0] : "";
        if (first.equals("-v") || first.equals("--version")) {
            System.out.println(
                    "Redis server v=" + Version.REDIS + " sha=00000000:0 malloc=java bits=64 build=vermilion");
            return;
        }
        if (first.equals("-h") || first.equals("--help")) {
            System.err.print(USAGE);
            System.exit(1);
        }
        try {
            if (first.equals("check-rdb") || first.equals("check-aof")) {
                check(first, List.of(arguments).subList(1, arguments.length));
            }
            run(List.of(arguments));
        } catch (ConfigException e) {
            refuse(e);
        } catch (IOException e) {
            System.exit(1); // the log says why
        }
        System.exit(0);
    }

    /** Checks a file, and exits. */
    private static void check(String program, List<String> arguments) throws IOException {
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Check check = new Check(System.out, answers);
        System.exit(program.equals("check-rdb") ? check.rdb(arguments) : check.aof(arguments));
    }

    private static void run(List<String> arguments) throws IOException, InterruptedException {
        boolean hasFile = !arguments.isEmpty() && !arguments.get(0).startsWith("-");
        EngineConfig.Builder config = EngineConfig.redisServer().lines(lines(arguments, hasFile));
        if (hasFile) {
            config.file(Path.of(arguments.get(0)));
        }
        Engine engine = Engine.open(config.build());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOnSignal(engine), "vermilion-signal"));
        engine.awaitStop();
    }

    /** All lines of the file, of the standard input where a dash asks for it, and of the arguments, in this order. */
    private static List<ConfigLine> lines(List<String> arguments, boolean hasFile) throws IOException {
        RedisConf conf = new RedisConf();
        List<String> options = new ArrayList<>(arguments.subList(hasFile ? 1 : 0, arguments.size()));
        if (hasFile) {
            Path file = Path.of(arguments.get(0));
            if (!Files.isReadable(file)) {
                String reason = Files.exists(file) ? "Permission denied" : "No such file or directory";
                throw new ConfigException(
                        RedisConf.unreadable(file.toAbsolutePath().normalize().toString(), reason));
            }
            conf.file(file);
        }
        boolean first = !options.isEmpty() && options.get(0).equals("-");
        boolean last = !options.isEmpty() && options.get(options.size() - 1).equals("-");
        if (first || last) {
            options.remove(first ? 0 : options.size() - 1);
            conf.stream(System.in);
        }
        return conf.arguments(options).lines();
    }

    private static void stopOnSignal(Engine engine) {
        if (!engine.isClosed()) {
            ServerLog log = engine.log();
            long pid = ProcessHandle.current().pid();
            log.raw(pid + ":signal-handler (" + Instant.now().getEpochSecond()
                    + ") Received SIGTERM scheduling shutdown...");
            log.notice("User requested shutdown...");
            engine.close();
            log.warning("Redis is now ready to exit, bye bye...");
            Runtime.getRuntime().halt(0);
        }
    }

    private static void refuse(ConfigException e) {
        ConfigLine line = e.line();
        if (line == null) {
            System.err.println(e.text());
        } else {
            System.err.println("\n*** FATAL CONFIG FILE ERROR (Redis " + Version.REDIS + ") ***");
            System.err.println("Reading the configuration file, at line " + line.number());
            System.err.println(">>> '" + line.text() + "'");
            System.err.println(e.text());
        }
        System.exit(1);
    }
}
