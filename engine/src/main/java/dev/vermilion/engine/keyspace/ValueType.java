package dev.vermilion.engine.keyspace;

/** The types of values, under the names that TYPE answers. */
public enum ValueType {
    STRING("string"),
    LIST("list"),
    SET("set"),
    ZSET("zset"),
    HASH("hash"),
    STREAM("stream"),
    ARRAY("array");

    private final String word;

    ValueType(String word) {
        this.word = word;
    }

    /** TYPE's word for it. */
    public String word() {
        return word;
    }

    /** The type of what a key holds. Strings are kept bare, so anything that is no {@link Value} is one. */
    public static ValueType of(Object value) {
        return value instanceof Value typed ? typed.type() : STRING;
    }
}
