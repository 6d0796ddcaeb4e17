package dev.vermilion.engine.architecture.violations.keyspace;

import dev.vermilion.engine.architecture.violations.resp.ReaderThatKnowsKeys;
import dev.vermilion.engine.net.Listener;
import org.jspecify.annotations.Nullable;

/** Breaks: only the engine itself uses net; and keyspace depends on resp, table and config only. */
public class KeyspaceThatListens {
    @Nullable
    Listener listener;

    @Nullable
    ReaderThatKnowsKeys reader;
}
