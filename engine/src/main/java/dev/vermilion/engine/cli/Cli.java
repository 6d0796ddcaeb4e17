package dev.vermilion.engine.cli;

import dev.vermilion.engine.cli.Options.Misunderstood;
import dev.vermilion.engine.cli.Options.Mode;
import dev.vermilion.engine.resp.InlineArguments;
import dev.vermilion.engine.resp.Request;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shell as a program: {@code java -jar engine.jar cli}, with the options of redis-cli. */
public final class Cli {

    private static final String VERSION = "redis-cli 7.0.15 (Vermilion)";

    private static final String USAGE = VERSION + """


            Usage: java -jar engine.jar cli [OPTIONS] [cmd [arg [arg ...]]]
              -h <hostname>      Server (default: 127.0.0.1).          -p <port>   Its port (default: 6379).
              -s <socket>        Its socket in the file system, instead of a port.
              -a, --pass <password>, --user <name>, --askpass          Who asks; REDISCLI_AUTH may hold the password.
              -u <uri>           redis[s]://[user][:password]@host[:port][/database]
              -n <db>            Database.                             -2, -3      RESP2, RESP3.
              --tls --cacert <file> --cert <file> --key <file> --insecure          Over TLS; files in PEM.
              -r <times>         Repeats the command.                  -i <seconds> Waits in between.
              -x                 The last argument is the standard input; -X <tag>: the one that is <tag>.
              -d <s>, -D <s>     What parts elements, and replies, in the raw form (default: \\n).
              -e                 A reply that is an error is an exit code.
              --raw --no-raw --csv --json --quoted-json                The form of replies (to others than a person: raw).
              --quoted-input     Arguments are read as quoted strings.  --show-pushes <yn>  Shows messages of RESP3.
              --eval <file>      Runs a Lua script: keys , arguments.
              --scan --pattern <pattern> --count <n>                   Lists keys.
              --stat             A line about the server, every second or -i seconds.
              --latency, --latency-history                             Measures PING.
              --bigkeys, --memkeys, --memkeys-samples <n>, --hotkeys   Looks for what is large, or used much.
              --pipe, --pipe-timeout <seconds>                         Sends commands from the standard input, in bulk.
              --no-auth-warning --verbose --version --help

            Without a command it reads commands: "help" says more there.

            What redis-cli has and this shell has not: -c and --cluster, --replica, --rdb, --functions-rdb, --lru-test,
            --latency-dist, --intrinsic-latency, --ldb, --sni, --cacertdir, --tls-ciphers, --quoted-pattern.
            """;

    /** The end of the program, from deep inside. */
    static final class Exit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int code;

        Exit(int code) {
            super("exit " + code);
            this.code = code;
        }
    }

    private final Options options;
    private final Console console;

    private Cli(Options options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** Runs it on the input and output of this process; returns the exit code. */
    public static int run(List<String> arguments) {
        return run(
                arguments,
                new Console(
                        System.in,
                        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false),
                        System.err,
                        Tty.isTerminal(0),
                        Tty.isTerminal(1),
                        arguments.contains("--verbose")));
    }

    static int run(List<String> arguments, Console console) {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (Misunderstood e) {
            console.error(String.valueOf(e.getMessage()));
            return 1;
        }
        if (!options.formatIsGiven && !console.isSeen()) {
            options.format = Format.RAW;
        }
        try {
            return new Cli(options, console).run();
        } catch (Exit e) {
            return e.code;
        } catch (IOException e) {
            console.error(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private int run() throws IOException {
        if (options.mode == Mode.HELP) {
            console.out(USAGE);
            return 0;
        }
        if (options.mode == Mode.VERSION) {
            console.out(VERSION + "\n");
            return 0;
        }
        if (options.askPassword) {
            options.password = Passwords.ask(console);
        } else if (options.passwordIsOnTheCommandLine && options.authWarning) {
            console.error("Warning: Using a password with '-a' or '-u' option on the command line interface may not be"
                    + " safe.");
        }
        Session session = new Session(options, console);
        return switch (options.mode) {
            case SCAN -> new KeySurvey(options, console, session.connect()).list();
            case BIGKEYS -> new KeySurvey(options, console, session.connect()).largest(false);
            case MEMKEYS -> new KeySurvey(options, console, session.connect()).largest(true);
            case HOTKEYS -> new KeySurvey(options, console, session.connect()).hottest();
            case STAT -> new Watching(options, console, session.connect()).statistics();
            case LATENCY -> new Watching(options, console, session.connect()).latency(false);
            case LATENCY_HISTORY -> new Watching(options, console, session.connect()).latency(true);
            case PIPE -> new Pipe(options, console, session.connect()).run();
            case EVAL -> code(session.run(script(), 1));
            default -> options.command.isEmpty() ? new Shell(options, console, session).run() : command(session);
        };
    }

    private static int code(boolean went) {
        return went ? 0 : 1;
    }

    private int command(Session session) {
        List<byte[]> words = new ArrayList<>();
        boolean tagged = false;
        for (String word : options.command) {
            if (!options.tagFromInput.isEmpty() && !tagged && word.equals(options.tagFromInput)) {
                words.add(console.readInput());
                tagged = true;
            } else {
                byte[] bytes = options.quotedInput ? unquoted(word) : word.getBytes(StandardCharsets.UTF_8);
                if (bytes == null) {
                    console.out("Invalid quoted string\n");
                    return 1;
                }
                words.add(bytes);
            }
        }
        if (!options.tagFromInput.isEmpty() && !tagged) {
            console.error("Using -X option but stdin tag not match.");
            return 1;
        }
        if (options.lastFromInput) {
            words.add(console.readInput());
        }
        if (Shell.isHelp(options.command.get(0))) {
            new CommandHelp(session).print(options.command.subList(1, options.command.size()), console);
            return 0;
        }
        return code(session.run(words, options.repeat));
    }

    /** What a quoted string says, a string without quotes itself; null if the quotes do not fit. */
    private static byte @Nullable [] unquoted(String word) {
        if (!word.startsWith("\"") && !word.startsWith("'")) {
            return word.getBytes(StandardCharsets.UTF_8);
        }
        List<byte[]> words = words(word);
        return words != null && words.size() == 1 ? words.get(0) : null;
    }

    /** The words of a line, or null if its quotes do not fit. */
    static @Nullable List<byte[]> words(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        Request request = new Request();
        if (!InlineArguments.split(bytes, 0, bytes.length, request)) {
            return null;
        }
        List<byte[]> words = new ArrayList<>();
        for (int i = 0; i < request.count(); i++) {
            words.add(request.argument(i).toBytes());
        }
        return words;
    }

    private List<byte[]> script() {
        List<byte[]> words = new ArrayList<>();
        try {
            words.add("EVAL".getBytes(StandardCharsets.US_ASCII));
            words.add(Files.readAllBytes(Path.of(options.script)));
        } catch (IOException e) {
            boolean missing = e instanceof java.nio.file.NoSuchFileException;
            console.error("Can't open file '" + options.script + "': "
                    + (missing ? "No such file or directory" : String.valueOf(e.getMessage())));
            throw new Exit(1);
        }
        int comma = options.command.indexOf(",");
        int keys = comma < 0 ? options.command.size() : comma;
        words.add(Integer.toString(keys).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < options.command.size(); i++) {
            if (i != comma) {
                words.add(options.command.get(i).getBytes(StandardCharsets.UTF_8));
            }
        }
        return words;
    }
}
