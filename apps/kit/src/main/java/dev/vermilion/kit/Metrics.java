package dev.vermilion.kit;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Numbers of this process in Prometheus's text format. Safe for use by many threads. */
final class Metrics {

    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Upper bounds in milliseconds; the text has seconds. */
    private static final double[] BUCKETS = {1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000};

    /** Values that are read when somebody asks. */
    interface Gauges {
        long commands();

        int connectionsInUse();

        int connectionsIdle();

        int listeners();
    }

    private static final class Histogram {
        private final LongAdder[] buckets = new LongAdder[BUCKETS.length];
        private final LongAdder count = new LongAdder();
        private final LongAdder micros = new LongAdder();

        Histogram() {
            Arrays.setAll(buckets, i -> new LongAdder());
        }

        void add(double millis) {
            for (int i = 0; i < BUCKETS.length; i++) {
                if (millis <= BUCKETS[i]) {
                    buckets[i].increment();
                }
            }
            count.increment();
            micros.add((long) (millis * 1_000));
        }
    }

    private final Map<String, Histogram> requests = new ConcurrentSkipListMap<>();
    private final Gauges gauges;

    Metrics(Gauges gauges) {
        this.gauges = gauges;
    }

    /** Counts one request. The route is the pattern, not the path, so that the number of series stays small. */
    void request(String method, String route, int status, double millis) {
        String labels = "method=\"%s\",route=\"%s\",status=\"%d\"".formatted(method, route, status);
        Objects.requireNonNull(requests.computeIfAbsent(labels, any -> new Histogram()))
                .add(millis);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        head(text, "http_request_duration_seconds", "histogram", "Time from request to answer.");
        requests.forEach((labels, histogram) -> histogram(text, labels, histogram));
        value(text, "redis_commands_total", "counter", "Commands sent to Redis.", gauges.commands());
        value(text, "redis_pool_connections_in_use", "gauge", "Connections in use.", gauges.connectionsInUse());
        value(text, "redis_pool_connections_idle", "gauge", "Connections that wait.", gauges.connectionsIdle());
        value(text, "events_listeners", "gauge", "Pages that listen to events.", gauges.listeners());
        Runtime runtime = Runtime.getRuntime();
        value(text, "jvm_memory_used_bytes", "gauge", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        value(text, "jvm_memory_max_bytes", "gauge", "Heap at most.", runtime.maxMemory());
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        value(text, "jvm_threads", "gauge", "Platform threads.", threads);
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime() / 1_000;
        value(text, "process_uptime_seconds", "gauge", "Time since the start.", uptime);
        return text.toString();
    }

    private static void histogram(StringBuilder text, String labels, Histogram histogram) {
        String name = "http_request_duration_seconds";
        for (int i = 0; i < BUCKETS.length; i++) {
            line(text, name + "_bucket{" + labels + ",le=\"" + BUCKETS[i] / 1_000 + "\"}", histogram.buckets[i].sum());
        }
        line(text, name + "_bucket{" + labels + ",le=\"+Inf\"}", histogram.count.sum());
        line(text, name + "_sum{" + labels + "}", histogram.micros.sum() / 1e6);
        line(text, name + "_count{" + labels + "}", histogram.count.sum());
    }

    private static void value(StringBuilder text, String name, String type, String help, long value) {
        head(text, name, type, help);
        line(text, name, value);
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String name, Number value) {
        text.append(name).append(' ').append(value).append('\n');
    }
}
