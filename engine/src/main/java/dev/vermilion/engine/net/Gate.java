package dev.vermilion.engine.net;

import dev.vermilion.engine.command.AccessControl;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.config.Settings;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Decides which connections come in: not too many, and none from other machines while nothing protects the data. */
final class Gate {

    private static final String TOO_MANY = "-ERR max number of clients reached\r\n";
    private static final String PROTECTED =
            "-DENIED Redis is running in protected mode because protected mode is enabled"
                    + " and no password is set for the default user. In this mode connections are only accepted from the loopback"
                    + " interface. If you want to connect from external computers to Redis you may adopt one of the following"
                    + " solutions: 1) Just disable protected mode sending the command 'CONFIG SET protected-mode no' from the"
                    + " loopback interface by connecting to Redis from the same host the server is running, however MAKE SURE"
                    + " Redis is not publicly accessible from internet if you do so. Use CONFIG REWRITE to make this change"
                    + " permanent. 2) Alternatively you can just disable the protected mode by editing the Redis configuration"
                    + " file, and setting the protected mode option to 'no', and then restarting the server. 3) If you started"
                    + " the server manually just for testing, restart it with the '--protected-mode no' option. 4) Set up an"
                    + " authentication password for the default user. NOTE: You only need to do one of the above things in order"
                    + " for the server to start accepting connections from the outside.\r\n";

    private final Configuration configuration;
    private final Settings settings;
    private final Clients clients;
    private final AccessControl access;

    Gate(Configuration configuration, Settings settings, Clients clients, AccessControl access) {
        this.configuration = configuration;
        this.settings = settings;
        this.clients = clients;
        this.access = access;
    }

    /** True if the connection may become a client; otherwise it is told why not, and closed. */
    boolean letsIn(Channel channel) {
        if (clients.size() >= settings.maxClients) {
            return refuse(channel, TOO_MANY);
        }
        if (settings.protectedMode && access.takesAnyPassword() && !isLocal(channel)) {
            return refuse(channel, PROTECTED);
        }
        keepAlive(channel);
        return true;
    }

    private boolean refuse(Channel channel, String error) {
        clients.reject();
        channel.writeAndFlush(Unpooled.copiedBuffer(error, StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
        return false;
    }

    private static boolean isLocal(Channel channel) {
        return !(channel.remoteAddress() instanceof InetSocketAddress remote)
                || remote.getAddress() == null
                || remote.getAddress().isLoopbackAddress();
    }

    private void keepAlive(Channel channel) {
        int seconds = (int) Math.min(configuration.number("tcp-keepalive"), Short.MAX_VALUE);
        if (seconds > 0) {
            channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
            if (channel instanceof EpollSocketChannel) {
                channel.config().setOption(EpollChannelOption.TCP_KEEPIDLE, seconds);
                channel.config().setOption(EpollChannelOption.TCP_KEEPINTVL, Math.max(1, seconds / 3));
                channel.config().setOption(EpollChannelOption.TCP_KEEPCNT, 3);
            }
        }
    }
}
