package dev.vermilion.engine.keyspace;

/** The classes of keyspace events, with the letters of {@code notify-keyspace-events}. */
public enum EventClass {
    GENERIC('g'),
    STRING('$'),
    LIST('l'),
    SET('s'),
    HASH('h'),
    ZSET('z'),
    EXPIRED('x'),
    EVICTED('e'),
    STREAM('t'),
    KEY_MISS('m'),
    MODULE('d'),
    NEW('n'),
    OVERWRITTEN('o'),
    TYPE_CHANGED('c');

    private final char letter;

    EventClass(char letter) {
        this.letter = letter;
    }

    /** The letter that switches the class on. */
    public char letter() {
        return letter;
    }

    /** The bit of this class in a set of classes. */
    public int bit() {
        return 1 << ordinal();
    }
}
