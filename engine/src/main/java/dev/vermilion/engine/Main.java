package dev.vermilion.engine;

import java.io.IOException;

/** The engine as a program, started as redis-server is. */
public final class Main {

    private Main() {}

    /** Starts an engine with the arguments of redis-server. */
    public static void main(String[] arguments) throws IOException {
        EngineConfig.Builder config = EngineConfig.builder();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            config.set(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        Engine engine = Engine.open(config.build());
        System.out.println("Ready to accept connections on port " + engine.port());
    }
}
