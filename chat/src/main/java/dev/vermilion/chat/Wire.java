package dev.vermilion.chat;

/** What a connection writes to: a WebSocket, or a list in a test. */
interface Wire {

    /** Sends a text; {@code sent} is called when it has left, so that a slow reader is noticed. */
    void send(String text, Runnable sent);

    /** Ends it with a code from 4000 to 4999, which the page can tell from a broken network. */
    void close(int code, String reason);
}
