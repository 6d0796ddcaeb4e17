/**
 * Users and what they may do: ACL, the file of users, the log of denials. Start with {@link dev.vermilion.engine.acl.Acl};
 * a user's rules are read by {@code Rules}, and checked by {@code Selector}.
 *
 * <p>Depends on {@code command}, {@code resp}, {@code keyspace}, {@code config}, {@code pubsub}, and on {@code server} for
 * its log.
 */
@NullMarked
package dev.vermilion.engine.acl;

import org.jspecify.annotations.NullMarked;
