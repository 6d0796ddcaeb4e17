package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The clients that asked for MONITOR. A line is made once and written to each of them:
 *
 * <pre>
 *   +1795426174.579464 [0 127.0.0.1:51444] "set" "a" "\x00\n"
 * </pre>
 */
final class Monitors {

    private static final String HEX = "0123456789abcdef";

    private final Keyspace keyspace;
    private final Redaction redaction;
    private final List<Client> watching = new ArrayList<>();

    Monitors(Keyspace keyspace, Redaction redaction) {
        this.keyspace = keyspace;
        this.redaction = redaction;
    }

    boolean isEmpty() {
        return watching.isEmpty();
    }

    void add(Client client) {
        if (!client.isMonitoring()) {
            client.monitoring(true);
            watching.add(client);
        }
    }

    void remove(Client client) {
        if (client.isMonitoring()) {
            client.monitoring(false);
            watching.remove(client);
        }
    }

    /** Shows a command to all who watch. */
    void show(Client client, Command command, Request words) {
        byte[] line = line(client, command, words).getBytes(StandardCharsets.ISO_8859_1);
        for (Client each : watching) {
            each.push(line);
        }
    }

    private String line(Client client, Command command, Request words) {
        long micros = keyspace.clock().wallMicros();
        StringBuilder line = new StringBuilder("+")
                .append(micros / 1_000_000)
                .append('.')
                .append(String.format("%06d", micros % 1_000_000))
                .append(" [")
                .append(client.database().index())
                .append(' ')
                .append(client.connection().remoteAddress())
                .append(']');
        for (int i = 0; i < words.count(); i++) {
            line.append(" \"");
            if (redaction.hides(command, words, i)) {
                line.append(Redaction.HIDDEN);
            } else {
                quote(words.argument(i), line);
            }
            line.append('"');
        }
        return line.append("\r\n").toString();
    }

    private static void quote(Slice word, StringBuilder line) {
        for (int i = 0; i < word.length(); i++) {
            int letter = word.byteAt(i) & 0xff;
            switch (letter) {
                case '\\', '"' -> line.append('\\').append((char) letter);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case '\b' -> line.append("\\b");
                case 7 -> line.append("\\a");
                default -> {
                    if (letter >= ' ' && letter < 127) {
                        line.append((char) letter);
                    } else {
                        line.append("\\x").append(HEX.charAt(letter >> 4)).append(HEX.charAt(letter & 15));
                    }
                }
            }
        }
    }
}
