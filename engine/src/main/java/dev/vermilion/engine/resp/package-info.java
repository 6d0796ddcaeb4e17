@NullMarked
package dev.vermilion.engine.resp;

import org.jspecify.annotations.NullMarked;
