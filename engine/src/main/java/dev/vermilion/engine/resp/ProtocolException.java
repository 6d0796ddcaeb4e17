package dev.vermilion.engine.resp;

/** Bytes that are no request; the message is Redis's own and the connection ends with it. */
public final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    /** An exception with Redis's text, without the {@code ERR Protocol error: } in front. */
    public ProtocolException(String message) {
        super(message, null, false, false);
    }
}
