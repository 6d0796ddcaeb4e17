package dev.vermilion.engine.cli;

import dev.vermilion.engine.cli.Reply.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A talk with a server: commands go out, replies are printed; a connection that was lost is made again. */
final class Session {

    /** Commands whose reply is a text to read; a second word is that of a subcommand. */
    private static final Set<String> TEXTS = Set.of(
            "info",
            "lolwut",
            "debug htstats",
            "debug htstats-key",
            "debug client-eviction",
            "memory malloc-stats",
            "memory doctor",
            "cluster nodes",
            "cluster info",
            "client list",
            "client info",
            "latency graph",
            "latency doctor");

    private static final Set<String> LISTENING = Set.of("subscribe", "psubscribe", "ssubscribe");

    private final Options options;
    private final Console console;
    private boolean interactive;
    private @Nullable Link link;
    private int database;
    private int databaseBeforeMulti;
    private boolean inMulti;

    Session(Options options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** From now on a lost connection is no reason to end. */
    void interactive() {
        interactive = true;
    }

    boolean isConnected() {
        return link != null;
    }

    /** What stands in front of a line that is typed. */
    String prompt() {
        if (link == null) {
            return "not connected> ";
        }
        String host = options.host.indexOf(':') >= 0 ? "[" + options.host + "]" : options.host;
        String place = options.socket.isEmpty() ? host + ":" + options.port : "redis " + options.socket;
        return place + (database == 0 ? "" : "[" + database + "]") + (inMulti ? "(TX)" : "") + "> ";
    }

    /**
     * Connects, unless that is done: authenticates, chooses the database and the protocol.
     *
     * @throws IOException if there is no connection to be had
     */
    Link connect() throws IOException {
        Link present = link;
        if (present != null) {
            return present;
        }
        Link made = Link.to(options);
        link = made;
        database = 0;
        inMulti = false;
        if (!options.password.isEmpty()) {
            Reply reply = options.user.isEmpty()
                    ? made.ask("AUTH", options.password)
                    : made.ask("AUTH", options.user, options.password);
            if (reply.isError()) {
                console.error("AUTH failed: " + reply.text());
                return made;
            }
        }
        chooseDatabase(made);
        boolean json = options.format == Format.JSON || options.format == Format.QUOTED_JSON;
        if (!options.resp2 && (options.resp3 || json)) {
            Reply reply = made.ask("HELLO", "3");
            if (reply.isError()) {
                console.error("HELLO 3 failed: " + reply.text());
            }
        }
        return made;
    }

    private void chooseDatabase(Link made) throws IOException {
        if (options.database != database) {
            Reply reply = made.ask("SELECT", Integer.toString(options.database));
            if (reply.isError()) {
                console.error("SELECT " + options.database + " failed: " + reply.text());
            } else {
                database = options.database;
            }
        }
    }

    /** Goes to another server. */
    void connectTo(String host, int port) {
        options.host = host;
        options.port = port;
        disconnect();
        tryToConnect();
    }

    /** Connects, and says so if that fails. */
    boolean tryToConnect() {
        try {
            connect();
            return true;
        } catch (IOException e) {
            disconnect();
            console.error(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void disconnect() {
        Link present = link;
        link = null;
        if (present != null) {
            try {
                present.close();
            } catch (IOException e) {
                console.verbose("closing failed: " + e.getMessage());
            }
        }
    }

    /**
     * Runs a command so many times and prints what comes.
     *
     * @return false if the connection was lost, or there is none
     */
    boolean run(List<byte[]> words, long times) {
        if (!tryToConnect()) {
            return false;
        }
        try {
            for (long i = 0; i != times; i++) { // negative: for ever
                once(words);
                pause();
            }
            return true;
        } catch (EOFException e) {
            disconnect();
            if (text(words, 0).equals("shutdown")) {
                return true;
            }
            console.error("Error: Server closed the connection");
        } catch (IOException e) {
            disconnect();
            console.error("Error: " + e.getMessage());
        }
        return false;
    }

    private void pause() {
        if (options.pauseMillis > 0) {
            Console.sleep(options.pauseMillis);
        }
    }

    private void once(List<byte[]> words) throws IOException {
        Link to = connect();
        String name = text(words, 0);
        to.send(words);
        if (LISTENING.contains(name) || name.equals("monitor")) {
            listen(to, name);
            return;
        }
        Reply reply = to.next();
        while (reply.kind() == Kind.PUSH && !name.endsWith("unsubscribe")) {
            if (options.showPushes) {
                print(reply);
            }
            reply = to.next();
        }
        if (reply.isError() && options.errorsExit && !interactive) {
            console.error(reply.text());
            throw new Cli.Exit(1);
        }
        if (TEXTS.contains(name) || TEXTS.contains(name + " " + text(words, 1))) {
            console.out(Format.verbatim(reply, options.within));
        } else {
            print(reply);
        }
        follow(name, words, reply);
    }

    /** Prints all messages that come, until the program ends or the server does not listen. */
    private void listen(Link to, String name) throws IOException {
        if (!name.equals("monitor") && options.format != Format.RAW) {
            console.out("Reading messages... (press Ctrl-C to quit)\n");
        }
        Reply reply = to.next();
        print(reply);
        while (!reply.isError()) {
            reply = to.next();
            print(reply);
        }
    }

    /** Remembers what a command has changed about the connection. */
    private void follow(String name, List<byte[]> words, Reply reply) throws IOException {
        if (name.equals("auth")) {
            chooseDatabase(connect());
        } else if (name.equals("exec") && inMulti) {
            inMulti = false;
            if (reply.isError() || reply.isNil()) {
                choose(databaseBeforeMulti);
            }
        } else if (reply.isError()) {
            return;
        } else if (name.equals("select") && words.size() == 2) {
            String number = text(words, 1);
            choose(number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0);
        } else if (name.equals("multi")) {
            inMulti = true;
            databaseBeforeMulti = database;
        } else if (name.equals("discard")) {
            inMulti = false;
            choose(databaseBeforeMulti);
        } else if (name.equals("reset")) {
            inMulti = false;
            choose(0);
        }
    }

    private void choose(int number) {
        database = number;
        options.database = number;
    }

    private void print(Reply reply) {
        console.out(options.format.print(reply, options.within, options.behind));
    }

    private static String text(List<byte[]> words, int index) {
        return index < words.size()
                ? new String(words.get(index), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT)
                : "";
    }
}
