package dev.vermilion.engine.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the command line of the shell says. */
final class Options {

    /** A command line that cannot be understood; the message says why. */
    static final class Misunderstood extends Exception {
        private static final long serialVersionUID = 1L;

        Misunderstood(String message) {
            super(message);
        }
    }

    /** The special modes, each chosen by an option of its own. */
    enum Mode {
        COMMAND,
        HELP,
        VERSION,
        SCAN,
        STAT,
        LATENCY,
        LATENCY_HISTORY,
        BIGKEYS,
        MEMKEYS,
        HOTKEYS,
        PIPE,
        EVAL
    }

    private static final Map<String, Mode> MODES = Map.of(
            "--help", Mode.HELP,
            "--version", Mode.VERSION,
            "-v", Mode.VERSION,
            "--scan", Mode.SCAN,
            "--stat", Mode.STAT,
            "--latency", Mode.LATENCY,
            "--latency-history", Mode.LATENCY_HISTORY,
            "--bigkeys", Mode.BIGKEYS,
            "--hotkeys", Mode.HOTKEYS,
            "--pipe", Mode.PIPE);

    String host = "127.0.0.1";
    int port = 6379;
    String socket = "";
    String user = "";
    String password = "";
    boolean passwordIsOnTheCommandLine;
    boolean askPassword;
    int database;
    boolean resp2;
    boolean resp3;
    boolean tls;
    boolean insecure;
    String authorities = "";
    String certificate = "";
    String key = "";
    long repeat = 1;
    long pauseMillis;
    boolean lastFromInput;
    String tagFromInput = "";
    String within = "\n";
    String behind = "\n";
    Format format = Format.STANDARD;
    boolean formatIsGiven;
    boolean errorsExit;
    boolean quotedInput;
    boolean authWarning = true;
    boolean verbose;
    boolean showPushes = true;
    Mode mode = Mode.COMMAND;
    String script = "";
    String pattern = "*";
    int scanCount;
    int memorySamples = -1;
    int pipeTimeoutSeconds = 30;
    final List<String> command = new ArrayList<>();

    private final List<String> words;
    private int at;

    private Options(List<String> words) {
        this.words = words;
    }

    /** Understands a command line. */
    static Options of(List<String> words) throws Misunderstood {
        Options options = new Options(words);
        options.password = System.getenv().getOrDefault("REDISCLI_AUTH", "");
        while (options.at < words.size()) {
            String word = words.get(options.at++);
            if (!word.startsWith("-") || word.equals("-")) {
                options.at--;
                break;
            }
            options.read(word);
        }
        options.command.addAll(words.subList(options.at, words.size()));
        if (options.tagFromInput.isEmpty() || !options.lastFromInput) {
            return options;
        }
        throw new Misunderstood("Options -x and -X are mutually exclusive.");
    }

    private String value() throws Misunderstood {
        if (at == words.size()) {
            throw new Misunderstood("Unrecognized option or bad number of args for: '" + words.get(at - 1) + "'");
        }
        return words.get(at++);
    }

    private int number() throws Misunderstood {
        String name = words.get(at - 1);
        try {
            return Integer.parseInt(value());
        } catch (NumberFormatException e) {
            throw new Misunderstood("'" + words.get(at - 1) + "' is no number for " + name);
        }
    }

    private void read(String word) throws Misunderstood {
        Mode chosen = MODES.get(word);
        if (chosen != null) {
            mode = chosen;
            return;
        }
        if (!readServer(word) && !readOutput(word)) {
            readWork(word);
        }
    }

    private boolean readServer(String word) throws Misunderstood {
        switch (word) {
            case "-h" -> host = value();
            case "-p" -> port = port(number());
            case "-s" -> socket = value();
            case "-a", "--pass" -> {
                password = value();
                passwordIsOnTheCommandLine = true;
            }
            case "--user" -> user = value();
            case "--askpass" -> askPassword = true;
            case "-u" -> uri(value());
            case "-n" -> database = number();
            case "-2" -> resp2 = true;
            case "-3" -> resp3 = true;
            case "--tls" -> tls = true;
            case "--insecure" -> insecure = true;
            case "--cacert" -> authorities = value();
            case "--cert" -> certificate = value();
            case "--key" -> key = value();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int port(int number) throws Misunderstood {
        if (number < 0 || number > 65535) {
            throw new Misunderstood("Invalid server port.");
        }
        return number;
    }

    private boolean readOutput(String word) throws Misunderstood {
        switch (word) {
            case "--raw" -> format(Format.RAW);
            case "--no-raw" -> format(Format.STANDARD);
            case "--csv" -> format(Format.CSV);
            case "--json" -> format(Format.JSON);
            case "--quoted-json" -> format(Format.QUOTED_JSON);
            case "-d" -> within = value();
            case "-D" -> behind = value();
            case "-e" -> errorsExit = true;
            case "--no-auth-warning" -> authWarning = false;
            case "--verbose" -> verbose = true;
            case "--show-pushes" -> showPushes = !value().startsWith("n");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readWork(String word) throws Misunderstood {
        switch (word) {
            case "-r" -> repeat = number();
            case "-i" -> pauseMillis = seconds(value());
            case "-x" -> lastFromInput = true;
            case "-X" -> tagFromInput = value();
            case "--quoted-input" -> quotedInput = true;
            case "--eval" -> {
                mode = Mode.EVAL;
                script = value();
            }
            case "--pattern" -> pattern = value();
            case "--count" -> scanCount = number();
            case "--memkeys" -> {
                mode = Mode.MEMKEYS;
                memorySamples = -1;
            }
            case "--memkeys-samples" -> {
                mode = Mode.MEMKEYS;
                memorySamples = number();
            }
            case "--pipe-timeout" -> pipeTimeoutSeconds = number();
            case "-c",
                    "--cluster",
                    "--replica",
                    "--slave",
                    "--rdb",
                    "--functions-rdb",
                    "--lru-test",
                    "--latency-dist",
                    "--intrinsic-latency",
                    "--ldb",
                    "--ldb-sync-mode",
                    "--sni",
                    "--cacertdir",
                    "--tls-ciphers",
                    "--tls-ciphersuites",
                    "--quoted-pattern" -> throw new Misunderstood("This shell has no " + word + ": see --help.");
            default -> throw new Misunderstood("Unrecognized option or bad number of args for: '" + word + "'");
        }
    }

    private void format(Format wanted) {
        format = wanted;
        formatIsGiven = true;
    }

    private static long seconds(String text) throws Misunderstood {
        try {
            return Math.round(Double.parseDouble(text) * 1000);
        } catch (NumberFormatException e) {
            throw new Misunderstood("'" + text + "' is no number of seconds");
        }
    }

    /** {@code redis[s]://[user][:password]@host[:port][/database]}. */
    private void uri(String text) throws Misunderstood {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new Misunderstood("Invalid URI: " + text);
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("redis") && !scheme.equals("rediss")) {
            throw new Misunderstood("Invalid URI scheme");
        }
        tls |= scheme.equals("rediss");
        String account = uri.getRawUserInfo();
        if (account != null) {
            int colon = account.indexOf(':');
            user = colon > 0 ? decoded(account.substring(0, colon)) : user;
            password = decoded(account.substring(colon + 1));
            passwordIsOnTheCommandLine = true;
        }
        host = uri.getHost() == null ? host : uri.getHost();
        port = uri.getPort() < 0 ? port : uri.getPort();
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        database = path.matches("\\d{1,9}") ? Integer.parseInt(path) : database;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
