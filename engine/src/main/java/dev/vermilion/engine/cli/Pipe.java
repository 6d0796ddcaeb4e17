package dev.vermilion.engine.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** {@code --pipe}: sends the standard input as it is while it counts the replies. */
final class Pipe {

    private static final int CHUNK = 16 * 1024;
    private static final int MAGIC = 20;

    private final Options options;
    private final Console console;
    private final Link link;
    private volatile String failure = "";
    private long errors; // of the thread that reads, and then of the one that has waited for it
    private long replies;

    Pipe(Options options, Console console, Link link) {
        this.options = options;
        this.console = console;
        this.link = link;
    }

    /** Returns the exit code when the last reply has come. */
    int run() {
        byte[] magic = new byte[MAGIC];
        new Random().nextBytes(magic); // known when it comes back
        Thread reader = new Thread(() -> count(magic), "vermilion-pipe");
        reader.setDaemon(true);
        reader.start();
        try {
            byte[] chunk = new byte[CHUNK];
            for (int count = console.in().read(chunk);
                    count >= 0;
                    count = console.in().read(chunk)) {
                link.sendAsItIs(Arrays.copyOf(chunk, count));
            }
            console.out("All data transferred. Waiting for the last reply...\n");
            ByteArrayOutputStream end = new ByteArrayOutputStream();
            end.writeBytes("\r\n*2\r\n$4\r\nECHO\r\n$20\r\n".getBytes(StandardCharsets.US_ASCII));
            end.writeBytes(magic);
            end.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            link.sendAsItIs(end.toByteArray());
            reader.join(options.pipeTimeoutSeconds * 1000L);
        } catch (IOException e) {
            console.error("Error writing to the server: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
        if (reader.isAlive()) {
            console.error("No replies for " + options.pipeTimeoutSeconds + " seconds: exiting.");
            errors++;
        } else if (!failure.isEmpty()) {
            console.error(failure);
            return 1;
        } else {
            console.out("Last reply received from server.\n");
        }
        console.out("errors: " + errors + ", replies: " + replies + "\n");
        return errors == 0 ? 0 : 1;
    }

    private void count(byte[] magic) {
        try {
            for (Reply reply = link.next(); !Arrays.equals(reply.bytes(), magic); reply = link.next()) {
                replies++;
                if (reply.isError()) {
                    errors++;
                    console.error(reply.text());
                }
            }
        } catch (IOException e) {
            failure = "Error reading replies from server";
        }
    }
}
