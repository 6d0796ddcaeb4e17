package dev.vermilion.kit;

import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The pages that listen to one channel, and the last events of it. Safe for use by many threads. */
final class EventChannel {

    static final int HISTORY = 500;
    private static final int MAX_WAITING = 1_000;
    private static final Event RESYNC = new Event("", "resync", "{}");
    private static final Event HEARTBEAT = new Event("", "", "");

    record Event(String id, String type, String data) {}

    private final Executor writers;
    private final Map<String, Event> history = new LinkedHashMap<>();
    private final List<Page> pages = new ArrayList<>();

    EventChannel(Executor writers) {
        this.writers = writers;
    }

    void connect(SseClient client) {
        client.keepAlive();
        Page page = new Page(client);
        client.onClose(() -> remove(page));
        page.hello();
        String last = client.ctx().header("Last-Event-ID");
        synchronized (this) {
            missedSince(last).forEach(page::send);
            pages.add(page);
        }
    }

    /** What came after event {@code last}: all that is known of it, or the advice to load anew. Called with the lock. */
    private List<Event> missedSince(@Nullable String last) {
        if (last == null || last.isEmpty()) {
            return List.of();
        }
        if (!history.containsKey(last)) {
            return List.of(RESYNC);
        }
        List<Event> missed = new ArrayList<>();
        boolean found = false;
        for (Event event : history.values()) {
            if (found) {
                missed.add(event);
            }
            found |= event.id().equals(last);
        }
        return missed;
    }

    synchronized void add(Event event) {
        history.put(event.id(), event);
        if (history.size() > HISTORY) {
            Iterator<Event> oldest = history.values().iterator();
            oldest.next();
            oldest.remove();
        }
        pages.forEach(page -> page.send(event));
    }

    /** Events may have been lost: what was remembered no longer stands for all, and the pages load anew. */
    synchronized void resync() {
        history.clear();
        pages.forEach(page -> page.send(RESYNC));
    }

    synchronized void heartbeat() {
        pages.forEach(page -> page.send(HEARTBEAT));
    }

    synchronized int listeners() {
        return pages.size();
    }

    void close() {
        List<Page> open;
        synchronized (this) {
            open = List.copyOf(pages);
            pages.clear();
        }
        open.forEach(page -> page.client.close());
    }

    private synchronized void remove(Page page) {
        pages.remove(page);
    }

    /**
     * One open page. Its events wait in a queue that one thread at a time writes out, so that a page that does not read
     * holds up nobody; one that falls too far behind is cut off, and catches up when it comes back.
     */
    private final class Page {

        private final SseClient client;
        private final ArrayDeque<Event> waiting = new ArrayDeque<>();
        private boolean writing;

        Page(SseClient client) {
            this.client = client;
        }

        void hello() {
            try {
                client.ctx().res().getOutputStream().write("retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII));
                client.ctx().res().flushBuffer();
            } catch (IOException e) {
                client.close();
            }
        }

        void send(Event event) {
            synchronized (waiting) {
                waiting.add(event);
                if (writing) {
                    if (waiting.size() > MAX_WAITING) {
                        waiting.clear();
                        writers.execute(client::close);
                    }
                    return;
                }
                writing = true;
            }
            writers.execute(this::write);
        }

        private void write() {
            for (Event event = next(); event != null; event = next()) {
                if (event.type().isEmpty()) {
                    client.sendComment("still here");
                } else {
                    client.sendEvent(event.type(), event.data(), event.id().isEmpty() ? null : event.id());
                }
            }
        }

        private @Nullable Event next() {
            synchronized (waiting) {
                Event event = waiting.poll();
                writing = event != null;
                return event;
            }
        }
    }
}
