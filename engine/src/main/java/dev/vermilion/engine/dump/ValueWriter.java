package dev.vermilion.engine.dump;

import dev.vermilion.engine.array.ArrayValue;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.hash.HashValue;
import dev.vermilion.engine.keyspace.ElementSource;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.stream.StreamValue;
import dev.vermilion.engine.string.StringValue;
import dev.vermilion.engine.zset.ZSetValue;

/**
 * Writes what a key holds, in the oldest form that has all of it, so that a Redis of
 * another version can read it too.
 */
public final class ValueWriter {

    private ValueWriter() {}

    /** The form in which {@link #write} writes a value: one of {@link RdbType}. */
    public static int type(Object held) {
        return switch (ValueType.of(held)) {
            case STRING -> RdbType.STRING;
            case LIST -> RdbType.LIST;
            case SET -> RdbType.SET;
            case ZSET -> RdbType.ZSET;
            case HASH -> ((HashValue) held).nextExpiry() == HashValue.NEVER ? RdbType.HASH : RdbType.HASH_EXPIRING;
            case STREAM -> RdbType.STREAM_2;
            case ARRAY -> RdbType.ARRAY;
            default -> throw Errors.of("ERR a value of this type has no serialized form");
        };
    }

    /** Writes a value without its type. O(n). */
    public static void write(Object held, RdbWriter out) {
        if (held instanceof HashValue hash) {
            hash(hash, out);
        } else if (held instanceof ZSetValue zset) {
            out.length(zset.size());
            zset.forEach(0, zset.size(), true, (member, score) -> {
                out.string(member);
                out.littleEndian(Double.doubleToRawLongBits(score), 8);
            });
        } else if (held instanceof StreamValue stream) {
            stream.write(out);
        } else if (held instanceof ArrayValue array) {
            array.write(out);
        } else if (held instanceof ElementSource source) {
            out.length(source.elements());
            source.forEachElement(0, source.elements(), false, out::string);
        } else {
            out.string(StringValue.slice(held));
        }
    }

    private static void hash(HashValue hash, RdbWriter out) {
        long next = hash.nextExpiry();
        boolean expires = next != HashValue.NEVER;
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
    }
}
