package dev.vermilion.engine.acl;

/** A rule that cannot be applied; the message says why, in Redis's words. */
final class RuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unknownName;

    private RuleException(String message, boolean unknownName) {
        super(message, null, false, false);
        this.unknownName = unknownName;
    }

    static RuleException of(String message) {
        return new RuleException(message, false);
    }

    static RuleException syntax() {
        return of("Syntax error");
    }

    /** It names a command or a category that is not there. */
    static RuleException unknownName() {
        return new RuleException("Unknown command or category name in ACL", true);
    }

    boolean isUnknownName() {
        return unknownName;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
