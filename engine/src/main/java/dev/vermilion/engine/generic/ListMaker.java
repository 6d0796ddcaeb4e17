package dev.vermilion.engine.generic;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.Slice;
import java.util.List;

/** Makes the lists that SORT stores, so that this room need not know how a list is kept. */
@FunctionalInterface
public interface ListMaker {

    /** A list of these elements, at least one, in this order. The slices are not kept. */
    Value listOf(List<Slice> elements, Settings settings);
}
