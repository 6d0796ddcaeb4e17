package dev.vermilion.engine.server;

import dev.vermilion.engine.hash.HashValue;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.ElementSource;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.scripting.lua.Lua;
import dev.vermilion.engine.stream.StreamValue;
import dev.vermilion.engine.string.StringValue;
import dev.vermilion.engine.zset.ZSetValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * DEBUG DIGEST: a fingerprint of what keys hold that does not depend on the form in which it is held, nor on an order that
 * means nothing. It is Redis's own for all types but arrays: SHA-1, added by XOR where the order
 * does not count, and chained where it does.
 */
final class DebugDigest {

    private static final int SIZE = 20;
    private static final byte[] EXPIRES = "!!expire!!".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest sha1;
    private final byte[] digest = new byte[SIZE];

    private DebugDigest() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** The digest of all databases. O(n). */
    static String ofAll(Keyspace keyspace) {
        DebugDigest all = new DebugDigest();
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            if (database.size() == 0) {
                continue;
            }
            all.chain(number(i));
            database.forEach((key, value, expireAt) -> {
                DebugDigest one = new DebugDigest();
                one.chain(key);
                one.addValue(value, expireAt);
                all.add(one.digest);
            });
        }
        return all.text();
    }

    /** The digest of what a key holds; of nothing all zeros. O(n). */
    static String ofValue(@Nullable Object held, long expireAt) {
        DebugDigest one = new DebugDigest();
        if (held != null) {
            one.addValue(held, expireAt);
        }
        return one.text();
    }

    private void addValue(@Nullable Object held, long expireAt) {
        if (held == null) {
            return;
        }
        ValueType type = ValueType.of(held);
        chain(number(numberOf(type)));
        if (held instanceof HashValue hash) {
            hash.forEach((field, value, expiry) -> {
                DebugDigest one = new DebugDigest();
                one.chain(field.toBytes());
                one.chain(value.toBytes());
                add(one.digest);
            });
        } else if (held instanceof ZSetValue zset) {
            zset.forEach(0, zset.size(), false, (member, score) -> {
                DebugDigest one = new DebugDigest();
                one.chain(member.toBytes());
                one.chain(score(score));
                add(one.digest);
            });
        } else if (held instanceof ElementSource source) {
            boolean ordered = type == ValueType.LIST;
            source.forEachElement(0, source.elements(), false, element -> addElement(element, ordered));
        } else if (held instanceof StreamValue stream) {
            stream.forEachWord(word -> chain(word.toBytes()));
        } else if (type == ValueType.STRING) {
            chain(StringValue.slice(held).toBytes());
        }
        if (expireAt != Database.NEVER) {
            add(EXPIRES);
        }
    }

    private void addElement(Slice element, boolean ordered) {
        if (ordered) {
            chain(element.toBytes());
        } else {
            add(element.toBytes());
        }
    }

    /** The number that Redis has for a type, which goes into the digest. */
    private static int numberOf(ValueType type) {
        return switch (type) {
            case STRING -> 0;
            case LIST -> 1;
            case SET -> 2;
            case ZSET -> 3;
            case HASH -> 4;
            case STREAM -> 6;
            default -> 7;
        };
    }

    private static byte[] number(int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    private static byte[] score(double score) {
        String text = Lua.text(score, 17);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Adds bytes, in any order. */
    private void add(byte[] bytes) {
        xor(sha1.digest(bytes));
    }

    /** Adds bytes so that the order counts. */
    private void chain(byte[] bytes) {
        add(bytes);
        byte[] next = sha1.digest(digest);
        System.arraycopy(next, 0, digest, 0, SIZE);
    }

    private void xor(byte[] other) {
        for (int i = 0; i < SIZE; i++) {
            digest[i] ^= other[i];
        }
    }

    private String text() {
        return HexFormat.of().formatHex(digest);
    }
}
