package dev.vermilion.engine.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.EngineClock;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.string.StringCommands;
import dev.vermilion.engine.testing.ReplyText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The hash commands behind a dispatcher, without a network, with a clock that stands until it is moved. */
final class Console {

    final Settings settings = new Settings();
    final Keyspace keyspace;
    /** What was published of keys: {@code event key}. */
    final List<String> events = new ArrayList<>();

    private final Dispatcher dispatcher;
    private final Client client;
    private long now = 1_700_000_000_000L;

    Console() {
        CommandTable table = new CommandTable();
        table.add("string", StringCommands.table());
        table.add("hash", HashCommands.table());
        keyspace = new Keyspace(
                2,
                settings,
                new EngineClock() {
                    @Override
                    public long wallMillis() {
                        return now;
                    }

                    @Override
                    public long nanos() {
                        return now * 1_000_000;
                    }
                },
                new Random(1));
        keyspace.events().enable("EA");
        keyspace.events()
                .publisher((channel, key) ->
                        events.add(new String(channel, UTF_8).replaceFirst(".*:", "") + " " + new String(key, UTF_8)));
        dispatcher = new Dispatcher(table, keyspace, (task, delay) -> () -> {}, new Silent());
        client = new Client(1, new Nowhere(), keyspace.database(0), new ReplyWriter(), now);
        client.authenticated(true);
    }

    /** One whose hashes are tables from their first field on. */
    static Console ofTables() {
        Console console = new Console();
        console.settings.hashMaxListpackEntries = 0;
        return console;
    }

    /** Speaks RESP3 from now on. */
    Console inResp3() {
        client.reply().protocol(3);
        return this;
    }

    long now() {
        return now;
    }

    void pass(long millis) {
        now += millis;
        keyspace.refreshTime();
    }

    /** Runs a command; {@code ""} stands for an empty word. */
    String run(String line) {
        String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("\"\"") ? "" : words[i];
        }
        dispatcher.beginBatch();
        dispatcher.execute(client, Request.of(words));
        ReplyWriter reply = client.reply();
        try {
            String text = ReplyText.read(new ByteArrayInputStream(reply.array(), 0, reply.size()));
            reply.clear();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs lines {@code > COMMAND}, each followed by the reply that it must give. */
    void play(String script) {
        String[] lines = script.lines().filter(line -> !line.isBlank()).toArray(String[]::new);
        for (int i = 0; i < lines.length; i += 2) {
            String reply = run(lines[i].substring(2));
            assertThat(reply).as(lines[i]).isEqualTo(lines[i + 1]);
        }
    }

    private record Silent() implements Dispatcher.Observer {
        @Override
        public void runsOthers(Client client, Command command, Request words) {
            // nobody watches
        }

        @Override
        public void ran(Client client, Command command, Request words) {
            // nobody watches
        }

        @Override
        public void completed(Client client, Command command, Request words, long nanos, long replyBytes) {
            // nobody watches
        }
    }

    private record Nowhere() implements Client.Connection {
        @Override
        public void flushSoon() {
            // the reply is read from the writer
        }

        @Override
        public void closeAfterReply() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String remoteAddress() {
            return "";
        }

        @Override
        public String localAddress() {
            return "";
        }

        @Override
        public long unsentBytes() {
            return 0;
        }

        @Override
        public long queryBytes() {
            return 0;
        }

        @Override
        public long queryMemory() {
            return 0;
        }

        @Override
        public long receivedBytes() {
            return 0;
        }

        @Override
        public long sentBytes() {
            return 0;
        }

        @Override
        public int descriptor() {
            return 0;
        }

        @Override
        public void resume() {
            throw new UnsupportedOperationException();
        }
    }
}
