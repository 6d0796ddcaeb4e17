package dev.vermilion.sessionstore;

import dev.vermilion.kit.Problem;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that another site made a browser send. A change needs the token of the session in a header, which
 * another site can neither read nor set; and whether or not there is a session, browsers say themselves when a request
 * comes from elsewhere.
 */
final class Csrf {

    static final String HEADER = "X-CSRF-Token";

    private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private Csrf() {}

    /**
     * Lets the request pass, or not.
     *
     * @throws Problem 403 if it may come from another site
     */
    static void check(Context ctx, Optional<Session> session) {
        if (SAFE.contains(ctx.method())) {
            return;
        }
        String from = ctx.header("Sec-Fetch-Site");
        if (from != null && !from.equals("same-origin") && !from.equals("none")) {
            throw Problem.forbidden("This request comes from another site.");
        }
        if (session.isPresent()) {
            String sent = Optional.ofNullable(ctx.header(HEADER)).orElse("");
            if (!Secrets.same(sent, session.get().csrf())) {
                throw Problem.forbidden(
                        "The header " + HEADER + " must hold the token of this session;" + " GET api/session says it.");
            }
        }
    }
}
