package dev.vermilion.engine;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * The signals that ask a program to end. Java has no public way to tell SIGINT from SIGTERM; the one that it has is
 * looked up by name, and where it is missing every signal ends the program.
 */
final class Signals {

    private Signals() {}

    /**
     * Calls {@code handler} with SIGTERM or SIGINT whenever one comes, on a thread of its own.
     *
     * @param lastResort what is called instead where signals cannot be told apart: the program ends when it returns
     */
    static void handle(Consumer<String> handler, Runnable lastResort) {
        try {
            install("TERM", handler);
            install("INT", handler);
        } catch (ReflectiveOperationException e) {
            Runtime.getRuntime().addShutdownHook(new Thread(lastResort, "vermilion-signal"));
        }
    }

    private static void install(String name, Consumer<String> handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> listener = Class.forName("sun.misc.SignalHandler");
        Object proxy =
                Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] {listener}, (self, method, values) -> {
                    if (method.getName().equals("handle")) {
                        handler.accept("SIG" + name);
                    }
                    return method.getReturnType() == int.class ? 0 : null;
                });
        signal.getMethod("handle", signal, listener)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    }
}
