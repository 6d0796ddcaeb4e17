package dev.vermilion.ratelimiter;

import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.plugin.Plugin;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Limits for any Javalin: {@code config.registerPlugin(new RateLimitPlugin(limiter))}. Before each request the limiter
 * decides; what is refused gets its answer here, what has to wait for its turn waits, and behind the request leases are
 * given back.
 */
public final class RateLimitPlugin extends Plugin<Void> {

    private static final String ATTRIBUTE = RateLimitPlugin.class.getName();

    private final RateLimiter limiter;
    private final String mountPath;

    /** Limits all routes by {@code limiter}. */
    public RateLimitPlugin(RateLimiter limiter) {
        this(limiter, "");
    }

    /** The same; paths of rules begin below {@code mountPath}, which is empty or begins with a slash. */
    public RateLimitPlugin(RateLimiter limiter, String mountPath) {
        this.limiter = limiter;
        this.mountPath = mountPath;
    }

    @Override
    public void onStart(JavalinState state) {
        state.routes.before(ctx -> {
            if (!begin(ctx, path(ctx))) {
                ctx.skipRemainingHandlers();
            }
        });
        state.routes.after(this::end);
    }

    /** The same for a single handler, where there is no plugin. */
    public Handler around(Handler handler) {
        return ctx -> limited(ctx, path(ctx), handler);
    }

    /** Lets {@code handler} answer if the limiter has nothing against it; {@code path} is what rules look at. */
    void limited(Context ctx, String path, Handler handler) throws Exception {
        if (begin(ctx, path)) {
            try {
                handler.handle(ctx);
            } finally {
                end(ctx);
            }
        }
    }

    private String path(Context ctx) {
        String path = ctx.path();
        return path.startsWith(mountPath) ? path.substring(mountPath.length()) : path;
    }

    private boolean begin(Context ctx, String path) {
        Request request = new Request(ctx.method().toString(), path, ctx.ip(), ctx.headerMap());
        Decision decision = limiter.decide(request);
        Answers.headers(ctx, decision);
        if (!decision.allowed()) {
            Answers.refuse(ctx, decision, limiter.remember(request, decision));
            return false;
        }
        ctx.attribute(ATTRIBUTE, decision);
        for (long end = System.nanoTime() + decision.delayMicros() * 1_000; end - System.nanoTime() > 0; ) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return true;
    }

    private void end(Context ctx) {
        @Nullable Decision decision = ctx.attribute(ATTRIBUTE);
        if (decision != null) {
            limiter.release(decision);
        }
    }
}
