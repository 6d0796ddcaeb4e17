package dev.vermilion.kit.lens;

import java.util.concurrent.atomic.LongAdder;

/** What all tapped connections together have sent and received. Safe for use by many threads. */
public final class WireTotals {

    private final LongAdder commands = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    /** Number of commands sent. */
    public long commands() {
        return commands.sum();
    }

    /** Bytes sent. */
    public long bytesSent() {
        return sent.sum();
    }

    /** Bytes received. */
    public long bytesReceived() {
        return received.sum();
    }

    void received(int bytes) {
        received.add(bytes);
    }

    /** Counts the commands of one connection, whatever pieces their bytes come in. Not thread safe. */
    final class Counter {

        private static final int START = -1;

        /** Arguments still to come of the command under way. */
        private long arguments;
        /** Bytes still to come of the argument under way, with its line end; {@code START} outside of one. */
        private long argument = START;
        /** The number of the header line under way, and its type. */
        private long number;

        private byte type;

        void feed(byte[] bytes, int from, int length) {
            sent.add(length);
            int end = from + length;
            for (int at = from; at < end; at++) {
                if (argument > 0) {
                    int step = (int) Math.min(argument, end - at);
                    argument -= step;
                    at += step - 1;
                    argumentEnd();
                } else {
                    header(bytes[at]);
                }
            }
        }

        private void argumentEnd() {
            if (argument == 0) {
                argument = START;
                if (--arguments == 0) {
                    commands.increment();
                }
            }
        }

        private void header(byte b) {
            if (b == '*' || b == '$') {
                type = b;
                number = 0;
            } else if (b >= '0' && b <= '9') {
                number = number * 10 + b - '0';
            } else if (b == '\n' && type == '*') {
                arguments = number;
            } else if (b == '\n') {
                argument = number + 2;
            }
        }
    }
}
