package dev.vermilion.engine.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Reads commands line by line: from somebody who types, with history, completion and hints, or from a pipe. */
final class Shell {

    private static final long SLOW_MILLIS = 500;

    private final Options options;
    private final Console console;
    private final Session session;
    private final CommandHelp help;
    private boolean hints = true;

    Shell(Options options, Console console, Session session) {
        this.options = options;
        this.console = console;
        this.session = session;
        this.help = new CommandHelp(session);
    }

    /** Returns the exit code at the end of the input. */
    int run() throws IOException {
        session.interactive();
        session.tryToConnect();
        if (console.isTyped()) {
            type();
        } else {
            BufferedReader lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!run(line, () -> {})) {
                    break;
                }
            }
        }
        return 0;
    }

    private void type() throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]))
                    .history(history())
                    .completer((line, parsed, candidates) -> help.completions(
                                    parsed.line().substring(0, parsed.cursor()))
                            .forEach(each -> candidates.add(
                                    candidate(each, parsed.words().size()))))
                    .variable(LineReader.HISTORY_FILE, historyFile())
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .option(LineReader.Option.HISTORY_TIMESTAMPED, false) // the file is redis-cli's too
                    .build();
            showHints(reader);
            boolean goesOn = true;
            while (goesOn) {
                try {
                    reader.setTailTip("");
                    goesOn = run(reader.readLine(session.prompt()), () -> clear(terminal));
                } catch (UserInterruptException e) {
                    goesOn = !e.getPartialLine().isEmpty(); // the first ^C clears the line
                } catch (EndOfFileException e) {
                    goesOn = false;
                }
            }
        }
    }

    /** The part of a command that completes the word that is being typed. */
    private static Candidate candidate(String command, int word) {
        String[] words = command.split(" ");
        return new Candidate(words[Math.min(word, words.length) - 1]);
    }

    private static void clear(Terminal terminal) {
        terminal.puts(org.jline.utils.InfoCmp.Capability.clear_screen);
        terminal.flush();
    }

    private static Path historyFile() {
        String file = System.getenv().getOrDefault("REDISCLI_HISTFILE", "");
        return file.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".rediscli_history") : Path.of(file);
    }

    /** A history that remembers no secrets. */
    private static DefaultHistory history() {
        return new DefaultHistory() {
            @Override
            public void add(Instant time, String line) {
                if (!isSecret(line)) {
                    super.add(time, line);
                }
            }
        };
    }

    /** True of a line that may hold a password. */
    static boolean isSecret(String line) {
        String upper = line.strip().toUpperCase(Locale.ROOT);
        return upper.matches("(\\d+ +)?(AUTH\\b.*|ACL +(SETUSER|DELUSER|GETUSER)\\b.*|HELLO\\b.*\\bAUTH\\b.*"
                + "|MIGRATE\\b.*\\bAUTH2?\\b.*|CONFIG +SET\\b.*(MASTERAUTH|MASTERUSER|REQUIREPASS|-PASS)\\b.*)");
    }

    private void showHints(LineReader reader) {
        reader.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
        for (String name : List.of(LineReader.SELF_INSERT, LineReader.BACKWARD_DELETE_CHAR)) {
            Widget original = reader.getWidgets().get(name);
            if (original != null) {
                reader.getWidgets().put(name, () -> {
                    boolean done = original.apply();
                    String line = reader.getBuffer().toString();
                    reader.setTailTip(hints && !line.isBlank() ? help.hint(line) : "");
                    return done;
                });
            }
        }
    }

    /** Does what a line says; false if that is to end. */
    private boolean run(String line, Runnable clear) {
        List<byte[]> words = Cli.words(line);
        if (words == null) {
            console.out("Invalid argument(s)\n");
            return true;
        }
        if (words.isEmpty()) {
            return true;
        }
        String first = text(words, 0);
        long times = words.size() > 1 && first.matches("[+-]?\\d{1,18}") ? Long.parseLong(first) : 1;
        if (times <= 0) {
            console.out("Invalid redis-cli repeat command option value.\n");
            return true;
        }
        boolean repeated = words.size() > 1 && first.matches("[+-]?\\d{1,18}");
        List<byte[]> command = repeated ? words.subList(1, words.size()) : words;
        switch (first) {
            case "quit", "exit" -> {
                return false;
            }
            case "help", "?" ->
                help.print(
                        words.subList(1, words.size()).stream()
                                .map(each -> new String(each, StandardCharsets.UTF_8))
                                .toList(),
                        console);
            case ":set" ->
                hints = text(words, 1).equals("hints")
                        || hints && !text(words, 1).equals("nohints");
            case "clear" -> clear.run();
            default -> {
                if (first.equals("connect")
                        && words.size() == 3
                        && text(words, 2).matches("\\d{1,5}")) {
                    session.connectTo(text(words, 1), Integer.parseInt(text(words, 2)));
                } else {
                    send(command, times);
                }
            }
        }
        return true;
    }

    private void send(List<byte[]> command, long times) {
        long start = System.nanoTime();
        session.run(command, times);
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis >= SLOW_MILLIS && options.format == Format.STANDARD) {
            console.out(String.format(Locale.ROOT, "(%.2fs)%n", millis / 1000.0));
        }
    }

    /** True of the words that ask for help. */
    static boolean isHelp(String word) {
        return word.equalsIgnoreCase("help") || word.equals("?");
    }

    private static String text(List<byte[]> words, int index) {
        return index < words.size()
                ? new String(words.get(index), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT)
                : "";
    }
}
