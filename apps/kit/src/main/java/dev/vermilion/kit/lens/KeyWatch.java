package dev.vermilion.kit.lens;

import dev.vermilion.kit.lens.LensRecord.KeyChange;
import dev.vermilion.kit.lens.LensRecord.KeyValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** The keys that one request writes: read before they are written for the first time, and again at its end. */
final class KeyWatch {

    private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);
    private static final int MAX_KEYS = 20;
    private static final int MAX_NAMED = 40;

    private static final class Watched {
        private final byte[] key;
        private final List<byte[]> named = new ArrayList<>();
        private @Nullable KeyValue before;

        Watched(byte[] key) {
            this.key = key;
        }
    }

    private final Supplier<CommandKeys> commands;
    private final KeyReader reader;
    private final Map<ByteBuffer, Watched> keys = new LinkedHashMap<>();
    private boolean failed;

    KeyWatch(Supplier<CommandKeys> commands, KeyReader reader) {
        this.commands = commands;
        this.reader = reader;
    }

    /** To be called before {@code command} is sent. */
    void before(List<byte[]> command) {
        if (failed) {
            return;
        }
        try {
            CommandKeys positions = commands.get();
            if (positions.writes(command)) {
                positions.of(command).forEach(key -> before(key, command));
            }
        } catch (JedisException e) {
            fail(e);
        }
    }

    private void before(byte[] key, List<byte[]> command) {
        ByteBuffer name = ByteBuffer.wrap(key);
        Watched watched = keys.get(name);
        if (watched == null && keys.size() < MAX_KEYS) {
            watched = new Watched(key);
            name(watched, command);
            watched.before = reader.read(key, watched.named);
            keys.put(name, watched);
        } else if (watched != null) {
            name(watched, command);
        }
    }

    /** The arguments of the command may be fields or members; those that are none are not found, which does no harm. */
    private static void name(Watched watched, List<byte[]> command) {
        command.stream()
                .skip(2)
                .filter(each -> each.length > 0 && each.length <= 256)
                .limit(Math.max(0, MAX_NAMED - watched.named.size()))
                .forEach(watched.named::add);
    }

    /** What has become of the keys by now. */
    List<KeyChange> changes() {
        List<KeyChange> changes = new ArrayList<>();
        try {
            for (Watched each : keys.values()) {
                KeyValue after = reader.read(each.key, each.named);
                changes.add(new KeyChange(Text.readable(each.key), each.before, after));
            }
        } catch (JedisException e) {
            fail(e);
        }
        return changes;
    }

    private void fail(JedisException e) {
        failed = true;
        LOG.debug("the lens could not read the keys", e);
    }
}
