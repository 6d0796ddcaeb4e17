package dev.vermilion.engine.architecture.violations.table;

import dev.vermilion.engine.architecture.violations.keyspace.KeyspaceThatListens;

/** Breaks: table depends on resp only. */
class TableThatKnowsKeys {
    KeyspaceThatListens keyspace = new KeyspaceThatListens();
}
