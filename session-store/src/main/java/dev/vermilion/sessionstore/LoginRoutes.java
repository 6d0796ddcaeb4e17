package dev.vermilion.sessionstore;

import dev.vermilion.kit.Events;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who you are: register, log in and out, devices, password, what happened. */
final class LoginRoutes {

    /** How long after the password was given somebody may do what needs it. */
    static final Duration PROOF_LASTS = Duration.ofMinutes(5);

    private final Sessions sessions;
    private final Accounts accounts;
    private final Remembers remembers;
    private final SecurityLog log;
    private final Events events;
    private final SessionPlugin plugin;

    LoginRoutes(Sessions sessions, Accounts accounts, Remembers remembers, Events events, SessionPlugin plugin) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.remembers = remembers;
        this.log = new SecurityLog(sessions.redis());
        this.events = events;
        this.plugin = plugin;
    }

    record Registration(String name, String password) {
        Registration {
            if (name == null || password == null) {
                throw Problem.badRequest("The fields 'name' and 'password' must both be given.");
            }
        }
    }

    record Login(
            String name,
            String password,
            @Nullable Boolean remember,
            @Nullable Boolean shortLived) {
        Login {
            if (name == null || password == null) {
                throw Problem.badRequest("The fields 'name' and 'password' must both be given.");
            }
        }
    }

    record Proof(String password) {
        Proof {
            if (password == null) {
                throw Problem.badRequest("The field 'password' must be given.");
            }
        }
    }

    record NewPassword(String password) {
        NewPassword {
            if (password == null) {
                throw Problem.badRequest("The field 'password' must be given.");
            }
        }
    }

    /**
     * What the page needs to know of a session.
     *
     * @param user who is logged in; null for a guest
     * @param account the number that events carry
     * @param csrf what the header X-CSRF-Token must hold; null where there is no session yet
     * @param proved whether the password was given a short time ago
     * @param remembered whether this browser stays logged in
     */
    record SessionView(
            @Nullable String user,
            @Nullable String account,
            @Nullable String id,
            @Nullable String csrf,
            long idleMillisLeft,
            long idleMillis,
            long absoluteMillisLeft,
            long absoluteMillis,
            boolean proved,
            boolean remembered) {}

    record DeviceView(
            String id,
            String device,
            String address,
            Instant created,
            Instant lastSeen,
            long idleMillisLeft,
            long absoluteMillisLeft,
            boolean current) {}

    record Ended(int ended) {}

    void add(Routes routes) {
        routes.post(
                        "api/users",
                        Operation.of("Make an account")
                                .body(Registration.class)
                                .gives(201)
                                .fails(409, "The name is taken.")
                                .fails(422, "Name or password will not do."),
                        guarded(this::register))
                .post(
                        "api/login",
                        Operation.of("Log in")
                                .describedAs("The session goes on under a new id, in the cookie __Host-session.")
                                .body(Login.class)
                                .gives(200, SessionView.class)
                                .fails(401, "Name or password is wrong.")
                                .fails(429, "There were too many wrong passwords."),
                        guarded(this::login))
                .post("api/logout", Operation.of("Log out").gives(204), guarded(this::logout))
                .get("api/session", Operation.of("Who am I").gives(200, SessionView.class), guarded(this::show))
                .post(
                        "api/session/proof",
                        Operation.of("Give the password again, for what needs it")
                                .body(Proof.class)
                                .gives(200, SessionView.class)
                                .fails(401, "The password is wrong."),
                        guarded(this::prove))
                .get(
                        "api/devices",
                        Operation.of("Where I am logged in").givesMany(200, DeviceView.class),
                        guarded(this::devices))
                .delete(
                        "api/devices/{id}",
                        Operation.of("End one session").gives(204).fails(404, "It has ended already."),
                        guarded(this::endDevice))
                .delete(
                        "api/devices",
                        Operation.of("End all sessions but this one, and forget all browsers")
                                .gives(200, Ended.class),
                        guarded(this::endOthers))
                .put(
                        "api/password",
                        Operation.of("Change the password; all other sessions end")
                                .body(NewPassword.class)
                                .gives(200, SessionView.class)
                                .fails(403, "The password must be given again first, by POST api/session/proof."),
                        guarded(this::changePassword))
                .get(
                        "api/log",
                        Operation.of("What happened to my account").givesMany(200, SecurityLog.Entry.class),
                        guarded(this::readLog));
    }

    /** With the session of the cookie, or the one that a remembered browser gets. */
    Handler guarded(Handler handler) {
        return plugin.around(ctx -> {
            if (SessionPlugin.current(ctx).flatMap(Session::user).isEmpty()) {
                SessionCookies.remember(ctx).ifPresent(cookie -> recall(ctx, cookie));
            }
            handler.handle(ctx);
        });
    }

    private void recall(Context ctx, String cookie) {
        Remembers.Outcome outcome = remembers.use(cookie);
        Client client = SessionPlugin.client(ctx);
        switch (outcome.verdict()) {
            case NEXT, AGAIN ->
                outcome.account().ifPresent(account -> {
                    SessionPlugin.put(
                            ctx,
                            sessions.createForUser(account, SessionPlugin.current(ctx), client, Timeouts.USUAL, false));
                    if (!outcome.cookie().isEmpty()) {
                        SessionCookies.setRemember(ctx, outcome.cookie());
                        tell(account.id(), "remembered browser came back", client);
                    }
                });
            case STOLEN -> {
                outcome.account().ifPresent(account -> {
                    remembers.endAll(account.id());
                    sessions.endAll(account.id(), Optional.empty());
                    tell(account.id(), "stolen cookie shown: all sessions ended", client);
                });
                SessionCookies.removeRemember(ctx);
            }
            case UNKNOWN -> SessionCookies.removeRemember(ctx);
        }
    }

    private void register(Context ctx) {
        Registration body = ctx.bodyAsClass(Registration.class);
        accounts.register(body.name(), body.password());
        ctx.status(201);
    }

    private void login(Context ctx) {
        Login body = ctx.bodyAsClass(Login.class);
        Client client = SessionPlugin.client(ctx);
        Account account;
        try {
            account = accounts.prove(body.name(), body.password());
        } catch (Problem problem) {
            accounts.find(body.name()).ifPresent(known -> tell(known.id(), "login failed", client));
            throw problem;
        }
        Timeouts timeouts = Boolean.TRUE.equals(body.shortLived()) ? Timeouts.SHORT : Timeouts.USUAL;
        Session session = sessions.createForUser(account, SessionPlugin.current(ctx), client, timeouts, true);
        SessionPlugin.put(ctx, session);
        boolean remember = Boolean.TRUE.equals(body.remember());
        if (remember) {
            SessionCookies.setRemember(ctx, remembers.begin(account));
        }
        tell(account.id(), "login", client);
        ctx.json(view(session, remember));
    }

    private void logout(Context ctx) {
        SessionCookies.remember(ctx).ifPresent(remembers::end);
        SessionPlugin.current(ctx).ifPresent(session -> {
            sessions.end(session);
            tell(session.userId(), "logout", SessionPlugin.client(ctx));
        });
        SessionPlugin.set(ctx, null);
        SessionCookies.removeSession(ctx);
        SessionCookies.removeRemember(ctx);
        ctx.status(204);
    }

    private void show(Context ctx) {
        boolean remembered = SessionCookies.remember(ctx).isPresent();
        ctx.header("Cache-Control", "no-store")
                .json(SessionPlugin.current(ctx)
                        .map(session -> view(session, remembered))
                        .orElse(new SessionView(null, null, null, null, 0, 0, 0, 0, false, remembered)));
    }

    private static SessionView view(Session session, boolean remembered) {
        return new SessionView(
                session.user().orElse(null),
                session.userId(),
                session.id(),
                session.csrf(),
                session.idleMillisLeft(),
                session.idleMillis(),
                session.absoluteMillisLeft(),
                session.absoluteMillis(),
                isProved(session),
                remembered);
    }

    private static boolean isProved(Session session) {
        return session.nowMillis() - session.provedAtMillis() <= PROOF_LASTS.toMillis();
    }

    /** The password again: the session goes on under a new id, for it may do more from now on. */
    private void prove(Context ctx) {
        Session session = loggedIn(ctx);
        Account account = accounts.prove(
                session.user().orElseThrow(), ctx.bodyAsClass(Proof.class).password());
        Timeouts timeouts = new Timeouts(
                Duration.ofMillis(session.idleMillis()),
                Duration.ofMillis(Math.max(session.idleMillis(), session.absoluteMillisLeft())));
        Session next = sessions.createForUser(account, Optional.of(session), SessionPlugin.client(ctx), timeouts, true);
        SessionPlugin.put(ctx, next);
        ctx.json(view(next, SessionCookies.remember(ctx).isPresent()));
    }

    private void devices(Context ctx) {
        Session session = loggedIn(ctx);
        List<DeviceView> devices = sessions.devices(session.userId()).stream()
                .map(each -> new DeviceView(
                        each.id(),
                        each.device(),
                        each.address(),
                        each.created(),
                        each.lastSeen(),
                        each.idleMillisLeft(),
                        each.absoluteMillisLeft(),
                        each.id().equals(session.id())))
                .toList();
        ctx.json(devices);
    }

    private void endDevice(Context ctx) {
        Session session = loggedIn(ctx);
        String id = ctx.pathParam("id");
        if (!sessions.end(session.userId(), id)) {
            throw Problem.notFound("There is no such session; it may have ended already.");
        }
        if (id.equals(session.id())) {
            SessionPlugin.set(ctx, null);
            SessionCookies.removeSession(ctx);
        }
        tell(session.userId(), "one session ended", SessionPlugin.client(ctx));
        ctx.status(204);
    }

    private void endOthers(Context ctx) {
        Session session = loggedIn(ctx);
        remembers.endAll(session.userId());
        int ended = sessions.endAll(session.userId(), Optional.of(session));
        tell(session.userId(), "all other sessions ended", SessionPlugin.client(ctx));
        ctx.json(new Ended(ended));
    }

    private void changePassword(Context ctx) {
        Session session = loggedIn(ctx);
        if (!isProved(session)) {
            throw Problem.forbidden("Give your password again first: it was given more than " + PROOF_LASTS.toMinutes()
                    + " minutes ago.");
        }
        Account account = new Account(session.userId(), session.user().orElseThrow());
        accounts.change(account, ctx.bodyAsClass(NewPassword.class).password());
        remembers.endAll(account.id());
        Timeouts timeouts = Timeouts.USUAL;
        Client client = SessionPlugin.client(ctx);
        sessions.endAll(account.id(), Optional.of(session));
        Session next = sessions.createForUser(account, Optional.of(session), client, timeouts, true);
        SessionPlugin.put(ctx, next);
        tell(account.id(), "password changed: all other sessions ended", client);
        ctx.json(view(next, false));
    }

    private void readLog(Context ctx) {
        ctx.json(log.read(loggedIn(ctx).userId()));
    }

    private void tell(String userId, String what, Client client) {
        log.add(userId, what, client);
        events.publish(SessionStoreApp.CHANNEL, "changed", Map.of("account", userId, "what", what));
    }

    /** The session of who is logged in. */
    static Session loggedIn(Context ctx) {
        return SessionPlugin.current(ctx)
                .filter(session -> session.user().isPresent())
                .orElseThrow(() -> Problem.unauthorized("Log in first: there is no session, or it has ended."));
    }
}
