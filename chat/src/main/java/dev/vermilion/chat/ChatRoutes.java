package dev.vermilion.chat;

import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The REST side: everything but being told of changes. Who asks is known by a token, never by what the body says. */
final class ChatRoutes {

    private static final String MESSAGES = "api/rooms/{room}/messages";

    private final People people;
    private final Rooms rooms;
    private final Messages messages;
    private final Presence presence;
    private final Live live;

    ChatRoutes(People people, Rooms rooms, Messages messages, Presence presence, Live live) {
        this.people = people;
        this.rooms = rooms;
        this.messages = messages;
        this.presence = presence;
        this.live = live;
    }

    record Newcomer(String name) {}

    /** The token goes into the header {@code Authorization: Bearer …}. */
    record Joined(String name, String token) {}

    record NewRoom(String title, @Nullable Integer slowSeconds) {}

    record SlowMode(int slowSeconds) {}

    record With(String name) {}

    record NewMessage(String clientId, String text) {}

    record NewText(String text) {}

    record UpTo(long upTo) {}

    record Marked(long mark, long unread) {}

    record Present(List<String> demo, Map<String, Integer> online) {}

    void add(Routes routes) {
        routes.post(
                        "api/people",
                        Operation.of("Take a name")
                                .describedAs(
                                        "The token that comes back proves the name for thirty days after a device last connected with it.")
                                .body(Newcomer.class)
                                .gives(201, Joined.class)
                                .fails(409, "The name is taken.")
                                .fails(422, "It is no name."),
                        this::join)
                .get(
                        "api/people",
                        Operation.of("Who is there, and on how many devices").gives(200, Present.class),
                        ctx -> ctx.json(new Present(People.DEMO, presence.check())))
                .get(
                        "api/rooms",
                        Operation.of("Your rooms and what is unread").givesMany(200, Room.class),
                        ctx -> ctx.json(rooms.all(user(ctx))))
                .post(
                        "api/rooms",
                        Operation.of("Make a room")
                                .body(NewRoom.class)
                                .gives(201, Room.class)
                                .fails(409, "There is one of this name."),
                        this::makeRoom)
                .patch(
                        "api/rooms/{room}",
                        Operation.of("Set the slow mode")
                                .body(SlowMode.class)
                                .gives(200, Room.class)
                                .fails(403, "The room is somebody else's."),
                        ctx -> ctx.json(rooms.slowDown(
                                member(ctx),
                                room(ctx),
                                ctx.bodyAsClass(SlowMode.class).slowSeconds())))
                .post(
                        "api/direct",
                        Operation.of("Open the room for you and somebody else")
                                .body(With.class)
                                .gives(200, Room.class)
                                .fails(404, "Nobody has this name."),
                        this::direct)
                .get(
                        "api/live",
                        Operation.of("The devices of this instance").gives(200, Live.State.class),
                        ctx -> ctx.json(live.state()));
        addMessages(routes);
        addReading(routes);
    }

    private void addMessages(Routes routes) {
        routes.post(
                        MESSAGES,
                        Operation.of("Send a message")
                                .describedAs("With the same clientId again, within ten minutes, it is not sent again.")
                                .body(NewMessage.class)
                                .gives(201, Messages.Sent.class)
                                .gives(200, Messages.Sent.class)
                                .fails(429, "Slow mode."),
                        this::send)
                .patch(
                        MESSAGES + "/{id}",
                        Operation.of("Edit your message")
                                .path("id", Long.class, "the message")
                                .body(NewText.class)
                                .gives(200, Message.class)
                                .fails(403, "It is somebody else's.")
                                .fails(404, "It is not there any more."),
                        ctx -> ctx.json(messages.edit(
                                member(ctx),
                                room(ctx),
                                id(ctx),
                                given(ctx.bodyAsClass(NewText.class).text(), "text"))))
                .delete(
                        MESSAGES + "/{id}",
                        Operation.of("Delete your message, or any in your room")
                                .path("id", Long.class, "the message")
                                .gives(204)
                                .fails(403, "It is somebody else's."),
                        ctx -> {
                            messages.delete(member(ctx), room(ctx), id(ctx));
                            ctx.status(204);
                        })
                .put(
                        MESSAGES + "/{id}/reactions/{emoji}",
                        Operation.of("React to a message")
                                .path("id", Long.class, "the message")
                                .gives(200, Message.class)
                                .fails(422, "It is no emoji."),
                        ctx -> react(ctx, true))
                .delete(
                        MESSAGES + "/{id}/reactions/{emoji}",
                        Operation.of("Take a reaction back")
                                .path("id", Long.class, "the message")
                                .gives(200, Message.class),
                        ctx -> react(ctx, false));
    }

