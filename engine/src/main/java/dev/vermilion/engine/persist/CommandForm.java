package dev.vermilion.engine.persist;

import dev.vermilion.engine.dump.Payload;
import dev.vermilion.engine.dump.RdbType;
import dev.vermilion.engine.dump.ValueWriter;
import dev.vermilion.engine.hash.HashValue;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.ElementSource;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;
import dev.vermilion.engine.zset.ZSetValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A snapshot as commands, for an append-only file whose base is no RDB. */
final class CommandForm implements SnapshotForm {

    /** Words behind the key in one command. */
    private static final int MOST_WORDS = 128;

    private static final byte[] LINE_END = {'\r', '\n'};

    private final List<byte[]> libraries;
    private final String head;

    /**
     * A form.
     *
     * @param head a line to begin with, or empty
     */
    CommandForm(Host host, String head) {
        this.libraries = host.libraries();
        this.head = head;
    }

    @Override
    public void begin(RdbWriter out) {
        out.raw(bytes(head), 0, head.length());
        for (byte[] code : libraries) {
            command(out, bytes("FUNCTION"), bytes("LOAD"), code);
        }
    }

    @Override
    public void select(int index, RdbWriter out) {
        command(out, bytes("SELECT"), Numbers.toBytes(index));
    }

    @Override
    public void sizes(long keys, long expiring, RdbWriter out) {
        // commands need none
    }

    @Override
    public void entry(byte[] key, Object value, long expireAt, RdbWriter out) {
        ValueType type = ValueType.of(value);
        if (type == ValueType.STRING) {
            command(out, bytes("SET"), key, StringValue.slice(value).toBytes());
        } else if (value instanceof HashValue hash && hash.nextExpiry() == HashValue.NEVER) {
            Words words = new Words("HMSET", key, out);
            hash.forEach((field, content, expiry) -> words.add(field, content));
            words.end();
        } else if (value instanceof ZSetValue zset) {
            Words words = new Words("ZADD", key, out);
            zset.forEach(0, zset.size(), false, (member, score) -> words.add(Slice.of(Numbers.toBytes(score)), member));
            words.end();
        } else if (value instanceof ElementSource elements && (type == ValueType.LIST || type == ValueType.SET)) {
            Words words = new Words(type == ValueType.LIST ? "RPUSH" : "SADD", key, out);
            elements.forEachElement(0, elements.elements(), false, words::add);
            words.end();
        } else {
            command(out, bytes("RESTORE"), key, bytes("0"), payload(value));
        }
        if (expireAt != Database.NEVER) {
            command(out, bytes("PEXPIREAT"), key, Numbers.toBytes(expireAt));
        }
    }

    private static byte[] payload(Object value) {
        RdbWriter payload = new RdbWriter();
        int type = ValueWriter.type(value);
        payload.octet(type);
        ValueWriter.write(value, payload);
        return Payload.finish(payload, RdbType.version(type));
    }

    /** The words of commands on one key, some at a time. */
    private static final class Words {
        private final byte[] command;
        private final byte[] key;
        private final RdbWriter out;
        private final List<byte[]> words = new ArrayList<>();

        Words(String command, byte[] key, RdbWriter out) {
            this.command = bytes(command);
            this.key = key;
            this.out = out;
        }

        void add(Slice word) {
            words.add(word.toBytes());
            endIfMany();
        }

        void add(Slice one, Slice two) {
            words.add(one.toBytes());
            words.add(two.toBytes());
            endIfMany();
        }

        private void endIfMany() {
            if (words.size() >= MOST_WORDS) {
                end();
            }
        }

        void end() {
            if (!words.isEmpty()) {
                head('*', words.size() + 2, out);
                bulk(command, out);
                bulk(key, out);
                words.forEach(each -> bulk(each, out));
                words.clear();
            }
        }
    }

    private static void command(RdbWriter out, byte[]... words) {
        head('*', words.length, out);
        for (byte[] word : words) {
            bulk(word, out);
        }
    }

    private static void bulk(byte[] word, RdbWriter out) {
        head('$', word.length, out);
        out.raw(word, 0, word.length);
        out.raw(LINE_END, 0, 2);
    }

    private static void head(char sign, int count, RdbWriter out) {
        byte[] digits = Numbers.toBytes(count);
        out.octet(sign);
        out.raw(digits, 0, digits.length);
        out.raw(LINE_END, 0, 2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void end(RdbWriter out) {
        // commands just end
    }

    @Override
    public int version() {
        return 0;
    }
}
