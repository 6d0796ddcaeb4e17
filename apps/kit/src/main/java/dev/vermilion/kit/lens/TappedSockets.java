package dev.vermilion.kit.lens;

import java.net.Socket;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Makes sockets whose bytes the lens can see. */
final class TappedSockets implements JedisSocketFactory {

    private final JedisSocketFactory plain;
    private final WireTotals totals;

    TappedSockets(JedisSocketFactory plain, WireTotals totals) {
        this.plain = plain;
        this.totals = totals;
    }

    @Override
    public Socket createSocket() throws JedisConnectionException {
        return new TappedSocket(plain.createSocket(), totals);
    }
}
