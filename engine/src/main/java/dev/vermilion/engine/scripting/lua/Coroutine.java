package dev.vermilion.engine.scripting.lua;

import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine: a function that runs on a thread of its own, of which always one only goes on. Who resumes it waits until it
 * yields or ends, so that all of them together are like one thread.
 */
final class Coroutine {

    /** The states of {@code coroutine.status}. */
    enum Status {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD
    }

    /** What goes from thread to thread: values, or why the other side ended. */
    private record Message(
            @Nullable Object returned, @Nullable Throwable problem) {}

    /** Ends the thread of a coroutine that nobody will resume. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Killed() {
            super(null, null, false, false);
        }
    }

    private static final long STACK_BYTES = 16L * 1024 * 1024;

    private final LuaState state;
    private final LuaFunction function;
    private final SynchronousQueue<Message> toCoroutine = new SynchronousQueue<>();
    private final SynchronousQueue<Message> toResumer = new SynchronousQueue<>();
    private Status status = Status.SUSPENDED;
    private @Nullable Thread thread;
    private @Nullable Coroutine resumer;

    Coroutine(LuaState state, LuaFunction function) {
        this.state = state;
        this.function = function;
        state.started(this);
    }

    Status status() {
        return status;
    }

    /**
     * Lets it go on until it yields or ends.
     *
     * @return what it yielded or returned
     * @throws LuaError what it raised, or that it cannot be resumed
     */
    @Nullable
    Object[] resume(@Nullable Object[] arguments) {
        if (status != Status.SUSPENDED) {
            String word = status == Status.DEAD ? "dead" : "non-suspended";
            throw new LuaError(LuaString.of("cannot resume " + word + " coroutine"));
        }
        resumer = state.running();
        if (resumer != null) {
            resumer.status = Status.NORMAL;
        }
        int depth = state.depth();
        int boundaries = state.boundaries();
        state.boundaries(0);
        state.running(this);
        status = Status.RUNNING;
        Message answer = exchange(arguments);
        state.running(resumer);
        if (resumer != null) {
            resumer.status = Status.RUNNING;
        }
        state.depth(depth);
        state.boundaries(boundaries);
        if (answer.problem instanceof RuntimeException problem) {
            throw problem;
        } else if (answer.problem instanceof Error problem) {
            throw problem;
        }
        return LuaFunction.all(answer.returned);
    }

    private Message exchange(@Nullable Object[] arguments) {
        if (thread == null) {
            thread = new Thread(null, () -> run(arguments), "vermilion-coroutine", STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
        } else {
            put(toCoroutine, new Message(arguments, null));
        }
        return take(toResumer);
    }

    private void run(@Nullable Object[] arguments) {
        Message last;
        try {
            last = new Message(function.call(arguments), null);
        } catch (Killed e) {
            return;
        } catch (RuntimeException | Error e) {
            last = new Message(LuaFunction.NOTHING, e);
        }
        status = Status.DEAD;
        put(toResumer, last);
    }

    /** Called in the coroutine: hands values to who resumed it, and waits to be resumed. */
    @Nullable
    Object[] suspend(@Nullable Object[] values) {
        int depth = state.depth();
        status = Status.SUSPENDED;
        put(toResumer, new Message(values, null));
        Message next = take(toCoroutine);
        state.depth(depth);
        if (next.problem instanceof Killed killed) {
            throw killed;
        }
        return LuaFunction.all(next.returned);
    }

    /** Ends its thread, if it has one. */
    void kill() {
        if (thread != null && status == Status.SUSPENDED) {
            status = Status.DEAD;
            put(toCoroutine, new Message(LuaFunction.NOTHING, new Killed()));
        }
    }

    private static void put(SynchronousQueue<Message> queue, Message message) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(message);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    private static Message take(SynchronousQueue<Message> queue) {
        boolean interrupted = false;
        while (true) {
            try {
                Message message = queue.take();
                restore(interrupted);
                return message;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
