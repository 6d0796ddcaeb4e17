package dev.vermilion.kit;

/** An answer that says what is wrong with a request: it becomes {@code application/problem+json} (RFC 9457). */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is sent, see RFC 9457. */
    record Body(String type, String title, int status, String detail) {}

    private final int status;
    private final String title;

    private Problem(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    /** 400: the request cannot be understood. */
    public static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail);
    }

    /** 404: there is no such thing. */
    public static Problem notFound(String detail) {
        return new Problem(404, "Not found", detail);
    }

    /** 409: it collides with what is there. */
    public static Problem conflict(String detail) {
        return new Problem(409, "Conflict", detail);
    }

    /** 410: it was there, and is no more. */
    public static Problem gone(String detail) {
        return new Problem(410, "Gone", detail);
    }

    /** 422: understood, but what it asks for is not allowed. */
    public static Problem unprocessable(String detail) {
        return new Problem(422, "Unprocessable content", detail);
    }

    /** 429: too much, too fast. */
    public static Problem tooManyRequests(String detail) {
        return new Problem(429, "Too many requests", detail);
    }

    /** 503: cannot be answered just now. */
    public static Problem unavailable(String detail) {
        return new Problem(503, "Service unavailable", detail);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What kind of problem this is, in two or three words. */
    public String title() {
        return title;
    }

    /** One sentence that tells what to change. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
