package dev.vermilion.chat;

import dev.vermilion.kit.Json;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One device, and how far it has got in each room that it watches. What is published only wakes it: a change that is the
 * next one is sent on, one that came before is left out, and where one is missing it reads the stream. So nothing is lost
 * or shown twice, whatever the subscription lost. Safe for use by many threads.
 *
 * <p>What the device does not take in time waits here, up to {@link #MOST_WAITING} texts; then the connection is ended, and
 * the device comes back and reads what it missed from the stream. A slow device costs its server no more than that.
 */
final class Connection {

    static final int MOST_WAITING = 200;
    static final int TOO_SLOW = 4008;

    private final String id;
    private final String user;
    private final Wire wire;
    private final Messages messages;
    private final ScheduledExecutorService timer;
    private final Map<String, Watch> watches = new HashMap<>();
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean pumping;
    private boolean closed;
    private long paceMillis;
    private long sent;

    /** How far the device is in one room. */
    private static final class Watch {
        private final String epoch;
        private final boolean resumes;
        private long offset;

        Watch(String epoch, boolean resumes, long offset) {
            this.epoch = epoch;
            this.resumes = resumes;
            this.offset = offset;
        }
    }

    /**
     * A connection as the page shows it.
     *
     * @param waiting texts that the device has not taken yet
     * @param paceMillis how long the device pretends to need for a text
     */
    record State(String id, String user, int waiting, int mostWaiting, long sent, long paceMillis) {}

    Connection(String id, String user, Wire wire, Messages messages, ScheduledExecutorService timer) {
        this.id = id;
        this.user = user;
        this.wire = wire;
        this.messages = messages;
        this.timer = timer;
    }

    String id() {
        return id;
    }

    String user() {
        return user;
    }

    synchronized State state() {
        return new State(id, user, waiting.size(), MOST_WAITING, sent, paceMillis);
    }

    /** Lets the device pretend to be slow. */
    synchronized void pace(long millis) {
        paceMillis = millis;
    }

    /**
     * Sends all changes of a room from now on, and those that were missed since {@code after}.
     *
     * @param epoch of {@code after}
     * @param resumes false for how chats without a stream do it: only what is published while the device is there
     */
    synchronized void watch(String room, String epoch, long after, boolean resumes) {
        Messages.Changes missed = messages.changes(room, epoch, after);
        Watch watch = new Watch(missed.epoch(), resumes, missed.offset());
        watches.put(room, watch);
        List<String> changes = resumes ? missed.changes() : List.of();
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("type", "watching");
        frame.put("room", room);
        frame.put("epoch", missed.epoch());
        frame.put("offset", missed.offset());
        frame.put("recovered", resumes && missed.recovered());
        offer(withChanges(frame, changes));
    }

    synchronized void unwatch(String room) {
        watches.remove(room);
    }

    /** A change was published. */
    synchronized void onChange(String room, String epoch, long offset, String json) {
        Watch watch = watches.get(room);
        if (watch == null || closed) {
            return;
        }
        boolean next = watch.epoch.equals(epoch) && offset == watch.offset + 1;
        if (next || !watch.resumes) {
            watch.offset = offset;
            offer(json);
        } else if (!watch.epoch.equals(epoch) || offset > watch.offset) {
            catchUp(room, watch);
        }
    }

    /** Publications may have been lost: looks into the streams of all rooms. */
    synchronized void catchUp() {
        Map.copyOf(watches).forEach((room, watch) -> {
            if (watch.resumes) {
                catchUp(room, watch);
            }
        });
    }

    private void catchUp(String room, Watch watch) {
        Messages.Changes missed = messages.changes(room, watch.epoch, watch.offset);
        if (!missed.recovered()) {
            watch(room, watch.epoch, watch.offset, true);
        } else if (!missed.changes().isEmpty()) {
            watch.offset = missed.offset();
            Map<String, Object> frame = new LinkedHashMap<>(Map.of("type", "changes", "room", room));
            offer(withChanges(frame, missed.changes()));
        }
    }

    private static String withChanges(Map<String, Object> frame, List<String> changes) {
        String head = Json.write(frame);
        return head.substring(0, head.length() - 1) + ",\"changes\":[" + String.join(",", changes) + "]}";
    }

    /** Sends a text when the device is ready for it. */
    synchronized void offer(String text) {
        if (closed) {
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            close(TOO_SLOW, "too slow: come back and read on from the stream");
            return;
        }
        waiting.add(text);
        pump();
    }

    private void pump() {
        if (pumping) {
            return; // called back while sending: the loop below goes on
        }
        pumping = true;
        while (!sending && !closed) {
            @Nullable String next = waiting.poll();
            if (next == null) {
                break;
            }
            sending = true;
            wire.send(next, this::left);
        }
        pumping = false;
    }

    /** A text has left. */
    private synchronized void left() {
        sent++;
        if (paceMillis > 0) {
            timer.schedule(this::ready, paceMillis, TimeUnit.MILLISECONDS);
        } else {
            ready();
        }
    }

    private synchronized void ready() {
        sending = false;
        pump();
    }

    /** Ends it from this side. */
    synchronized void close(int code, String reason) {
        if (!closed) {
            closed = true;
            waiting.clear();
            wire.close(code, reason);
        }
    }

    /** It has ended from the other side. */
    synchronized void ended() {
        closed = true;
        waiting.clear();
    }

    synchronized boolean closed() {
        return closed;
    }
}
