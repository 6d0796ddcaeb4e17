@NullMarked
package dev.vermilion.engine.keyspace;

import org.jspecify.annotations.NullMarked;
