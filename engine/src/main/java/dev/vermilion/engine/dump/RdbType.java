package dev.vermilion.engine.dump;

/** The numbers that say which form a value has in RDB. */
final class RdbType {

    static final int STRING = 0;
    static final int LIST = 1;
    static final int SET = 2;
    static final int ZSET_TEXT_SCORES = 3;
    static final int HASH = 4;
    static final int ZSET = 5;
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

    private RdbType() {}
}
