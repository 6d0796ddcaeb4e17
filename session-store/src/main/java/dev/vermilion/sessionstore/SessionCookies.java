package dev.vermilion.sessionstore;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/**
 * The two cookies. Their prefix {@code __Host-} makes browsers insist on what is set here: sent over TLS only (localhost
 * counts as safe), to this host only, for all paths; scripts cannot read them, and other sites' forms do not carry them.
 */
final class SessionCookies {

    static final String SESSION = "__Host-session";
    static final String REMEMBER = "__Host-remember";

    private SessionCookies() {}

    static Optional<String> session(Context ctx) {
        return Optional.ofNullable(ctx.cookie(SESSION));
    }

    static Optional<String> remember(Context ctx) {
        return Optional.ofNullable(ctx.cookie(REMEMBER));
    }

    /** Until the browser is closed; Redis knows better when the session ends. */
    static void setSession(Context ctx, Session session) {
        set(ctx, SESSION, session.token().cookie(), -1);
    }

    static void setRemember(Context ctx, String value) {
        set(ctx, REMEMBER, value, (int) Remembers.KEPT.toSeconds());
    }

    static void removeSession(Context ctx) {
        set(ctx, SESSION, "", 0);
    }

    static void removeRemember(Context ctx) {
        set(ctx, REMEMBER, "", 0);
    }

    private static void set(Context ctx, String name, String value, int maxAgeSeconds) {
        ctx.cookie(new Cookie(name, value, "/", maxAgeSeconds, true, true, null, SameSite.LAX));
    }
}
