package dev.vermilion.engine;

import dev.vermilion.engine.cli.Tty;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.server.ServerLog;
import dev.vermilion.engine.server.Version;

/** The picture that a server shows to who starts it by hand; elsewhere a line says the same. */
final class Logo {

    private static final String PICTURE = """

                   .
                 .' '.
               .'     '.        Vermilion, as Redis %s (64 bit)
             .'  .---.  '.
            /   /  o  \\   \\      Running in standalone mode
            \\   \\     /   /      Port: %d
             '.  '---'  .'       PID: %d
               '.     .'
                 '. .'
                   '
            """;

    private Logo() {}

    static void show(ServerLog log, Configuration configuration, int port) {
        boolean byHand = Tty.isTerminal(1) && configuration.get("logfile").isEmpty() && log.hasConsole();
        if (byHand || configuration.isOn("always-show-logo")) {
            log.raw(PICTURE.formatted(
                    Version.REDIS, port, ProcessHandle.current().pid()));
        } else {
            log.notice("Running mode=standalone, port=" + port + ".");
        }
    }
}
