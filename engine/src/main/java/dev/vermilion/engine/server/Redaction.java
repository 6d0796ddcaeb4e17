package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.resp.Request;

/** Knows which arguments are secrets: they appear in no log. */
final class Redaction {

    static final String HIDDEN = "(redacted)";

    private final Configuration configuration;

    Redaction(Configuration configuration) {
        this.configuration = configuration;
    }

    /** True if the word at {@code index} must not be shown. */
    boolean hides(Command command, Request words, int index) {
        return switch (command.fullName()) {
            case "auth" -> index > 0;
            case "hello" -> isBehind(words, index, "AUTH", 2);
            case "acl|setuser" -> index > 1;
            case "config|set" ->
                index > 2
                        && index % 2 == 1
                        && configuration.isSecret(words.argument(index - 1).toString());
            case "migrate" -> isBehind(words, index, "AUTH", 1) || isBehind(words, index, "AUTH2", 2);
            default -> false;
        };
    }

    /** True if one of the {@code most} words in front of {@code index} is {@code token}. */
    private static boolean isBehind(Request words, int index, String token, int most) {
        for (int at = index - 1; at > 0 && at >= index - most; at--) {
            if (words.argument(at).is(token)) {
                return true;
            }
        }
        return false;
    }
}
