package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Slice;

/** A value with fields that can be read by name, as SORT reads hashes. */
public interface FieldSource {

    /** Points {@code into} at the value of a field, void after a change; false if the field is not there. */
    boolean read(Slice field, Slice into);
}
