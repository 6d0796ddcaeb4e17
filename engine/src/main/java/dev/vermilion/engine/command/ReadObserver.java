package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Request;

/** Told of the commands that read keys: for client side caching. Asked only while some client wants that. */
public interface ReadObserver {

    /** A request of {@code client} has arrived. */
    void before(Client client);

    /** {@code command} has run, which reads keys, for {@code client} or within its script. */
    void read(Client client, Command command, Request words);

    /** A request of {@code client} is through, whether it ran or not. Not told while the client waits. */
    void after(Client client);
}
