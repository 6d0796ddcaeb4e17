package dev.vermilion.engine.architecture.violations.pack;

import dev.vermilion.engine.architecture.violations.keyspace.KeyspaceThatListens;

/** Breaks: pack depends on resp only. */
class PackThatKnowsKeys {
    KeyspaceThatListens keyspace = new KeyspaceThatListens();
}