    private void addReading(Routes routes) {
        routes.get(
                        MESSAGES,
                        Operation.of("History, from the newest message back")
                                .query("before", Long.class, "only messages with a smaller id")
                                .query("limit", Integer.class, "1 to 100, 50 if it is not given")
                                .gives(200, Messages.History.class),
                        ctx -> ctx.json(messages.history(
                                admitted(ctx), number(ctx, "before", Long.MAX_VALUE), (int) number(ctx, "limit", 50))))
                .get(
                        "api/rooms/{room}/changes",
                        Operation.of("All changes since an offset, edits and deletes included")
                                .requiredQuery("epoch", String.class, "the epoch of the offset")
                                .requiredQuery("after", Long.class, "the offset up to which you have everything")
                                .gives(200, Messages.Changes.class),
                        ctx -> ctx.json(messages.changes(
                                admitted(ctx), given(ctx.queryParam("epoch"), "epoch"), number(ctx, "after", 0))))
                .get(
                        "api/rooms/{room}/search",
                        Operation.of("Find messages by the beginnings of their words")
                                .requiredQuery("q", String.class, "all of these words")
                                .givesMany(200, Message.class),
                        ctx -> ctx.json(messages.search(admitted(ctx), given(ctx.queryParam("q"), "q"))))
                .get(
                        "api/rooms/{room}/read",
                        Operation.of("How far everybody has read").gives(200, "application/json"),
                        ctx -> ctx.json(rooms.marks(admitted(ctx))))
                .put(
                        "api/rooms/{room}/read",
                        Operation.of("Note that you have read up to a message")
                                .body(UpTo.class)
                                .gives(200, Marked.class),
                        this::read);
    }

    private void join(Context ctx) {
        String name = given(ctx.bodyAsClass(Newcomer.class).name(), "name");
        ctx.status(201).json(new Joined(name, people.join(name)));
    }

    private void makeRoom(Context ctx) {
        String user = user(ctx);
        NewRoom wanted = ctx.bodyAsClass(NewRoom.class);
        int slow = Optional.ofNullable(wanted.slowSeconds()).orElse(0);
        ctx.status(201).json(rooms.create(user, given(wanted.title(), "title"), slow));
    }

    private void direct(Context ctx) {
        String user = user(ctx);
        String other = given(ctx.bodyAsClass(With.class).name(), "name");
        if (!people.exists(other)) {
            throw Problem.notFound("Nobody has the name '" + other + "'.");
        }
        ctx.json(rooms.direct(user, other));
    }

    private void send(Context ctx) {
        String user = member(ctx);
        String room = room(ctx);
        NewMessage message = ctx.bodyAsClass(NewMessage.class);
        Messages.Sent sent =
                messages.send(user, room, given(message.clientId(), "clientId"), given(message.text(), "text"));
        ctx.status(sent.duplicate() ? 200 : 201).json(sent);
    }

    private void react(Context ctx, boolean present) {
        ctx.json(messages.react(member(ctx), room(ctx), id(ctx), ctx.pathParam("emoji"), present));
    }

    private void read(Context ctx) {
        String user = member(ctx);
        String room = room(ctx);
        long mark = rooms.read(user, room, ctx.bodyAsClass(UpTo.class).upTo());
        ctx.json(new Marked(mark, rooms.find(user, room).unread()));
    }

    private String user(Context ctx) {
        String header = Optional.ofNullable(ctx.header("Authorization")).orElse("");
        return people.find(header.startsWith("Bearer ") ? header.substring(7) : "")
                .orElseThrow(() -> Problem.unauthorized(
                        "Take a name with POST api/people, and send its token as 'Authorization: Bearer …'."));
    }

    private static String room(Context ctx) {
        return ctx.pathParam("room");
    }

    /** Who asks, who must be allowed into the room. */
    private String member(Context ctx) {
        String user = user(ctx);
        Rooms.admit(user, room(ctx));
        return user;
    }

    /** The room, if who asks is allowed into it. */
    private String admitted(Context ctx) {
        member(ctx);
        return room(ctx);
    }

    private static long id(Context ctx) {
        return parsed(ctx.pathParam("id"), "id");
    }

    private static long number(Context ctx, String name, long otherwise) {
        String value = ctx.queryParam(name);
        return value == null ? otherwise : parsed(value, name);
    }

    private static long parsed(String value, String name) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw Problem.badRequest("The parameter '" + name + "' must be a whole number.");
        }
    }

    private static String given(@Nullable String value, String name) {
        if (value == null) {
            throw Problem.badRequest("'" + name + "' must be given.");
        }
        return value;
    }
}
