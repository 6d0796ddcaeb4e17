package dev.vermilion.urlshortener;

/** Says why a link cannot be made or shown, in a sentence for the person who asked. */
public final class LinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of obstacle. */
    public enum Reason {
        /** What was asked for is not allowed; the sentence begins with the part that is at fault. */
        REFUSED,
        /** The code belongs to another link. */
        TAKEN,
        /** There is no such link. */
        UNKNOWN,
        /** It belongs to an API key that was not given. */
        FOREIGN
    }

    private final Reason reason;

    private LinkException(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    static LinkException refused(String sentence) {
        return new LinkException(Reason.REFUSED, sentence);
    }

    static LinkException taken(String code) {
        return new LinkException(Reason.TAKEN, "The code '" + code + "' is taken; choose another one.");
    }

    static LinkException unknown(String code) {
        return new LinkException(Reason.UNKNOWN, "There is no link with the code '" + code + "'.");
    }

    static LinkException foreign(String code) {
        return new LinkException(
                Reason.FOREIGN, "The link '" + code + "' belongs to an API key; send it as X-Api-Key to change it.");
    }

    /** What kind of obstacle. */
    public Reason reason() {
        return reason;
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
