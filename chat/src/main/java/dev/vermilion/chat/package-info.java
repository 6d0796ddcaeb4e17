/**
 * The chat. Start with {@link dev.vermilion.chat.Messages}, which changes a room, and {@link dev.vermilion.chat.Connection},
 * which brings the changes to one device. Depends on the kit only.
 */
@NullMarked
package dev.vermilion.chat;

import org.jspecify.annotations.NullMarked;
