package dev.vermilion.engine.net;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The event loop of the command thread. A script that runs for long can have it do what waits. */
final class CommandThread extends SingleThreadIoEventLoop {

    /** Room for scripts that call themselves as deep as those of Redis may. */
    private static final long STACK_BYTES = 256L * 1024 * 1024;

    private CommandThread(IoEventLoopGroup group, Executor executor, IoHandlerFactory io) {
        super(group, executor, io);
    }

    /** A group of one such loop. */
    static MultiThreadIoEventLoopGroup group(IoHandlerFactory io) {
        return new MultiThreadIoEventLoopGroup(1, CommandThread::start, io) {
            @Override
            protected IoEventLoop newChild(Executor executor, IoHandlerFactory factory, Object... arguments) {
                return new CommandThread(this, executor, factory);
            }
        };
    }

    private static Thread start(Runnable task) {
        return new FastThreadLocalThread(null, task, "vermilion-commands", STACK_BYTES);
    }

    /** Runs tasks that wait, such as to take new connections, for a millisecond at most. To be called on this thread. */
    void runWaitingTasks() {
        runAllTasks(TimeUnit.MILLISECONDS.toNanos(1));
    }
}
