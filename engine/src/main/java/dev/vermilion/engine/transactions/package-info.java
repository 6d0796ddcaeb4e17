/**
 * MULTI and WATCH. The commands are in {@link dev.vermilion.engine.transactions.TransactionCommands}; what a client has
 * queued and watches is a {@link dev.vermilion.engine.command.Transaction}.
 *
 * <p>Depends on {@code command}.
 */
@NullMarked
package dev.vermilion.engine.transactions;

import org.jspecify.annotations.NullMarked;
