package dev.vermilion.engine.dump;

/** The numbers that say which form a value has in RDB. */
public final class RdbType {

    /** Bytes. */
    public static final int STRING = 0;

    static final int LIST = 1;
    static final int SET = 2;
    static final int ZSET_TEXT_SCORES = 3;
    static final int HASH = 4;
    static final int ZSET = 5;
    static final int HASH_ZIPMAP = 9;
    static final int LIST_ZIPLIST = 10;
    static final int SET_INTSET = 11;
    static final int ZSET_ZIPLIST = 12;
    static final int HASH_ZIPLIST = 13;
    static final int LIST_OF_ZIPLISTS = 14;
    static final int STREAM_1 = 15;
    static final int HASH_LISTPACK = 16;
    static final int ZSET_LISTPACK = 17;
    static final int LIST_OF_LISTPACKS = 18;
    static final int STREAM_2 = 19;
    static final int SET_LISTPACK = 20;
    static final int STREAM_3 = 21;
    static final int HASH_EXPIRING = 24;
    static final int HASH_EXPIRING_LISTPACK = 25;

    static final int HASH_EXPIRING_EARLY = 22;
    static final int HASH_EXPIRING_LISTPACK_EARLY = 23;
    static final int ARRAY = 28;
    /** A value of a module, which says by itself where its parts end. */
    public static final int MODULE = 7;
    /** A value of a module, before modules said so. */
    public static final int MODULE_EARLY = 6;

    private static final int PLAIN_VERSION = 10;
    private static final int EXPIRING_VERSION = 12;
    private static final int ARRAY_VERSION = 14;

    private RdbType() {}

    /** The first version of RDB that has a form which {@link ValueWriter} writes. */
    public static int version(int type) {
        return switch (type) {
            case HASH_EXPIRING -> EXPIRING_VERSION;
            case ARRAY -> ARRAY_VERSION;
            default -> PLAIN_VERSION;
        };
    }
}
