package dev.vermilion.engine.dump;

import dev.vermilion.engine.array.ArrayValue;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.hash.HashValue;
import dev.vermilion.engine.list.ListValue;
import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.rdb.RdbException;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.set.SetValue;
import dev.vermilion.engine.stream.StreamValue;
import dev.vermilion.engine.string.StringValue;
import dev.vermilion.engine.zset.ZSetValue;
import java.util.ArrayList;
import java.util.List;

/** Reads a value that any Redis wrote, down to the forms of Redis 2.6. The bytes come from strangers: all is checked. */
public final class ValueReader {

    private static final int PLAIN_NODE = 1;
    private static final int PACKED_NODE = 2;

    private final RdbReader in;
    private final Settings settings;

    /** A reader of the values that come from {@code in}. */
    public ValueReader(RdbReader in, Settings settings) {
        this.in = in;
        this.settings = settings;
    }

    /**
     * Reads a value.
     *
     * @param type its form, one of {@link RdbType}     *
     * @throws RdbException if it is no value, or one without elements
     */
    public Object read(int type) {
        return switch (type) {
            case RdbType.STRING -> StringValue.of(Slice.of(in.string()));
            case RdbType.LIST -> list(strings(in.count()));
            case RdbType.LIST_ZIPLIST -> list(entries(in.ziplist()));
            case RdbType.LIST_OF_ZIPLISTS -> nodes(false);
            case RdbType.LIST_OF_LISTPACKS -> nodes(true);
            case RdbType.SET -> set(strings(in.count()));
            case RdbType.SET_INTSET -> set(intset(in.string()));
            case RdbType.SET_LISTPACK -> set(entries(in.listpack()));
            case RdbType.ZSET_TEXT_SCORES, RdbType.ZSET -> zset(type == RdbType.ZSET);
            case RdbType.ZSET_ZIPLIST -> zset(entries(in.ziplist()));
            case RdbType.ZSET_LISTPACK -> zset(entries(in.listpack()));
            case RdbType.HASH -> hash(strings(2 * in.count()));
            case RdbType.HASH_ZIPLIST -> hash(entries(in.ziplist()));
            case RdbType.HASH_LISTPACK -> hash(entries(in.listpack()));
            case RdbType.HASH_ZIPMAP -> hash(in.zipmap());
            case RdbType.HASH_EXPIRING -> expiringHash(in.littleEndian(8) - 1);
            case RdbType.HASH_EXPIRING_EARLY -> expiringHash(0);
            case RdbType.HASH_EXPIRING_LISTPACK -> {
                in.littleEndian(8); // the first expiry, which follows from the fields
                yield expiringHashOfListpack();
            }
            case RdbType.HASH_EXPIRING_LISTPACK_EARLY -> expiringHashOfListpack();
            case RdbType.ARRAY -> ArrayValue.read(in, settings);
            case RdbType.STREAM_1 -> StreamValue.read(in, 1, settings);
            case RdbType.STREAM_2 -> StreamValue.read(in, 2, settings);
            case RdbType.STREAM_3 -> StreamValue.read(in, 3, settings);
            default -> throw new RdbException("unknown type " + type);
        };
    }

    private List<Slice> strings(int count) {
        List<Slice> strings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            strings.add(Slice.of(in.string()));
        }
        return strings;
    }

    private static List<Slice> entries(Pack pack) {
        List<Slice> entries = new ArrayList<>(pack.count());
        for (int at = pack.first(); at < pack.end(); at = pack.next(at)) {
            entries.add(Slice.of(pack.toBytes(at)));
        }
        return entries;
    }

    private static void check(boolean sound, String otherwise) {
        if (!sound) {
            throw new RdbException(otherwise);
        }
    }

    private static void notEmpty(int elements) {
        if (elements == 0) {
            throw RdbException.empty("a value without elements");
        }
    }

    private Object list(List<Slice> elements) {
        notEmpty(elements.size());
        return ListValue.listOf(elements, settings);
    }

    private Object nodes(boolean listpacks) {
        int count = in.count();
        List<Slice> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int container = listpacks ? (int) in.length() : PACKED_NODE;
            switch (container) {
                case PLAIN_NODE -> elements.add(Slice.of(in.string()));
                case PACKED_NODE -> elements.addAll(entries(listpacks ? in.listpack() : in.ziplist()));
                default -> throw new RdbException("unknown node " + container);
            }
        }
        return list(elements);
    }

    private static List<Slice> intset(byte[] bytes) {
        RdbReader in = new RdbReader(bytes, 0, bytes.length);
        int width = (int) in.littleEndian(4);
        int count = (int) in.littleEndian(4);
        check(width == 2 || width == 4 || width == 8, "damaged intset");
        check((long) width * count == bytes.length - 8L, "damaged intset");
        List<Slice> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(Slice.of(Numbers.toBytes(in.littleEndian(width))));
        }
        return members;
    }

    private Object set(List<Slice> members) {
        notEmpty(members.size());
        SetValue set = new SetValue();
        for (Slice member : members) {
            check(set.add(member, settings), "a member twice");
        }
        return set;
    }

    private Object zset(boolean binary) {
        int count = in.count();
        notEmpty(count);
        ZSetValue zset = new ZSetValue();
        for (int i = 0; i < count; i++) {
            Slice member = Slice.of(in.string());
            add(member, binary ? in.binaryDouble() : in.textDouble(), zset);
        }
        return zset;
    }

    private Object zset(List<Slice> words) {
        notEmpty(words.size());
        check(words.size() % 2 == 0, "an incomplete value");
        ZSetValue zset = new ZSetValue();
        for (int i = 0; i < words.size(); i += 2) {
            add(words.get(i), Numbers.parseDouble(words.get(i + 1)), zset);
        }
        return zset;
    }

    private void add(Slice member, double score, ZSetValue zset) {
        check(!Double.isNaN(score), "a score that is no number");
        check(zset.put(member, score, settings), "a member twice");
    }

    private Object hash(List<Slice> words) {
        notEmpty(words.size());
        check(words.size() % 2 == 0, "an incomplete value");
        HashValue hash = new HashValue();
        for (int i = 0; i < words.size(); i += 2) {
            check(hash.set(words.get(i), words.get(i + 1), false, settings), "a field twice");
        }
        return hash;
    }

    /** A hash whose expiries are counted from {@code base}. */
    private Object expiringHash(long base) {
        int count = in.count();
        notEmpty(count);
        HashValue hash = new HashValue();
        for (int i = 0; i < count; i++) {
            long after = in.length();
            Slice field = Slice.of(in.string());
            Slice value = Slice.of(in.string());
            add(field, value, after == 0 ? HashValue.NEVER : base + after, hash);
        }
        return hash;
    }

    private Object expiringHashOfListpack() {
        List<Slice> words = entries(in.listpack());
        notEmpty(words.size());
        check(words.size() % 3 == 0, "an incomplete value");
        HashValue hash = new HashValue();
        for (int i = 0; i < words.size(); i += 3) {
            Slice expiry = words.get(i + 2);
            check(Numbers.isLong(expiry), "an expiry that is no number");
            long wallMillis = Numbers.parseLong(expiry);
            add(words.get(i), words.get(i + 1), wallMillis == 0 ? HashValue.NEVER : wallMillis, hash);
        }
        return hash;
    }

    private void add(Slice field, Slice value, long expiry, HashValue hash) {
        check(hash.set(field, value, false, settings), "a field twice");
        if (expiry != HashValue.NEVER) {
            check(expiry > 0, "an expiry below zero");
            hash.expireAt(field, expiry);
        }
    }
}
