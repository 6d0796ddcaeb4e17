package dev.vermilion.engine.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The sections of INFO that are about the process. */
final class InfoServer {

    private static final double NANOS = 1e9;
    /** Linux counts the time of a process in hundredths of a second. */
    private static final double TICKS = 100.0;

    private static final Path PROCESS = Path.of("/proc/self/stat");
    private static final String NO_REPLICATION = "0".repeat(40);

    private final ServerContext context;

    InfoServer(ServerContext context) {
        this.context = context;
    }

    void server(InfoText text) {
        long seconds = context.uptimeSeconds();
        text.field("redis_version", Version.REDIS)
                .field("redis_git_sha1", "00000000")
                .field("redis_git_dirty", 0)
                .field("redis_build_id", "vermilion")
                .field("redis_mode", "standalone")
                .field("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"))
                .field("arch_bits", 64)
                .field("monotonic_clock", "System.nanoTime")
                .field("multiplexing_api", property("os.name").equals("Linux") ? "epoll" : "nio")
                .field("atomicvar_api", "java")
                .field("gcc_version", "0.0.0")
                .field("process_id", ProcessHandle.current().pid())
                .field("process_supervised", context.configuration().get("supervised"))
                .field("run_id", context.runId())
                .field("tcp_port", context.facts().getOrDefault("tcp_port", "0"))
                .field("server_time_usec", context.keyspace().clock().wallMicros())
                .field("uptime_in_seconds", seconds)
                .field("uptime_in_days", Duration.ofSeconds(seconds).toDays())
                .field("hz", context.keyspace().settings().hz)
                .field("configured_hz", context.configuration().get("hz"))
                .field("lru_clock", context.keyspace().now() / 1000 & 0xffffff)
                .field("executable", context.facts().getOrDefault("executable", ""))
                .field("config_file", context.facts().getOrDefault("config_file", ""))
                .field("io_threads_active", 0);
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    void persistence(InfoText text) {
        context.persistence().info().forEach((name, value) -> text.field(name, value.toString()));
    }

    void replication(InfoText text) {
        text.field("role", "master")
                .field("connected_slaves", 0)
                .field("master_failover_state", "no-failover")
                .field("master_replid", context.runId())
                .field("master_replid2", NO_REPLICATION)
                .field("master_repl_offset", 0)
                .field("second_repl_offset", -1)
                .field("repl_backlog_active", 0)
                .field("repl_backlog_size", context.configuration().get("repl-backlog-size"))
                .field("repl_backlog_first_byte_offset", 0)
                .field("repl_backlog_histlen", 0);
    }

    /** Written by the command thread, which is the main thread of these fields. */
    static void cpu(InfoText text) {
        double[] process = processSeconds();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double own = threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() / NANOS : 0;
        double user = threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadUserTime() / NANOS : 0;
        text.field("used_cpu_sys", process[1], 6)
                .field("used_cpu_user", process[0], 6)
                .field("used_cpu_sys_children", 0, 6)
                .field("used_cpu_user_children", 0, 6)
                .field("used_cpu_sys_main_thread", Math.max(0, own - user), 6)
                .field("used_cpu_user_main_thread", user, 6);
    }

    /** Seconds that the process ran itself, and in the kernel; where that cannot be told apart, all are its own. */
    static double[] processSeconds() {
        try {
            String stat = Files.readString(PROCESS);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new double[] {Long.parseLong(fields[11]) / TICKS, Long.parseLong(fields[12]) / TICKS};
        } catch (IOException e) {
            Duration all = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            return new double[] {all.toNanos() / NANOS, 0};
        }
    }
}
