package dev.vermilion.engine.dump;

import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.hash.HashValue;
import dev.vermilion.engine.keyspace.ElementSource;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.set.SetValue;
import dev.vermilion.engine.stream.StreamValue;
import dev.vermilion.engine.string.StringValue;
import dev.vermilion.engine.zset.ZSetValue;

/**
 * Writes what a key holds: a byte for the form, then the value, in the oldest form that has all of it, so that a Redis of
 * another version can read it too.
 */
final class ValueWriter {

    /** The version of RDB that has all forms but that of hashes whose fields expire. */
    static final int VERSION = 10;
    /** The first version with hashes whose fields expire. */
    static final int VERSION_OF_EXPIRING = 12;

    private ValueWriter() {}

    /** Writes a value, and returns the version of RDB that has its form. O(n). */
    static int write(Object held, RdbWriter out) {
        if (held instanceof HashValue hash) {
            return hash(hash, out);
        }
        if (held instanceof SetValue set) {
            out.octet(RdbType.SET);
            elements(set, out);
        } else if (held instanceof ZSetValue zset) {
            out.octet(RdbType.ZSET);
            out.length(zset.size());
            zset.forEach(0, zset.size(), true, (member, score) -> {
                out.string(member);
                out.littleEndian(Double.doubleToRawLongBits(score), 8);
            });
        } else if (held instanceof StreamValue stream) {
            out.octet(RdbType.STREAM_2);
            stream.write(out);
        } else if (held instanceof ElementSource list && ValueType.of(held) == ValueType.LIST) {
            out.octet(RdbType.LIST);
            elements(list, out);
        } else if (ValueType.of(held) == ValueType.STRING) {
            out.octet(RdbType.STRING);
            out.string(StringValue.slice(held));
        } else {
            throw Errors.of("ERR a value of this type has no serialized form");
        }
        return VERSION;
    }

    private static void elements(ElementSource source, RdbWriter out) {
        out.length(source.elements());
        source.forEachElement(0, source.elements(), false, out::string);
    }

    private static int hash(HashValue hash, RdbWriter out) {
        long next = hash.nextExpiry();
        boolean expires = next != HashValue.NEVER;
        out.octet(expires ? RdbType.HASH_EXPIRING : RdbType.HASH);
        if (expires) {
            out.littleEndian(next, 8);
        }
        out.length(hash.elements());
        hash.forEach((field, value, expiry) -> {
            if (expires) {
                out.length(expiry == HashValue.NEVER ? 0 : expiry - next + 1);
            }
            out.string(field);
            out.string(value);
        });
        return expires ? VERSION_OF_EXPIRING : VERSION;
    }
}
