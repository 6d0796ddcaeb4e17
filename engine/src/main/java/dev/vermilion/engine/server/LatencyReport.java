package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Call;
import java.util.ArrayList;
import java.util.List;

/** LATENCY DOCTOR: what took long, in sentences, and what may help. */
final class LatencyReport {

    private final LatencyMonitor monitor;
    private final long slowlogMicros;

    LatencyReport(LatencyMonitor monitor, Call call) {
        this.monitor = monitor;
        this.slowlogMicros = call.settings().slowlogLogSlowerThan;
    }

    String text() {
        if (!monitor.isOn()) {
            return "Latency monitoring is disabled. Use \"CONFIG SET latency-monitor-threshold <milliseconds>\" to"
                    + " enable it.\n";
        }
        if (monitor.events().isEmpty()) {
            return "No latency spike was observed since the last LATENCY RESET.\n";
        }
        StringBuilder text = new StringBuilder("Latency spikes were observed:\n\n");
        int number = 1;
        for (var event : monitor.events().entrySet()) {
            text.append(number++).append(". ").append(event.getKey()).append(": ");
            describe(event.getValue(), text);
        }
        text.append("\nAdvice:\n\n");
        advice().forEach(each -> text.append("- ").append(each).append('\n'));
        return text.toString();
    }

    private static void describe(LatencyMonitor.Series series, StringBuilder text) {
        double average = series.samples().stream()
                .mapToLong(LatencyMonitor.Sample::millis)
                .average()
                .orElse(0);
        double deviation = series.samples().stream()
                .mapToDouble(each -> Math.abs(each.millis() - average))
                .average()
                .orElse(0);
        text.append(series.samples().size())
                .append(" latency spikes (average ")
                .append(Math.round(average))
                .append("ms, mean deviation ")
                .append(Math.round(deviation))
                .append("ms). Worst all time event ")
                .append(series.longest())
                .append("ms.\n");
    }

    private List<String> advice() {
        List<String> advice = new ArrayList<>();
        boolean commands =
                monitor.events().containsKey("command") || monitor.events().containsKey("fast-command");
        long threshold = monitor.thresholdMillis() * 1000;
        if (commands && (slowlogMicros < 0 || slowlogMicros > threshold)) {
            advice.add("SLOWLOG does not show all of these commands. Use 'CONFIG SET slowlog-log-slower-than "
                    + threshold + "'.");
        }
        if (commands) {
            advice.add("Use SLOWLOG GET to see which commands they are.");
            advice.add(
                    "Commands that take or remove a large value at once keep all others waiting: part it into several"
                            + " keys.");
        }
        if (monitor.events().containsKey("expire-cycle")) {
            advice.add("Many keys expire at the same moment: spread their times to live.");
        }
        return advice;
    }
}
