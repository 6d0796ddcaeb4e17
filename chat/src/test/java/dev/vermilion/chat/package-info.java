/** Tests of the chat on each Redis at hand. Start with {@link dev.vermilion.chat.MessagesTest}. */
@NullMarked
package dev.vermilion.chat;

import org.jspecify.annotations.NullMarked;
