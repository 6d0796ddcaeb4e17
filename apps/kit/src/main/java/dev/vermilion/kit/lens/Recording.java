package dev.vermilion.kit.lens;

import dev.vermilion.engine.resp.ProtocolException;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.RequestReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one HTTP request has sent so far. Belongs to the thread that handles the request. */
final class Recording {

    private static final int MAX_COMMANDS = 200;
    private static final int MAX_BYTES = 256 * 1024;
    /** What clients say when they connect; it is no part of what the app does. */
    private static final Set<String> CHATTER = Set.of("HELLO", "AUTH", "PING");

    private static final ThreadLocal<@Nullable Recording> OF_THREAD = new ThreadLocal<>();

    private final List<Exchange> exchanges = new ArrayList<>();
    private final KeyWatch keys;
    private final long startedAt = System.nanoTime();
    private int commandCount;
    private long bytesSent;
    private boolean truncated;

    Recording(KeyWatch keys) {
        this.keys = keys;
    }

    static @Nullable Recording ofThisThread() {
        return OF_THREAD.get();
    }

    void attach() {
        OF_THREAD.set(this);
    }

    static void detach() {
        OF_THREAD.remove();
    }

    /** To be called right before {@code bytes} go out; null if there is nothing to keep of them. */
    @Nullable
    Exchange sending(byte[] bytes) {
        if (commandCount >= MAX_COMMANDS || bytesSent + bytes.length > MAX_BYTES) {
            truncated = true;
            return null;
        }
        List<List<byte[]>> commands = parse(bytes);
        if (commands.stream().allMatch(Recording::isChatter)) {
            return null;
        }
        bytesSent += bytes.length;
        commandCount += commands.size();
        truncated |= commandCount > MAX_COMMANDS;
        commands.forEach(keys::before);
        Exchange exchange = new Exchange(this, commands);
        exchanges.add(exchange);
        return exchange;
    }

    private List<List<byte[]>> parse(byte[] bytes) {
        RequestReader reader = new RequestReader();
        reader.ensureWritable(bytes.length);
        System.arraycopy(bytes, 0, reader.array(), reader.writeIndex(), bytes.length);
        reader.written(bytes.length);
        List<List<byte[]>> commands = new ArrayList<>();
        try {
            for (Request request = reader.next(); request != null; request = reader.next()) {
                List<byte[]> command = new ArrayList<>();
                for (int i = 0; i < request.count(); i++) {
                    command.add(request.argument(i).toBytes());
                }
                commands.add(command);
            }
        } catch (ProtocolException e) {
            truncated = true; // the middle of something larger than what is kept
        }
        truncated |= reader.pending() > 0;
        return commands;
    }

    private static boolean isChatter(List<byte[]> command) {
        String name = CommandKeys.name(command);
        return CHATTER.contains(name)
                || (name.equals("CLIENT")
                        && command.size() > 1
                        && new String(command.get(1), StandardCharsets.US_ASCII)
                                .toUpperCase(Locale.ROOT)
                                .startsWith("SET"));
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    KeyWatch keys() {
        return keys;
    }

    long micros() {
        return (System.nanoTime() - startedAt) / 1_000;
    }

    long bytesSent() {
        return bytesSent;
    }

    long bytesReceived() {
        return exchanges.stream().mapToLong(Exchange::bytesReceived).sum();
    }

    boolean truncated() {
        return truncated;
    }
}
