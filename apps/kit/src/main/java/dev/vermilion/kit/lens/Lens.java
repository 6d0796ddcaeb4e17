package dev.vermilion.kit.lens;

import dev.vermilion.kit.lens.LensRecord.Command;
import dev.vermilion.kit.lens.LensRecord.Step;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.UnifiedJedis;

/**
 * Records what an HTTP request sends to Redis, when it asks for that, and keeps the records for five minutes.
 *
 * <p>The records are taken from the bytes on the wire: the sockets of the app's client are made by {@link #tap}, and the
 * thread that handles a request says so between {@link #begin} and {@link #end}. Requests that do not record pay for one
 * look at a thread local per flush. Safe for use by many threads.
 */
public final class Lens {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MAX_RECORDS = 500;
    private static final Set<String> SCRIPTS = Set.of("EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO");
    private static final Set<String> CONTAINERS = Set.of(
            "ACL",
            "CLIENT",
            "CLUSTER",
            "COMMAND",
            "CONFIG",
            "FUNCTION",
            "LATENCY",
            "MEMORY",
            "OBJECT",
            "PUBSUB",
            "SCRIPT",
            "SLOWLOG",
            "XGROUP",
            "XINFO");

    private record Kept(LensRecord record, long at) {}

    private final SecureRandom random = new SecureRandom();
    private final Redaction redaction;
    private final WireTotals totals = new WireTotals();
    private final Map<String, Kept> records = new LinkedHashMap<>();
    private @Nullable UnifiedJedis reader;
    private @Nullable CommandKeys commandKeys;
    private boolean tapped;

    /** A lens that hides what {@code redaction} says. */
    public Lens(Redaction redaction) {
        this.redaction = redaction;
    }

    /** What it hides. */
    public Redaction redaction() {
        return redaction;
    }

    /** What went over all tapped connections. */
    public WireTotals totals() {
        return totals;
    }

    /** Sockets as {@code plain} makes them, which the lens can look into. */
    public JedisSocketFactory tap(JedisSocketFactory plain) {
        tapped = true;
        return new TappedSockets(plain, totals);
    }

    /** Names the client over which keys are read before and after; its own sockets must not be tapped. */
    public synchronized void reader(UnifiedJedis client) {
        this.reader = client;
    }

    /** From now on this thread records. */
    public void begin() {
        UnifiedJedis client = reader;
        if (client == null) {
            throw new IllegalStateException("the lens has no reader");
        }
        new Recording(new KeyWatch(this::commandKeys, new KeyReader(client, redaction))).attach();
    }

    /**
     * Ends the recording of this thread.
     *
     * @return the id under which its record is kept
     */
    public String end(String method, String path) {
        Recording recording = Recording.ofThisThread();
        if (recording == null) {
            throw new IllegalStateException("end without begin");
        }
        Recording.detach();
        long micros = recording.micros();
        String id = newId();
        List<Step> steps = steps(recording.exchanges());
        LensRecord record = new LensRecord(
                id,
                method,
                path,
                0,
                micros,
                recording.exchanges().size(),
                recording.bytesSent(),
                recording.bytesReceived(),
                recording.truncated(),
                tapped,
                steps,
                recording.keys().changes());
        keep(record);
        return id;
    }

    /** Says with which status the request of this record was answered, once that is known. */
    public synchronized void answered(String id, int status) {
        records.computeIfPresent(id, (any, kept) -> new Kept(kept.record().withStatus(status), kept.at()));
    }

    /** The record with this id, if it is still kept. */
    public synchronized @Nullable LensRecord find(String id) {
        forgetOld();
        Kept kept = records.get(id);
        return kept == null ? null : kept.record();
    }

    /** Runs {@code work}, whatever it sends is left out of the recording of this thread. */
    public static <T> T unrecorded(Callable<T> work) throws Exception {
        Recording recording = Recording.ofThisThread();
        Recording.detach();
        try {
            return work.call();
        } finally {
            if (recording != null) {
                recording.attach();
            }
        }
    }

    private synchronized void keep(LensRecord record) {
        forgetOld();
        if (records.size() >= MAX_RECORDS) {
            Iterator<?> oldest = records.values().iterator();
            oldest.next();
            oldest.remove();
        }
        records.put(record.id(), new Kept(record, System.nanoTime()));
    }

    private void forgetOld() {
        long now = System.nanoTime();
        records.values().removeIf(each -> now - each.at() > KEPT.toNanos());
    }

    private synchronized CommandKeys commandKeys() {
        CommandKeys known = commandKeys;
        if (known == null) {
            UnifiedJedis client = reader;
            if (client == null) {
                throw new IllegalStateException("the lens has no reader");
            }
            known = new CommandKeys(client);
            commandKeys = known;
        }
        return known;
    }

    private String newId() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** One step per round trip; a transaction that took several is one. */
    private List<Step> steps(List<Exchange> exchanges) {
        List<Step> steps = new ArrayList<>();
        boolean open = false;
        for (Exchange exchange : exchanges) {
            boolean continued = open;
            List<Command> commands = new ArrayList<>();
            List<@Nullable Reply> replies = exchange.replies();
            for (int i = 0; i < exchange.commands().size(); i++) {
                List<byte[]> command = exchange.commands().get(i);
                String name = CommandKeys.name(command);
                boolean ends = name.equals("EXEC") || name.equals("DISCARD");
                commands.add(command(command, replies.get(i), open && !ends));
                open = name.equals("MULTI") || (open && !ends);
            }
            Step step = new Step(kind(commands, continued), 1, exchange.micros(), commands);
            if (continued) {
                step = joined(steps.remove(steps.size() - 1), step);
            }
            steps.add(step);
        }
        return steps;
    }

    private static Step joined(Step first, Step second) {
        List<Command> commands = new ArrayList<>(first.commands());
        commands.addAll(second.commands());
        return new Step(
                "transaction",
                first.roundTrips() + second.roundTrips(),
                first.micros() + second.micros(),
                List.copyOf(commands));
    }

    private static String kind(List<Command> commands, boolean continued) {
        if (continued || commands.stream().anyMatch(each -> each.name().equals("MULTI"))) {
            return "transaction";
        }
        if (commands.size() > 1) {
            return "pipeline";
        }
        return commands.stream().anyMatch(each -> SCRIPTS.contains(each.name())) ? "script" : "single";
    }

    private Command command(List<byte[]> command, @Nullable Reply reply, boolean queued) {
        String name = CommandKeys.name(command);
        int words = CONTAINERS.contains(name) && command.size() > 1 ? 2 : 1;
        if (words == 2) {
            name += " " + Text.readable(command.get(1)).toUpperCase(Locale.ROOT);
        }
        List<String> arguments = redaction.command(command).stream()
                .skip(words)
                .map(Text::argument)
                .toList();
        boolean write = commandKeys != null && commandKeys().writes(command);
        if (reply == null) {
            return new Command(name, arguments, "(not kept)", false, write, queued);
        }
        String shown = Text.reply(redaction.reply(command, reply));
        return new Command(name, arguments, shown, reply.isError(), write, queued);
    }
}
