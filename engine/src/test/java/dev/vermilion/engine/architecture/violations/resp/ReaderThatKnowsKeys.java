package dev.vermilion.engine.architecture.violations.resp;

import dev.vermilion.engine.architecture.violations.keyspace.KeyspaceThatListens;

/** Breaks: resp depends on nothing of ours; and with its counterpart makes a cycle. */
public class ReaderThatKnowsKeys {
    KeyspaceThatListens keyspace = new KeyspaceThatListens();
}
