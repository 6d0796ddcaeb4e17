package dev.vermilion.kit.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that do something at the same moment. */
public final class Together {

    private Together() {}

    /** What each of them does. */
    @FunctionalInterface
    public interface Task<T> {

        /** Does it; {@code thread} counts from 0. */
        T run(int thread) throws Exception;
    }

    /** Lets {@code threads} threads begin at once, and returns what each got, in their order; the first failure is thrown. */
    public static <T> List<T> run(int threads, Task<T> task) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                futures.add(pool.submit(() -> {
                    start.await();
                    return task.run(thread);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("a thread failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
