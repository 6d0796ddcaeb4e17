package dev.vermilion.kit;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Named daemon threads: none of the kit's threads keeps a process alive. */
final class Threads {

    private Threads() {}

    static ThreadFactory daemon(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Grows with the work at hand and shrinks when idle. */
    static ExecutorService pool(String name) {
        return Executors.newCachedThreadPool(daemon(name));
    }
}
