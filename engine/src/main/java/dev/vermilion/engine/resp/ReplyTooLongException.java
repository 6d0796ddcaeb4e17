package dev.vermilion.engine.resp;

/** A reply grew beyond what may wait for its client: see {@link ReplyWriter#limit}. */
public final class ReplyTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplyTooLongException() {
        super("the reply is longer than what may wait for a client", null, false, false);
    }
}
