package dev.vermilion.engine;

import dev.vermilion.engine.config.ConfigException;
import dev.vermilion.engine.config.ConfigLine;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.config.RedisConf;
import dev.vermilion.engine.net.Listener;
import dev.vermilion.engine.server.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where an engine listens: on a port, on one for TLS, on a socket in the file system, as its directives say. */
final class Ports {

    private static final Set<String> TLS = Set.of(
            "tls-cert-file",
            "tls-key-file",
            "tls-key-file-pass",
            "tls-ca-cert-file",
            "tls-ca-cert-dir",
            "tls-auth-clients",
            "tls-protocols",
            "tls-ciphersuites",
            "tls-session-caching",
            "tls-session-cache-size",
            "tls-session-cache-timeout");

    private final Listener listener;
    private final Configuration configuration;
    private final ServerLog log;
    private final Map<String, String> facts;
    private volatile int port;

    Ports(Listener listener, Configuration configuration, ServerLog log, Map<String, String> facts) {
        this.listener = listener;
        this.configuration = configuration;
        this.log = log;
        this.facts = facts;
    }

    /** The TCP port; 0 for none. */
    int port() {
        return port;
    }

    /**
     * Listens, now and as the directives change.
     *
     * @param anyPort whether a port of 0 stands for any that is free, and not for none
     * @throws IOException if that is impossible, or there is nowhere to listen; the log says so
     */
    void open(boolean anyPort) throws IOException {
        int wanted = number("port");
        boolean tcp = wanted != 0 || anyPort;
        Path socket = Path.of(configuration.get("unixsocket"));
        boolean local = !socket.toString().isEmpty();
        if (addresses().isEmpty() && !local || !tcp && number("tls-port") == 0 && !local) {
            log.warning("Configured to not listen anywhere, exiting.");
            throw new IOException("configured to not listen anywhere");
        }
        if (tcp && !addresses().isEmpty()) {
            openTcp(wanted);
        }
        if (number("tls-port") != 0) {
            openTls();
        }
        if (local) {
            openLocal(socket);
        }
        configuration.whenChanged("port", any -> listenAgain("Unable to listen on this port. Check server logs."));
        configuration.whenChanged("bind", any -> {
            listenAgain("Failed to bind to specified addresses.");
            listenAgainTls("Failed to bind to specified addresses.");
        });
        configuration.whenChanged("tls-port", any -> {
            loadAgain();
            listenAgainTls("Unable to listen on this port. Check server logs.");
        });
        Configuration.Effect certificates = any -> loadAgain(); // once, however many of them change at a time
        TLS.forEach(name -> configuration.whenChanged(name, certificates));
    }

    private void openTcp(int wanted) throws IOException {
        try {
            port = listener.bind(addresses(), wanted);
        } catch (IOException e) {
            log.warning("Warning: " + e.getMessage());
            log.warning("Failed listening on port " + wanted + " (tcp), aborting.");
            throw e;
        }
        configuration.load(ConfigLine.of("port", List.of(Integer.toString(port)))); // it may have been any
        facts.put("tcp_port", Integer.toString(port));
    }

    private void openTls() throws IOException {
        int wanted = number("tls-port");
        try {
            listener.loadCertificates(configuration);
        } catch (IOException e) {
            log.warning(String.valueOf(e.getMessage()));
            log.warning("Failed to configure TLS. Check logs for more info.");
            throw e;
        }
        try {
            listener.bindTls(addresses(), wanted);
        } catch (IOException e) {
            log.warning("Warning: " + e.getMessage());
            log.warning("Failed listening on port " + wanted + " (tls), aborting.");
            throw e;
        }
    }

    private void openLocal(Path socket) throws IOException {
        try {
            listener.bindLocal(socket);
            facts.put("unixsocket", socket.toString());
            int permissions = Integer.parseInt(configuration.get("unixsocketperm"), 8);
            if (permissions != 0) {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(letters(permissions)));
            }
        } catch (IOException e) {
            log.warning("Failed opening Unix socket: " + RedisConf.reason(e));
            throw e;
        }
    }

    /** {@code rwxr-x---} for 0750. */
    private static String letters(int permissions) {
        StringBuilder letters = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            letters.append((permissions >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        return letters.toString();
    }

    /** Says that clients may come. */
    void sayReady() {
        if (port != 0) {
            log.notice("Ready to accept connections tcp");
        }
        if (number("tls-port") != 0) {
            log.notice("Ready to accept connections tls");
        }
        if (!configuration.get("unixsocket").isEmpty()) {
            log.notice("Ready to accept connections unix");
        }
    }

    private int number(String name) {
        return (int) configuration.number(name);
    }

    private List<String> addresses() {
        String bind = configuration.get("bind");
        return bind.isEmpty() ? List.of() : List.of(bind.split(" "));
    }

    private void listenAgain(String failure) {
        try {
            port = number("port") == 0 ? listener.unbind() : listener.bind(addresses(), number("port"));
            facts.put("tcp_port", Integer.toString(port));
        } catch (IOException e) {
            throw refused(e, failure);
        }
    }

    private void listenAgainTls(String failure) {
        try {
            listener.bindTls(addresses(), number("tls-port"));
        } catch (IOException e) {
            throw refused(e, failure);
        }
    }

    private void loadAgain() {
        if (number("tls-port") != 0) {
            try {
                listener.loadCertificates(configuration);
            } catch (IOException e) {
                throw refused(e, "Unable to update TLS configuration. Check server logs.");
            }
        }
    }

    private ConfigException refused(IOException e, String failure) {
        log.warning(String.valueOf(e.getMessage()));
        return new ConfigException(failure);
    }

    /** Removes the socket in the file system. */
    void close() {
        String socket = facts.remove("unixsocket");
        if (socket != null) {
            log.notice("Removing the unix socket file.");
            try {
                Files.deleteIfExists(Path.of(socket));
            } catch (IOException e) {
                log.warning("Cannot remove the unix socket file: " + RedisConf.reason(e));
            }
        }
    }
}
