package dev.vermilion.engine.keyspace;

/** The classes of keyspace events, with the letters of {@code notify-keyspace-events}. */
public enum EventClass {
    GENERIC('g', 1 << 0),
    STRING('$', 1 << 1),
    LIST('l', 1 << 2),
    SET('s', 1 << 3),
    HASH('h', 1 << 4),
    ZSET('z', 1 << 5),
    EXPIRED('x', 1 << 6),
    EVICTED('e', 1 << 7),
    STREAM('t', 1 << 8),
    KEY_MISS('m', 1 << 9),
    MODULE('d', 1 << 10),
    NEW('n', 1 << 11),
    OVERWRITTEN('o', 1 << 12),
    TYPE_CHANGED('c', 1 << 13),
    ARRAY('a', 1 << 14);

    private final char letter;
    private final int bit;

    EventClass(char letter, int bit) {
        this.letter = letter;
        this.bit = bit;
    }

    /** The letter that switches the class on. */
    public char letter() {
        return letter;
    }

    /** The bit of this class in a set of classes. */
    public int bit() {
        return bit;
    }
}
