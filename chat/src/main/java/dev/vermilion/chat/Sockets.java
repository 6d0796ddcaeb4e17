package dev.vermilion.chat;

import dev.vermilion.kit.Json;
import dev.vermilion.kit.Problem;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.websocket.api.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** What devices say through their WebSockets. The first text must be a {@code hello} with a token. */
final class Sockets {

    static final int NOT_WELCOME = 4001;

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final String CONNECTION = "connection";

    private final People people;
    private final Messages messages;
    private final Presence presence;
    private final Live live;

    Sockets(People people, Messages messages, Presence presence, Live live) {
        this.people = people;
        this.messages = messages;
        this.presence = presence;
        this.live = live;
    }

    /**
     * What a device says.
     *
     * @param type {@code hello}, {@code watch}, {@code unwatch}, {@code alive}, {@code typing} or {@code pace}
     * @param token for hello
     * @param room for watch, unwatch, typing
     * @param epoch for watch: the epoch of {@code after}
     * @param after for watch: the offset up to which the device has everything
     * @param mode for watch: {@code pubsub} to get nothing that was missed
     * @param millis for pace: how long to wait after each text; for typing: 0 when it stopped
     */
    record Said(
            String type,
            @Nullable String token,
            @Nullable String room,
            @Nullable String epoch,
            @Nullable Long after,
            @Nullable String mode,
            @Nullable Long millis) {}

    void configure(WsConfig socket) {
        socket.onMessage(ctx -> {
            try {
                said(ctx, Json.read(ctx.message(), Said.class));
            } catch (Problem e) {
                problem(ctx, e.detail());
            } catch (JedisException e) {
                LOG.debug("Redis is away", e);
                ctx.closeSession(1013, "Redis does not answer: try again later");
            }
        });
        socket.onClose(ctx -> ended(ctx));
        socket.onError(ctx -> ended(ctx));
    }

    private void ended(WsContext ctx) {
        Connection connection = ctx.attribute(CONNECTION);
        if (connection == null) {
            return;
        }
        live.remove(connection);
        try {
            presence.end(connection.user(), connection.id());
        } catch (JedisException e) {
            LOG.debug("Redis is away: the lease ends by itself", e);
        }
    }

    private static void problem(WsContext ctx, String detail) {
        ctx.session.sendText(Json.write(Map.of("type", "problem", "detail", detail)), Callback.NOOP);
    }

    private void said(WsContext ctx, Said said) {
        @Nullable Connection connection = ctx.attribute(CONNECTION);
        if (connection == null) {
            hello(ctx, said);
            return;
        }
        switch (String.valueOf(said.type())) {
            case "alive" -> presence.renew(connection.user(), connection.id());
            case "watch" -> {
                String room = admitted(connection, said);
                String epoch = Optional.ofNullable(said.epoch()).orElse("");
                long after = Optional.ofNullable(said.after()).orElse(0L);
                live.watch(connection, room, epoch, after, !"pubsub".equals(said.mode()));
                List<String> typing = presence.typing(room);
                connection.offer(Json.write(Map.of("type", "typists", "room", room, "users", typing)));
            }
            case "unwatch" -> live.unwatch(connection, admitted(connection, said));
            case "typing" -> presence.typing(connection.user(), admitted(connection, said), millis(said) != 0);
            case "pace" -> connection.pace(Math.min(millis(said), 5000));
            default ->
                throw Problem.badRequest("The field 'type' is none of hello, watch, unwatch, alive, typing, pace.");
        }
    }

    private static long millis(Said said) {
        return Optional.ofNullable(said.millis()).map(each -> Math.max(each, 0)).orElse(5000L);
    }

    private static String admitted(Connection connection, Said said) {
        String room = Optional.ofNullable(said.room()).orElse("");
        Rooms.admit(connection.user(), room);
        return room;
    }

    private void hello(WsContext ctx, Said said) {
        Optional<String> user = Optional.ofNullable(said.token()).flatMap(people::find);
        if (!"hello".equals(said.type()) || user.isEmpty()) {
            ctx.closeSession(NOT_WELCOME, "say hello with a token first");
            return;
        }
        String id = UUID.randomUUID().toString().substring(0, 8);
        Connection connection = new Connection(id, user.get(), wire(ctx), messages, live.timer());
        ctx.attribute(CONNECTION, connection);
        people.keep(user.get(), String.valueOf(said.token()));
        Map<String, Object> welcome = new LinkedHashMap<>();
        welcome.put("type", "welcome");
        welcome.put("user", user.get());
        welcome.put("device", id);
        welcome.put("heartbeatMillis", Presence.HEARTBEAT.toMillis());
        welcome.put("process", ProcessHandle.current().pid());
        live.add(connection);
        welcome.put("online", presence.renew(user.get(), id));
        connection.offer(Json.write(welcome));
    }

    private static Wire wire(WsContext ctx) {
        return new Wire() {
            @Override
            public void send(String text, Runnable sent) {
                ctx.session.sendText(text, Callback.from(sent, failure -> LOG.debug("the device has gone", failure)));
            }

            @Override
            public void close(int code, String reason) {
                ctx.closeSession(code, reason);
            }
        };
    }
}
