package dev.vermilion.engine.persist;

import dev.vermilion.engine.dump.RdbType;
import dev.vermilion.engine.dump.ValueWriter;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A snapshot as an RDB file, but for its checksum. */
final class RdbForm implements SnapshotForm {

    /** What a file begins with, with the version that has all but the newest forms. */
    static final String HEAD = "REDIS0010";

    private final Map<String, String> facts;
    private final List<byte[]> libraries;
    private int version = 10;

    /**
     * A form.
     *
     * @param ofAof true for the base of an append-only file
     */
    RdbForm(Host host, long wallMillis, boolean ofAof) {
        Runtime runtime = Runtime.getRuntime();
        facts = new LinkedHashMap<>();
        facts.put("redis-ver", host.version());
        facts.put("redis-bits", "64");
        facts.put("ctime", Long.toString(wallMillis / 1000));
        facts.put("used-mem", Long.toString(runtime.totalMemory() - runtime.freeMemory()));
        facts.put("aof-base", ofAof ? "1" : "0");
        libraries = host.libraries();
    }

    @Override
    public void begin(RdbWriter out) {
        byte[] head = HEAD.getBytes(StandardCharsets.US_ASCII);
        out.raw(head, 0, head.length);
        facts.forEach((name, value) -> {
            out.octet(RdbOpcode.AUX);
            out.string(Slice.of(name));
            out.string(Slice.of(value));
        });
        for (byte[] code : libraries) {
            out.octet(RdbOpcode.FUNCTION);
            out.string(code);
        }
    }

    @Override
    public void select(int index, RdbWriter out) {
        out.octet(RdbOpcode.SELECT);
        out.length(index);
    }

    @Override
    public void sizes(long keys, long expiring, RdbWriter out) {
        out.octet(RdbOpcode.SIZES);
        out.length(keys);
        out.length(expiring);
    }

    @Override
    public void entry(byte[] key, Object value, long expireAt, RdbWriter out) {
        if (expireAt != Database.NEVER) {
            out.octet(RdbOpcode.EXPIRE_MILLIS);
            out.littleEndian(expireAt, 8);
        }
        int type = ValueWriter.type(value);
        version = Math.max(version, RdbType.version(type));
        out.octet(type);
        out.string(Slice.of(key));
        ValueWriter.write(value, out);
    }

    @Override
    public void end(RdbWriter out) {
        out.octet(RdbOpcode.END);
    }

    @Override
    public int version() {
        return version;
    }
}
