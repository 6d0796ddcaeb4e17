package dev.vermilion.sessionstore;

import dev.vermilion.kit.Problem;
import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.plugin.Plugin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions for any Javalin: {@code config.registerPlugin(new SessionPlugin(new Sessions(redis), Timeouts.USUAL))}. Before
 * each request the session of its cookie is loaded and renewed, and the CSRF token of a change is checked; after it, what
 * was set goes to Redis.
 */
public final class SessionPlugin extends Plugin<Void> {

    private static final String ATTRIBUTE = SessionPlugin.class.getName();

    private final Sessions sessions;
    private final Timeouts timeouts;

    /** Sessions that last so long. */
    public SessionPlugin(Sessions sessions, Timeouts timeouts) {
        this.sessions = sessions;
        this.timeouts = timeouts;
    }

    @Override
    public void onStart(JavalinState state) {
        state.routes.before(this::begin);
        state.routes.after(this::end);
    }

    /** The same for a single handler, where there is no plugin. */
    Handler around(Handler handler) {
        return ctx -> {
            begin(ctx);
            handler.handle(ctx);
            end(ctx);
        };
    }

    private void begin(Context ctx) {
        Optional<Session> session = SessionCookies.session(ctx).flatMap(sessions::load);
        session.ifPresent(each -> set(ctx, each));
        Csrf.check(ctx, session);
    }

    private void end(Context ctx) {
        Session session = ctx.attribute(ATTRIBUTE);
        if (session != null && !sessions.save(session)) {
            throw Problem.unauthorized("The session has ended meanwhile; what you sent was not kept.");
        }
    }

    /** The session of this request; empty if there is none yet. */
    public static Optional<Session> current(Context ctx) {
        @Nullable Session session = ctx.attribute(ATTRIBUTE);
        return Optional.ofNullable(session);
    }

    /** The session of this request; a guest who has none yet gets one, and the cookie for it. */
    public Session currentOrGuest(Context ctx) {
        return current(ctx).orElseGet(() -> {
            Session session = sessions.createForGuest(client(ctx), timeouts);
            put(ctx, session);
            return session;
        });
    }

    /** Goes on with another session, and tells the browser. */
    static void put(Context ctx, Session session) {
        set(ctx, session);
        SessionCookies.setSession(ctx, session);
    }

    static void set(Context ctx, @Nullable Session session) {
        ctx.attribute(ATTRIBUTE, session);
    }

    static Client client(Context ctx) {
        return new Client(Optional.ofNullable(ctx.userAgent()).orElse(""), ctx.ip());
    }
}
